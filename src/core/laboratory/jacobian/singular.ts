import { largestEntry } from './matrix.ts';

/** Below the rounding of numbers near 1. */
const ROUNDING = 2 ** -52;
/** Steps for each value at most; two or three are usual. */
const PATIENCE = 60;

/**
 * All singular values of an n × n matrix, the largest first, by Householder’s bidiagonal form and implicit QR steps (Golub &
 * Reinsch 1970), without vectors: some 3 n³ multiplications. The error is a few roundings of the largest. NaN where an entry
 * is not finite.
 */
export function singularValues(matrix: Float64Array, size: number): Float64Array {
  const most = largestEntry(matrix);
  if (most === 0 || !Number.isFinite(most)) return new Float64Array(size).fill(most === 0 ? 0 : Number.NaN);
  const { diagonal, above } = bidiagonal(
    matrix.map((entry) => entry / most),
    size,
  );
  let left = PATIENCE * size;
  for (let end = size; end > 1; end = shrink(diagonal, above, end))
    if (left-- === 0) throw new Error(`the singular values of a ${size} × ${size} matrix did not settle`);
  return diagonal
    .map((value) => Math.abs(value) * most)
    .sort()
    .reverse();
}

interface Bidiagonal {
  readonly diagonal: Float64Array;
  /** Beside the diagonal, to its right; the last is 0. */
  readonly above: Float64Array;
}

/** A becomes Q₁ B Q₂ with B bidiagonal, by a reflection from the left and one from the right for each row. A is used up. */
function bidiagonal(a: Float64Array, size: number): Bidiagonal {
  const [diagonal, above] = [new Float64Array(size), new Float64Array(size)];
  const [left, right, sums] = [new Float64Array(size), new Float64Array(size), new Float64Array(size)];
  for (let k = 0; k < size; k++) {
    for (let i = k; i < size; i++) left[i] = a[i * size + k] as number;
    diagonal[k] = reflector(left, k, size);
    sums.fill(0, k + 1);
    for (let i = k; i < size; i++) {
      const factor = left[i] as number;
      for (let j = k + 1; j < size; j++) sums[j] = (sums[j] as number) + factor * (a[i * size + j] as number);
    }
    const first = left[k] as number;
    for (let j = k + 1; j < size; j++) right[j] = (a[k * size + j] as number) - first * (sums[j] as number);
    above[k] = k + 1 < size ? reflector(right, k + 1, size) : 0;
    for (let i = k + 1; i < size; i++) {
      const factor = left[i] as number;
      const row = i * size;
      let along = 0;
      for (let j = k + 1; j < size; j++) {
        const entry = (a[row + j] as number) - factor * (sums[j] as number);
        a[row + j] = entry;
        along += entry * (right[j] as number);
      }
      for (let j = k + 1; j < size; j++) a[row + j] = (a[row + j] as number) - along * (right[j] as number);
    }
  }
  return { diagonal, above };
}

/** Turns x from `start` on into the v of the reflection 1 − v vᵀ that leads it to one number at `start`, which is returned. */
function reflector(x: Float64Array, start: number, end: number): number {
  let square = 0;
  for (let i = start; i < end; i++) square += (x[i] as number) ** 2;
  if (square === 0) {
    x.fill(0, start, end);
    return 0;
  }
  const first = x[start] as number;
  const length = first > 0 ? -Math.sqrt(square) : Math.sqrt(square);
  x[start] = first - length;
  // ‖x − length e‖² = 2 (square − length · first), and v is that by √½ of its length.
  const scale = 1 / Math.sqrt(square - length * first);
  for (let i = start; i < end; i++) x[i] = (x[i] as number) * scale;
  return length;
}

