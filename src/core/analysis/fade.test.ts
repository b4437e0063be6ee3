import { expect, test } from 'vitest';
import { fadeOf } from './fade.ts';

const powers = (a: number, steps: number): number[] => Array.from({ length: steps }, (_, t) => a ** (steps - 1 - t));

test("the fade of a linear scalar cell h' = a h is a", () => {
  for (const a of [0.25, 0.5, 0.99, 1, 1.3]) expect(fadeOf(powers(a, 40), 39, 0)).toBeCloseTo(a, 12);
});

test('steps after the scored one have no say', () => {
  expect(fadeOf([...powers(0.5, 10), 7, 0, 900], 9, 0)).toBeCloseTo(0.5, 12);
});

test('steps below the floor have no say', () => {
  const flushed = powers(0.1, 20).map((value) => (value < 1e-8 ? 0 : value));
  expect(fadeOf(flushed, 19, 1e-8)).toBeCloseTo(0.1, 12);
  expect(
    fadeOf(
      powers(0.1, 20).map((value) => Math.max(value, 1e-9)),
      19,
      1e-8,
    ),
  ).toBeCloseTo(0.1, 12);
});

test('zeros, infinities and NaN have no say', () => {
  expect(fadeOf([Number.POSITIVE_INFINITY, Number.NaN, 0, 0.25, 0.5, 1], 5, 0)).toBeCloseTo(0.5, 12);
});

test('it is the least-squares slope of the logarithm', () => {
  expect(fadeOf([Math.exp(0), Math.exp(3), Math.exp(3)], 2, 0)).toBeCloseTo(Math.exp(-1.5), 12);
});

test('fewer than two steps have no fade', () => {
  expect(fadeOf([0, 0, 1], 2, 0)).toBeNaN();
  expect(fadeOf([0, 0, 0], 2, 0)).toBeNaN();
  expect(fadeOf([1], 0, 0)).toBeNaN();
});
