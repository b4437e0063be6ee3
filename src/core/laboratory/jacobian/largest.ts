import { norm } from '../../analysis/norms.ts';
import { dot } from '../krylov.ts';
import { largestEntry, times, timesTransposed } from './matrix.ts';

/** The largest singular value of a matrix with its singular vectors. */
export interface Largest {
  /** ‖M‖₂ */
  readonly value: number;
  /** u and v with M v = ‖M‖₂ u. */
  readonly left: Float64Array;
  readonly right: Float64Array;
  /** Multiplications that it took. */
  readonly work: number;
}

/** How far M Mᵀu may lie from ‖M‖²u, as a share of ‖M‖²: what is found is at least so close, and mostly by the square of it. */
const PRECISION = 1e-5;
/** Or how little it grew since the last look. */
const SETTLED = 1e-7;
/** It is looked at after every so many powers. */
const LOOK = 3;
/** Below this share of ‖M‖² nothing new is left to look at. */
const NOTHING = 1e-13;
/** How much of the start is not `near`, so that a value that overtook the one before is found as well. */
const FRESH = 0.03;
/** Between entries of such sizes nothing is lost in a sum of squares. */
const [TINY, HUGE] = [2 ** -400, 2 ** 400];

/**
 * ‖M‖₂ of a matrix of so many rows, by Lanczos’ method on M Mᵀ with every vector made orthogonal to all before it (Golub &
 * Van Loan 2013, ch. 10): power iteration that forgets nothing. `near` is a left singular vector of a matrix close by.
 * NaN where an entry is not finite.
 */
export function largestSingular(matrix: Float64Array, rows: number, near: Float64Array | null = null): Largest {
  const most = largestEntry(matrix);
  const columns = matrix.length / rows;
  if (most === 0 || !Number.isFinite(most)) {
    const value = most === 0 ? 0 : Number.NaN;
    return { value, left: new Float64Array(rows), right: new Float64Array(columns), work: 0 };
  }
  if (most < TINY || most > HUGE) {
    const scaled = largestSingular(
      matrix.map((entry) => entry / most),
      rows,
      near,
    );
    return { ...scaled, value: scaled.value * most };
  }
  const basis: Float64Array[] = [];
  const [diagonal, beside]: [number[], number[]] = [[], []];
  let next = startOf(rows, near);
  let work = 0;
  let found: Pair = { value: 0, vector: [1] };
  for (let m = 1; m <= rows; m++) {
    basis.push(next);
    const image = times(matrix, timesTransposed(matrix, next, columns), rows);
    diagonal.push(dot(next, image));
    subtract(image, next, diagonal.at(-1) as number);
    if (m > 1) subtract(image, basis.at(-2) as Float64Array, beside.at(-1) as number);
    for (const vector of basis) subtract(image, vector, dot(vector, image));
    work += 2 * matrix.length + 2 * m * rows;
    const rest = norm(image);
    const lost = rest <= NOTHING * Math.max(...diagonal);
    if (lost || m === rows || m % LOOK === 0) {
      const before = found.value;
      found = largestOfTridiagonal(diagonal, beside);
      const settled = found.value - before <= SETTLED * found.value;
      if (lost || settled || rest * Math.abs(found.vector.at(-1) ?? 0) <= PRECISION * found.value) break;
    }
    beside.push(rest);
    next = image.map((value) => value / rest);
  }
  const left = combined(basis, found.vector);
  const right = timesTransposed(matrix, left, columns);
  const value = norm(right);
  return { value, left, right: right.map((entry) => entry / (value || 1)), work };
}

/** Of length 1: `near` with a little of everything, or everything. */
function startOf(length: number, near: Float64Array | null): Float64Array {
  // Multiples of the golden ratio: no entry is 0, and no pattern of the matrix is theirs.
  const fresh = Float64Array.from({ length }, (_, j) => (((j + 1) * 0.6180339887498949) % 1) - 0.5);
  const share = near === null ? 1 : FRESH / norm(fresh);
  const start = fresh.map((value, j) => share * value + (near?.[j] ?? 0));
  const length2 = norm(start);
  return start.map((value) => value / length2);
}

function subtract(from: Float64Array, vector: Float64Array, factor: number): void {
  for (let j = 0; j < from.length; j++) from[j] = (from[j] as number) - factor * (vector[j] as number);
}

function combined(basis: readonly Float64Array[], weights: readonly number[]): Float64Array {
  const out = new Float64Array(basis[0]?.length ?? 0);
  for (const [k, vector] of basis.entries()) subtract(out, vector, -(weights[k] ?? 0));
  const length = norm(out);
  return out.map((value) => value / length);
}

interface Pair {
  readonly value: number;
  readonly vector: readonly number[];
}

/** The largest eigenvalue of a symmetric tridiagonal matrix, by bisection, with its vector, by inverse iteration. */
function largestOfTridiagonal(diagonal: readonly number[], beside: readonly number[]): Pair {
  const off = (k: number): number => (k < 0 || k >= diagonal.length - 1 ? 0 : (beside[k] ?? 0));
  let low = Math.max(...diagonal);
  let high = Math.max(...diagonal.map((value, k) => value + off(k - 1) + off(k)));
  while (high - low > 1e-14 * high) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (isAbove(middle, diagonal, beside)) high = middle;
    else low = middle;
  }
  // Above every eigenvalue, so that x − T has an inverse and nothing need be exchanged.
  const x = high * (1 + 1e-13);
  let vector: readonly number[] = diagonal.map(() => 1);
  for (let round = 0; round < 3; round++) vector = solved(x, diagonal, off, vector);
  return { value: high, vector };
}

/** Whether x is above every eigenvalue: all pivots of x − T are above 0. */
function isAbove(x: number, diagonal: readonly number[], beside: readonly number[]): boolean {
  let pivot = 1;
  for (let k = 0; k < diagonal.length; k++) {
    const off = k === 0 ? 0 : (beside[k - 1] as number);
    pivot = x - (diagonal[k] as number) - (off * off) / pivot;
    if (!(pivot > 0)) return false;
  }
  return true;
}

/** (x − T)⁻¹ right, of length 1. */
function solved(x: number, diagonal: readonly number[], off: (k: number) => number, right: readonly number[]): readonly number[] {
  const pivots: number[] = [];
  const vector = [...right];
  for (const [k, value] of diagonal.entries()) {
    const share = k === 0 ? 0 : off(k - 1) / (pivots[k - 1] ?? 1);
    pivots.push(x - value - share * off(k - 1));
    if (k > 0) vector[k] = (vector[k] ?? 0) + share * (vector[k - 1] ?? 0);
  }
  for (let k = vector.length - 1; k >= 0; k--) vector[k] = ((vector[k] ?? 0) + off(k) * (vector[k + 1] ?? 0)) / (pivots[k] ?? 1);
  const length = norm(vector);
  return vector.map((value) => value / length);
}
