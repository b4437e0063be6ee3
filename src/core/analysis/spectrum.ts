import { EigenvalueDecomposition, Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { Spectrum } from '../trace.ts';

/** The part of a spectrum that is computed from the matrix alone. */
export type Eigenvalues = Pick<Spectrum, 'real' | 'imaginary' | 'radius' | 'norm'>;

/**
 * Eigenvalues of a square matrix U given row by row, its spectral radius max |λ|, and ‖U‖₂, its largest singular value.
 * An entry that is not finite makes everything NaN. Throws where U is not square.
 * Only the worker imports this file: it brings ml-matrix with it.
 */
export function spectrumOf(values: ArrayLike<number>, size: number): Eigenvalues {
  if (values.length !== size * size) {
    throw new Error(`A spectrum needs a square matrix: ${values.length} numbers do not make ${size} rows of ${size}.`);
  }
  const entries = Array.from(values);
  if (!entries.every(Number.isFinite)) return nothing(size);
  const matrix = Matrix.from1DArray(size, size, entries);
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(matrix);
  const real = Float64Array.from(realEigenvalues);
  const imaginary = Float64Array.from(imaginaryEigenvalues);
  const radius = real.reduce((largest, part, i) => Math.max(largest, Math.hypot(part, imaginary[i] as number)), 0);
  const { norm2 } = new SingularValueDecomposition(matrix, { computeLeftSingularVectors: false, computeRightSingularVectors: false });
  return { real, imaginary, radius, norm: norm2 };
}

const nothing = (size: number): Eigenvalues => ({
  real: new Float64Array(size).fill(Number.NaN),
  imaginary: new Float64Array(size).fill(Number.NaN),
  radius: Number.NaN,
  norm: Number.NaN,
});
