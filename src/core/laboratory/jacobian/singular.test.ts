import fc from 'fast-check';
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { createRng } from '../../rng.ts';
import { singularValues } from './singular.ts';

const rng = createRng('singular');
const random = (size: number): Float64Array => Float64Array.from({ length: size * size }, () => rng.normal());

function expectSame(matrix: Float64Array, size: number): void {
  const wanted = new SingularValueDecomposition(Matrix.from1DArray(size, size, Array.from(matrix))).diagonal;
  const values = singularValues(matrix, size);
  expect(values).toHaveLength(size);
  for (const [i, value] of values.entries()) {
    expect(Math.abs(value - (wanted[i] ?? Number.NaN))).toBeLessThanOrEqual(1e-13 * size * (wanted[0] ?? 0));
  }
}

describe('all singular values are those of another decomposition', () => {
  test.each([1, 2, 3, 5, 8, 24, 64, 90])('of a random matrix of %d rows', (size) => {
    expectSame(random(size), size);
  });

  test.each([
    ['of rank 1', (i: number, j: number) => (i + 1) * (j - 2)],
    ['with rows and columns of zeros', (i: number, j: number) => (i % 3 === 0 || j === 4 ? 0 : i - j)],
    ['with zeros on the diagonal', (i: number, j: number) => (i === j ? 0 : 1)],
    ['bidiagonal, with a value of 0 inside', (i: number, j: number) => (i === j ? (i === 3 ? 0 : 1) : j === i + 1 ? 0.5 : 0)],
    ['bidiagonal, with a value of 0 at the end', (i: number, j: number) => (i === j ? (i === 7 ? 0 : 1) : j === i + 1 ? 0.5 : 0)],
    ['of values alike', (i: number, j: number) => (i === j ? 3 : 0)],
    ['whose values span 10³⁰', (i: number, j: number) => (i === j ? 10 ** (-4 * i) : 0.1 ** (4 * Math.max(i, j)))],
    ['with rows beyond the root of the smallest number', (i: number, j: number) => (i % 2 === 0 ? 1e-90 : 1) * Math.sin(1 + i * 8 + j)],
    ['with columns beyond it', (i: number, j: number) => (j < 4 ? 1e-150 : 1) * Math.sin(1 + i * 8 + j)],
    ['of 1 and a block of 10⁻¹⁰⁰', (i: number, j: number) => (i === 0 || j === 0 ? Number(i === j) : j >= i ? 1e-100 : 0)],
    ['nilpotent', (i: number, j: number) => (j === i + 1 ? 1 : 0)],
  ])('%s', (_, entry) => {
    const size = 8;
    expectSame(
      Float64Array.from({ length: size * size }, (_entry, k) => entry(Math.floor(k / size), k % size)),
      size,
    );
  });

  test('of any small matrix of small whole numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -2, max: 2 }), { minLength: 25, maxLength: 25 }), (entries) => {
        expectSame(Float64Array.from(entries), 5);
      }),
      { numRuns: 300, seed: 6 },
    );
  });
});

test('neither 10⁻²⁰⁰ nor 10²⁰⁰ is lost; all of zeros is 0, and what is not finite has none', () => {
  const matrix = random(6);
  const wanted = singularValues(matrix, 6);
  for (const power of [-600, 600]) {
    const scaled = singularValues(
      matrix.map((entry) => entry * 2 ** power),
      6,
    );
    expect([...scaled].map((value) => value / 2 ** power)).toEqual([...wanted].map((value) => expect.closeTo(value, 12)));
  }
  expect([...singularValues(new Float64Array(9), 3)]).toEqual([0, 0, 0]);
  expect([...singularValues(Float64Array.of(1, Number.POSITIVE_INFINITY, 0, 1), 2)]).toEqual([Number.NaN, Number.NaN]);
});
