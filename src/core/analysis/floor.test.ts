import { expect, test } from 'vitest';
import { belowFloor } from './floor.ts';

test('what lies under the floor is marked, the floor itself is not', () => {
  expect([...belowFloor([1e-7, 6e-8, 5.9e-8, 0], 6e-8)]).toEqual([0, 0, 1, 1]);
});

test('a zero is below any floor, even one of 0', () => {
  expect([...belowFloor([0, 5e-324], 0)]).toEqual([1, 0]);
});

test('infinities and NaN are not below the floor', () => {
  expect([...belowFloor([Number.POSITIVE_INFINITY, Number.NaN], 1)]).toEqual([0, 0]);
});
