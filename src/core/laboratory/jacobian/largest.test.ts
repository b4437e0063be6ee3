import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { expect, test } from 'vitest';
import { createRng } from '../../rng.ts';
import { largestSingular } from './largest.ts';
import { product, rescaled } from './matrix.ts';

const rng = createRng('largest');
const random = (rows: number, columns: number): Float64Array => Float64Array.from({ length: rows * columns }, () => rng.normal());
const norm2 = (values: Float64Array, rows: number): number =>
  new SingularValueDecomposition(Matrix.from1DArray(rows, values.length / rows, Array.from(values)), { autoTranspose: true }).norm2;

test.each([
  [1, 1],
  [2, 2],
  [5, 3],
  [3, 5],
  [24, 24],
  [60, 30],
])('of a random %d × %d matrix it is that of a singular value decomposition, with its vectors', (rows, columns) => {
  const matrix = random(rows, columns);
  const { value, left, right } = largestSingular(matrix, rows);
  expect(Math.abs(value / norm2(matrix, rows) - 1)).toBeLessThan(1e-6);
  expect(Math.hypot(...left)).toBeCloseTo(1, 12);
  expect(Math.hypot(...right)).toBeCloseTo(1, 12);
  const through = left.reduce((sum, u, i) => sum + u * right.reduce((part, v, j) => part + v * (matrix[i * columns + j] ?? 0), 0), 0);
  expect(through / value).toBeCloseTo(1, 9);
});

test('equal singular values, one alone and none at all', () => {
  const unit = Float64Array.from({ length: 49 }, (_, i) => (i % 8 === 0 ? 3 : 0));
  expect(largestSingular(unit, 7).value).toBeCloseTo(3, 12);
  const outer = Float64Array.from({ length: 12 }, (_, i) => (1 + (i % 3)) * (2 - Math.floor(i / 3)));
  expect(largestSingular(outer, 4).value).toBeCloseTo(Math.sqrt(14) * Math.sqrt(4 + 1 + 0 + 1), 9);
  expect(largestSingular(new Float64Array(9), 3).value).toBe(0);
  expect(largestSingular(Float64Array.of(1, Number.NaN), 1).value).toBeNaN();
});

test('finds the value that overtook the one near which it starts', () => {
  const overtaken = new Float64Array(400);
  for (let i = 0; i < 20; i++) overtaken[i * 21] = i === 13 ? 1.02 : i === 4 ? 1.01 : 0.5;
  const near = new Float64Array(20);
  near[4] = 1;
  expect(largestSingular(overtaken, 20, near).value).toBeCloseTo(1.02, 6);
});

test('neither 10⁻²⁰⁰ nor 10²⁰⁰ is lost', () => {
  const matrix = random(6, 6);
  const { value } = largestSingular(matrix, 6);
  for (const power of [-600, 600]) {
    expect(
      largestSingular(
        matrix.map((entry) => entry * 2 ** power),
        6,
      ).value /
        2 ** power /
        value,
    ).toBeCloseTo(1, 12);
  }
});

test('a product of blocks, full, diagonal and empty, is the product', () => {
  const [size, units] = [10, 5];
  const [a, b] = [random(size, size), random(size, size)];
  for (let i = 0; i < units; i++) {
    for (let j = 0; j < units; j++) {
      if (i !== j) b[i * size + units + j] = 0;
      b[(units + i) * size + j] = 0;
    }
  }
  const wanted = Matrix.from1DArray(size, size, Array.from(a)).mmul(Matrix.from1DArray(size, size, Array.from(b)));
  const { values, work } = product(a, b, size, units);
  expect([...values]).toEqual(wanted.to1DArray().map((entry) => expect.closeTo(entry, 12)));
  expect(work).toBe(2 * size * units * units + size * units);
});

test('a matrix far from 1 is brought back by a power of two, and the same', () => {
  const matrix = random(3, 3).map((value) => value * 1e-120);
  const { values, exponent } = rescaled({ values: matrix, exponent: 7 });
  expect(Math.max(...values.map(Math.abs))).toBeGreaterThan(0.1);
  expect([...values].map((value) => value * 2 ** (exponent - 7))).toEqual([...matrix]);
  expect(rescaled({ values: new Float64Array(4), exponent: 0 })).toEqual({ values: new Float64Array(4), exponent: 0 });
});
