import { determinant, EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { createRng } from '../rng.ts';
import { withEigenvalue, withSpectralRadius } from './eigen.ts';
import type { Complex } from './operation.ts';

const SIZE = 12;

function drawn(seed: number): Float32Array {
  const rng = createRng('eigen', seed);
  return Float32Array.from({ length: SIZE * SIZE }, () => rng.normal() / Math.sqrt(SIZE));
}

const matrixOf = (values: ArrayLike<number>): Matrix => Matrix.from1DArray(SIZE, SIZE, Array.from(values));

function eigenvalues(values: ArrayLike<number>): Complex[] {
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(matrixOf(values));
  return realEigenvalues.map((real, k) => ({ real, imaginary: imaginaryEigenvalues[k] ?? 0 }));
}

/** How far the one is from the nearest of the others. */
const apart = (one: Complex, others: readonly Complex[]): number =>
  Math.min(...others.map((other) => Math.hypot(one.real - other.real, one.imaginary - other.imaginary)));

/** Π (z − λ) at a real z, by its determinant. */
const characteristic = (values: ArrayLike<number>, z: number): number => determinant(Matrix.eye(SIZE).mul(z).sub(matrixOf(values)));

const productAt = (spectrum: readonly Complex[], z: number): number => {
  let [re, im] = [1, 0];
  for (const { real, imaginary } of spectrum) [re, im] = [re * (z - real) + im * imaginary, im * (z - real) - re * imaginary];
  return re;
};

describe('an eigenvalue that is moved', () => {
  test.each([1, 2, 3, 4])('stands where it was put, its conjugate with it, and the others stay (draw %i)', (seed) => {
    const values = drawn(seed);
    const before = eigenvalues(values);
    const chosen = before.find(({ imaginary }) => imaginary < 0) as Complex;
    const to = { real: 0.3, imaginary: -0.9 };
    const moved = withEigenvalue(values, SIZE, chosen, to);
    const after = eigenvalues(moved);
    expect(apart(to, after)).toBeLessThan(1e-4);
    expect(apart({ real: 0.3, imaginary: 0.9 }, after)).toBeLessThan(1e-4);
    const others = before.filter((each) => Math.abs(each.imaginary) !== Math.abs(chosen.imaginary) || each.real !== chosen.real);
    expect(others).toHaveLength(SIZE - 2);
    for (const other of others) expect(apart(other, after)).toBeLessThan(1e-4);
    // Not by the eigenvalues again: the characteristic polynomial at three places.
    const wanted = [...others, to, { real: 0.3, imaginary: 0.9 }];
    for (const z of [-1.7, 0.4, 2]) expect(characteristic(moved, z)).toBeCloseTo(productAt(wanted, z), 3);
  });

  test('that is real stays real', () => {
    const values = drawn(5);
    const real = eigenvalues(values).find(({ imaginary }) => imaginary === 0) as Complex;
    expect(real).toBeDefined();
    const after = eigenvalues(withEigenvalue(values, SIZE, real, { real: 1.25, imaginary: 0.5 }));
    expect(apart({ real: 1.25, imaginary: 0 }, after)).toBeLessThan(1e-4);
  });

  test('put where it is, leaves the matrix as it is', () => {
    const values = drawn(6);
    const [first] = eigenvalues(values) as [Complex];
    withEigenvalue(values, SIZE, first, first).forEach((value, i) => {
      expect(value).toBeCloseTo(values[i] as number, 5);
    });
  });

  test('is refused with a sentence where the eigenvectors are dependent, or there is nothing finite', () => {
    const jordan = Float32Array.from({ length: SIZE * SIZE }, (_, k) => (k % (SIZE + 1) === 0 ? 0.5 : k % (SIZE + 1) === 1 ? 1 : 0));
    const at = { real: 0.5, imaginary: 0 };
    expect(() => withEigenvalue(jordan, SIZE, at, { real: 1, imaginary: 0 })).toThrow(/nearly dependent/);
    expect(() => withEigenvalue(drawn(1).fill(Number.NaN, 3, 4), SIZE, at, at)).toThrow(/not finite/);
  });
});

describe('the spectral radius', () => {
  test('is rescaled to what is asked for, with every eigenvalue by the same factor', () => {
    const values = drawn(7);
    const radius = (of: ArrayLike<number>): number =>
      Math.max(...eigenvalues(of).map(({ real, imaginary }) => Math.hypot(real, imaginary)));
    const doubled = withSpectralRadius(values, SIZE, 2 * radius(values));
    for (const [i, value] of doubled.entries()) expect(value).toBeCloseTo(2 * (values[i] as number), 5);
    expect(radius(doubled)).toBeCloseTo(2 * radius(values), 4);
  });

  test('of a matrix without any, or one that is none, is refused with a sentence', () => {
    expect(() => withSpectralRadius(new Float32Array(SIZE * SIZE), SIZE, 1)).toThrow(/All eigenvalues are 0/);
    expect(() => withSpectralRadius(drawn(1), SIZE, -1)).toThrow(/0 or more/);
  });
});
