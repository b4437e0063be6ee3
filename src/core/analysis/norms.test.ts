import { expect, test } from 'vitest';
import { norm, normAt, normsOf } from './norms.ts';

test('a norm is the root of the sum of squares over all arrays together', () => {
  expect(norm([3, -4])).toBe(5);
  expect(
    normAt(
      [
        [2, 3],
        [6, 0],
      ],
      0,
      1,
    ),
  ).toBeCloseTo(Math.sqrt(40), 15);
  expect(
    normAt(
      [
        [2, 3],
        [6, 0],
      ],
      1,
      1,
    ),
  ).toBe(3);
});

test('nothing underflows on the way: tiny entries keep their norm', () => {
  expect(norm([3e-200, 4e-200]) / 5e-200).toBeCloseTo(1, 14);
  expect(norm([1e-20, 3e-300]) / 1e-20).toBeCloseTo(1, 14);
  expect(norm([5e-324, 0])).toBe(5e-324);
});

test('nothing overflows on the way: huge entries keep their norm', () => {
  expect(norm([3e200, 4e200]) / 5e200).toBeCloseTo(1, 14);
  expect(norm([Number.MAX_VALUE])).toBe(Number.MAX_VALUE);
});

test('zeros, infinities and NaN are told apart', () => {
  expect(norm([0, 0])).toBe(0);
  expect(norm([])).toBe(0);
  expect(norm([1, Number.NEGATIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
  expect(norm([1, Number.NaN])).toBeNaN();
});

test('norms of a batch are taken from the columns of one sequence, in the order (t, b, unit)', () => {
  const [steps, size, units] = [3, 2, 2];
  const h = Float32Array.from({ length: steps * size * units }, (_, i) => i);
  const c = h.map((value) => -2 * value);
  const expected = (t: number): number => Math.hypot(4 * t + 2, 4 * t + 3);
  expect([...normsOf([h], { steps, size, sequence: 1 })]).toEqual([0, 1, 2].map((t) => expect.closeTo(expected(t), 12)));
  expect([...normsOf([h, c], { steps, size, sequence: 1 })]).toEqual([0, 1, 2].map((t) => expect.closeTo(Math.sqrt(5) * expected(t), 12)));
});
