import { expect, test } from 'vitest';
import { givenMost, isAbove } from './allowed.ts';

const firstTwo = (output: number): boolean => output < 2;

test('outputs that may come are above all others, and not beside one of them', () => {
  expect(isAbove([0.9, 0.4, 0.3], firstTwo)).toBe(true);
  expect(isAbove([0.9, 0.3, 0.3], firstTwo)).toBe(false);
  expect(isAbove([0.9, 0.2, 0.3], firstTwo)).toBe(false);
  expect(isAbove([0.9, 0.4, Number.NaN], firstTwo)).toBe(false);
});

test('those that are given most come first, of equal ones the first, and last what is not a number', () => {
  expect(givenMost([0.1, 0.9, 0.1, 0.5], 3)).toEqual([1, 3, 0]);
  expect(givenMost([Number.NaN, -1, Number.NaN], 2)).toEqual([1, 0]);
});
