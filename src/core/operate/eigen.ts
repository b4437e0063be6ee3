import { EigenvalueDecomposition, inverse, Matrix, SingularValueDecomposition } from 'ml-matrix';
import type { Complex } from './operation.ts';

/* Only the worker imports this file: it brings ml-matrix with it. */

/** Beyond this condition number of the eigenvectors, float32 weights cannot hold one eigenvalue where it is put without moving the others. */
const WORST = 1e4;
/** How far from where they are wanted eigenvalues may come out, relative to the larger of 1 and the radius. */
const NEAR = 1e-3;

/**
 * U · ρ / ρ(U), row by row: all eigenvalues, and all singular values, by the same factor.
 * @throws an error that says why where no factor does it.
 */
export function withSpectralRadius(values: ArrayLike<number>, size: number, radius: number): Float32Array {
  const from = eigenvaluesOf(squareOf(values, size));
  const before = Math.max(...from.map(magnitude));
  if (!(before > 1e-12)) throw new Error('All eigenvalues are 0 here, and no factor moves them: train a little, or draw other weights.');
  if (!(radius >= 0) || !Number.isFinite(radius)) throw new RangeError(`A spectral radius is 0 or more; ${radius} is none.`);
  return Float32Array.from(values, (value) => (value * radius) / before);
}

/**
 * V Λ′ V⁻¹, real and row by row: the eigenvalue nearest to `from` at `to`, its conjugate at the mirrored place, the others
 * and all eigenvectors as they were. A real one is moved along the real axis alone, as it has no conjugate.
 * @throws an error that says why where the eigenvectors are too near to one plane for that.
 */
export function withEigenvalue(values: ArrayLike<number>, size: number, from: Complex, to: Complex): Float32Array {
  const matrix = squareOf(values, size);
  const decomposition = new EigenvalueDecomposition(matrix);
  const spectrum = spectrumOf(decomposition);
  const found = nearestTo(spectrum, from);
  // A conjugate pair stands together, the one above the real axis first.
  const index = (spectrum[found]?.imaginary ?? 0) < 0 ? found - 1 : found;
  const pair = (spectrum[index]?.imaginary ?? 0) !== 0;
  const vectors = normalised(decomposition.eigenvectorMatrix, spectrum);
  const condition = conditionOf(vectors);
  if (!(condition < WORST)) {
    throw new Error(
      `The eigenvectors of this matrix are nearly dependent (condition ${condition.toExponential(0)}), so one eigenvalue cannot be moved by itself; rescale the whole radius instead.`,
    );
  }
  const blocks = blocksOf(spectrum);
  const height = pair ? Math.abs(to.imaginary) : 0;
  blocks.set(index, index, to.real);
  if (pair) {
    blocks.set(index + 1, index + 1, to.real);
    blocks.set(index, index + 1, height);
    blocks.set(index + 1, index, -height);
  }
  const moved = Float32Array.from(vectors.mmul(blocks).mmul(inverse(vectors)).to1DArray());
  const wanted = spectrum.map((each, k) => {
    if (k === index) return { real: to.real, imaginary: height };
    return pair && k === index + 1 ? { real: to.real, imaginary: -height } : each;
  });
  requireSpectrum(moved, size, wanted);
  return moved;
}

function squareOf(values: ArrayLike<number>, size: number): Matrix {
  const entries = Array.from(values);
  if (!entries.every(Number.isFinite)) throw new Error('This matrix has entries that are not finite: it has no eigenvalues to move.');
  return Matrix.from1DArray(size, size, entries);
}

const magnitude = ({ real, imaginary }: Complex): number => Math.hypot(real, imaginary);
const distance = (a: Complex, b: Complex): number => Math.hypot(a.real - b.real, a.imaginary - b.imaginary);

const spectrumOf = ({ realEigenvalues, imaginaryEigenvalues }: EigenvalueDecomposition): Complex[] =>
  realEigenvalues.map((real, k) => ({ real, imaginary: imaginaryEigenvalues[k] ?? 0 }));

const eigenvaluesOf = (matrix: Matrix): Complex[] => spectrumOf(new EigenvalueDecomposition(matrix));

function nearestTo(spectrum: readonly Complex[], place: Complex): number {
  const distances = spectrum.map((each) => distance(each, place));
  return distances.indexOf(Math.min(...distances));
}

/** Real columns for real eigenvalues, Re v and Im v for a pair, each pair and each column made as long as 1, which Λ does not notice. */
function normalised(vectors: Matrix, spectrum: readonly Complex[]): Matrix {
  const result = vectors.clone();
  for (let k = 0; k < spectrum.length; k++) {
    const columns = (spectrum[k]?.imaginary ?? 0) !== 0 ? [k, k + 1] : [k];
    const length = Math.hypot(...columns.flatMap((column) => result.getColumn(column)));
    for (const column of columns) result.mulColumn(column, Math.sqrt(columns.length) / (length || 1));
    k += columns.length - 1;
  }
  return result;
}

function conditionOf(vectors: Matrix): number {
  const { diagonal } = new SingularValueDecomposition(vectors, { computeLeftSingularVectors: false, computeRightSingularVectors: false });
  return Math.max(...diagonal) / Math.min(...diagonal);
}

/** Λ: a number for a real eigenvalue, [a b; −b a] for the pair a ± ib. */
function blocksOf(spectrum: readonly Complex[]): Matrix {
  const blocks = Matrix.zeros(spectrum.length, spectrum.length);
  spectrum.forEach(({ real, imaginary }, k) => {
    blocks.set(k, k, real);
    if (imaginary > 0) blocks.set(k, k + 1, imaginary);
    if (imaginary < 0) blocks.set(k, k - 1, imaginary);
  });
  return blocks;
}

/** Rounded to float32, the matrix still has the eigenvalues that were wanted. */
function requireSpectrum(values: Float32Array, size: number, wanted: readonly Complex[]): void {
  const left = eigenvaluesOf(squareOf(values, size));
  const scale = Math.max(1, ...wanted.map(magnitude));
  for (const place of wanted) {
    const [found] = left.splice(nearestTo(left, place), 1);
    if (found !== undefined && distance(found, place) <= NEAR * scale) continue;
    throw new Error(
      'In float32 the other eigenvalues would not stay where they are, so this one was left too: rescale the radius instead.',
    );
  }
}
