import { expect, test } from 'vitest';
import { bandOf, percentiles } from './percentile.ts';

test('percentiles lie linearly between neighbours, as in NumPy', () => {
  expect(percentiles([4, 1, 3, 2], [0, 0.5, 1])).toEqual([1, 2.5, 4]);
  expect(percentiles([0, 10], [0.1, 0.9])).toEqual([1, 9]);
  expect(percentiles([7], [0.1, 0.5, 0.9])).toEqual([7, 7, 7]);
});

test('values are sorted as numbers, infinities included', () => {
  expect(percentiles([10, 9, 100], [0.5])).toEqual([10]);
  expect(percentiles([1, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY], [0, 0.5, 0.9])).toEqual([
    1,
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ]);
  expect(percentiles([Number.NaN, 1, 2], [0, 0.5])).toEqual([1, 2]);
});

test('no values have no percentile', () => {
  expect(percentiles([], [0.5])).toEqual([Number.NaN]);
});

test('a band is taken step by step over the sequences', () => {
  const rows = Array.from({ length: 11 }, (_, b) => [b, 100 * b]);
  const { low, median, high } = bandOf(rows);
  expect([...low]).toEqual([1, 100]);
  expect([...median]).toEqual([5, 500]);
  expect([...high]).toEqual([9, 900]);
});