/** One look at the rows before `end`: a QR step, or one fewer of them where the last value stands by itself. Returns the new end. */
function shrink(d: Float64Array, e: Float64Array, end: number): number {
  let start = end - 1;
  while (start > 0 && !isNegligible(e, start - 1, Math.abs(d[start - 1] as number) + Math.abs(d[start] as number))) start--;
  if (start === end - 1) return end - 1;
  for (let k = end - 1; k >= start; k--) {
    const around = Math.abs(e[k] as number) + (k > start ? Math.abs(e[k - 1] as number) : 0);
    if (!isNegligible(d, k, around)) continue;
    // A value of 0 splits the rows: what stands beside it is turned out of its row, or of its column where it is the last.
    if (k === end - 1) turnColumn(d, e, start, k);
    else turnRow(d, e, k, end);
    return end;
  }
  step(d, e, start, end);
  return end;
}

/**
 * What is small beside its neighbours becomes 0, and what is beside the largest entry, which is 1: it is less than the error,
 * and its square might be 0, of which no rotation comes.
 */
function isNegligible(values: Float64Array, k: number, beside: number): boolean {
  if (Math.abs(values[k] as number) > ROUNDING * Math.max(1, beside)) return false;
  values[k] = 0;
  return true;
}

function turnColumn(d: Float64Array, e: Float64Array, start: number, last: number): void {
  let f = e[last - 1] as number;
  e[last - 1] = 0;
  for (let j = last - 1; j >= start && f !== 0; j--) {
    const { length, cosine, sine } = rotation(d[j] as number, f);
    d[j] = length;
    if (j === start) return;
    f = -sine * (e[j - 1] as number);
    e[j - 1] = cosine * (e[j - 1] as number);
  }
}

function turnRow(d: Float64Array, e: Float64Array, zero: number, end: number): void {
  let f = e[zero] as number;
  e[zero] = 0;
  for (let j = zero + 1; j < end && f !== 0; j++) {
    const { length, cosine, sine } = rotation(d[j] as number, f);
    d[j] = length;
    f = -sine * (e[j] as number);
    e[j] = cosine * (e[j] as number);
  }
}

interface Rotation {
  readonly length: number;
  readonly cosine: number;
  readonly sine: number;
}

function rotation(a: number, b: number): Rotation {
  const length = Math.sqrt(a * a + b * b);
  return length === 0 ? { length, cosine: 1, sine: 0 } : { length, cosine: a / length, sine: b / length };
}

/** An implicit QR step of BᵀB with Wilkinson’s shift. */
function step(d: Float64Array, e: Float64Array, start: number, end: number): void {
  let [f, g] = startOf(d, e, start, end);
  for (let j = start; j < end - 1; j++) {
    const right = rotation(f, g);
    if (j > start) e[j - 1] = right.length;
    const [dj, ej, next] = [d[j] as number, e[j] as number, d[j + 1] as number];
    f = right.cosine * dj + right.sine * ej;
    const beside = right.cosine * ej - right.sine * dj;
    g = right.sine * next;
    const below = right.cosine * next;
    const left = rotation(f, g);
    d[j] = left.length;
    f = left.cosine * beside + left.sine * below;
    d[j + 1] = left.cosine * below - left.sine * beside;
    if (j + 2 < end) {
      g = left.sine * (e[j + 1] as number);
      e[j + 1] = left.cosine * (e[j + 1] as number);
    }
  }
  e[end - 2] = f;
}

/** The first column of BᵀB − shift, by a number that both entries have in common. */
function startOf(d: Float64Array, e: Float64Array, start: number, end: number): [number, number] {
  const [last, before, beside] = [d[end - 1] as number, d[end - 2] as number, e[end - 2] as number];
  const half = ((before + last) * (before - last) + beside * beside) / 2;
  const square = (last * beside) ** 2;
  const root = Math.sqrt(half * half + square);
  const shift = square === 0 ? 0 : square / (half + (half < 0 ? -root : root));
  const first = d[start] as number;
  return [(first + last) * (first - last) + shift, first * (e[start] as number)];
}
