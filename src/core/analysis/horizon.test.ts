import { expect, test } from 'vitest';
import { horizonOf } from './horizon.ts';

/** Norms of a linear scalar cell h' = a h over `steps` steps, scored at the last. */
const powers = (a: number, steps: number): number[] => Array.from({ length: steps }, (_, t) => a ** (steps - 1 - t));

test('where the norm halves each step, 1 % is 6 steps back', () => {
  expect(horizonOf(powers(0.5, 40), 39)).toBe(6);
});

test('a norm of exactly the threshold still counts', () => {
  expect(horizonOf([0.0099, 0.01, 1], 2)).toBe(1);
  expect(horizonOf(powers(0.125, 10), 9, 0.125 ** 3)).toBe(3);
});

test('the horizon is never longer than the steps before the scored one', () => {
  expect(horizonOf(powers(1, 40), 39)).toBe(39);
  expect(horizonOf(powers(1.5, 40), 39)).toBe(39);
  expect(horizonOf([1], 0)).toBe(0);
});

test('a break ends it, however large the norm is further back', () => {
  expect(horizonOf([1, 1, 0.001, 1, 1], 4)).toBe(1);
});

test('it starts at the scored step, not at the last', () => {
  expect(horizonOf([1, 1, 1, 0, 0], 2)).toBe(2);
});

test('infinities and NaN break it', () => {
  expect(horizonOf([1, Number.POSITIVE_INFINITY, 1, 1], 3)).toBe(1);
  expect(horizonOf([1, Number.NaN, 1, 1], 3)).toBe(1);
});

test('without a finite norm at the scored step there is no horizon', () => {
  for (const last of [0, Number.NaN, Number.POSITIVE_INFINITY]) expect(horizonOf([1, 1, last], 2)).toBe(0);
  expect(horizonOf([], 0)).toBe(0);
});

test('zeros never count, even where the threshold itself underflows', () => {
  expect(horizonOf([0, 0, 5e-324], 2)).toBe(0);
});
