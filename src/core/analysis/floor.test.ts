import { expect, test } from 'vitest';
import { isBelowFloor } from './floor.ts';

const below = (magnitudes: readonly number[], floor: number): boolean[] => magnitudes.map((magnitude) => isBelowFloor(magnitude, floor));

test('what lies under the floor is below it, the floor itself is not', () => {
  expect(below([1e-7, 6e-8, 5.9e-8], 6e-8)).toEqual([false, false, true]);
});

test('a zero is below any floor, even one of 0', () => {
  expect(below([0, 5e-324], 0)).toEqual([true, false]);
});

test('infinities and NaN are not below the floor', () => {
  expect(below([Number.POSITIVE_INFINITY, Number.NaN], 1)).toEqual([false, false]);
});
