import { EigenvalueDecomposition } from 'ml-matrix';
import { dot, type Krylov, krylovOf } from './krylov.ts';

/** Rows of `width` entries, one after the other. */
export interface Rows {
  readonly values: Float64Array;
  readonly width: number;
}

/** A direction with the variance along it. */
export interface Component {
  /** Of length 1; zeros where there is none. */
  readonly direction: Float64Array;
  readonly variance: number;
}

/** The first two principal components of some rows. */
export interface Components {
  readonly mean: Float64Array;
  readonly first: Component;
  readonly second: Component;
  /** Of all directions together, the trace of the covariance. */
  readonly total: number;
}

/** Vectors of the basis at most, and the residual ‖C u − λ u‖ / λ₁ at which fewer are enough. */
const [MOST, ENOUGH] = [24, 1e-6];

/**
 * Principal components (Pearson 1901): the eigenvectors of the covariance C = Xᵀ X / n of the centred rows X with the
 * largest eigenvalues, which are the variances along them. C is not made: Lanczos's method (1950), made orthogonal again at
 * each step, sees it by products with X alone, as many as the width where that is small. `start` is where it begins: the
 * components of a moment ago are nearly there. Of rows that are not finite everything is NaN.
 */
export function componentsOf({ values, width }: Rows, start: ArrayLike<number> | null): Components {
  const count = values.length / width;
  const mean = meanOf({ values, width });
  const centred = values.slice();
  for (let offset = 0; offset < centred.length; offset += width) {
    for (let j = 0; j < width; j++) centred[offset + j] = (centred[offset + j] as number) - (mean[j] as number);
  }
  const total = dot(centred, centred) / count;
  if (!Number.isFinite(total)) return { mean, first: nothing(width, Number.NaN), second: nothing(width, Number.NaN), total };
  const covariance = (v: Float64Array, out: Float64Array): void => {
    for (let offset = 0; offset < centred.length; offset += width) {
      let along = 0;
      for (let j = 0; j < width; j++) along += (centred[offset + j] as number) * (v[j] as number);
      along /= count;
      for (let j = 0; j < width; j++) out[j] = (out[j] as number) + along * (centred[offset + j] as number);
    }
  };
  const found = krylovOf(covariance, { width, start: start ?? new Float64Array(width).fill(1), most: MOST, enough: isEnough });
  const [first, second] = ritzOf(found);
  return { mean, first: first ?? nothing(width, 0), second: second ?? nothing(width, 0), total };
}

const nothing = (width: number, variance: number): Component => ({ direction: new Float64Array(width), variance });

function meanOf({ values, width }: Rows): Float64Array {
  const mean = new Float64Array(width);
  for (let offset = 0; offset < values.length; offset += width) {
    for (let j = 0; j < width; j++) mean[j] = (mean[j] as number) + (values[offset + j] as number);
  }
  return mean.map((sum) => (sum * width) / values.length);
}

/** The two largest eigenvalues in the basis, with the last entries of their eigenvectors. */
function largest({ matrix }: Krylov): { readonly value: number; readonly vector: readonly number[] }[] {
  const symmetric = matrix.clone().add(matrix.transpose()).mul(0.5);
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(symmetric, { assumeSymmetric: true });
  return realEigenvalues
    .map((value, k) => ({ value, vector: eigenvectorMatrix.getColumn(k) }))
    .sort((a, b) => b.value - a.value)
    .slice(0, 2);
}

function isEnough(krylov: Krylov): boolean {
  const [first, second] = largest(krylov);
  if (first === undefined || second === undefined) return false;
  return [first, second].every(({ vector }) => krylov.out * Math.abs(vector.at(-1) as number) <= ENOUGH * first.value);
}

function ritzOf(krylov: Krylov): Component[] {
  return largest(krylov).map(({ value, vector }) => {
    const direction = new Float64Array(krylov.basis[0]?.length ?? 0);
    for (const [i, q] of krylov.basis.entries()) {
      for (let j = 0; j < direction.length; j++) direction[j] = (direction[j] as number) + (vector[i] as number) * (q[j] as number);
    }
    return { direction, variance: Math.max(0, value) };
  });
}
