/** Sums of squares between these bounds have neither lost small terms nor overflowed. */
const SMALLEST = 2 ** -900;
const LARGEST = 2 ** 1000;

/** Where one sequence's columns stand in arrays ordered (t, b, unit). */
export interface Column {
  readonly steps: number;
  /** Sequences in the arrays. */
  readonly size: number;
  readonly sequence: number;
}

/**
 * ‖v‖₂ of the entries `offset … offset + width − 1` of all `arrays` taken as one vector, in float64. No entry is lost
 * to underflow or overflow on the way. Infinite where an entry is infinite, NaN where one is NaN.
 */
export function normAt(arrays: readonly ArrayLike<number>[], offset: number, width: number): number {
  const squares = sumOfSquares(arrays, offset, width, 1);
  if (squares > SMALLEST && squares < LARGEST) return Math.sqrt(squares);
  const scale = largestAt(arrays, offset, width);
  if (scale === 0 || !Number.isFinite(scale)) return scale;
  return scale * Math.sqrt(sumOfSquares(arrays, offset, width, scale));
}

/** ‖v‖₂ of a whole vector; see `normAt`. */
export const norm = (values: ArrayLike<number>): number => normAt([values], 0, values.length);

/**
 * ‖∂L/∂s_t‖₂ at every step of one sequence, over all `gradients` together: h and c of an LSTM, one state alone, or x.
 * Each array is ordered (t, b, unit), and all are equally wide.
 */
export function normsOf(gradients: readonly ArrayLike<number>[], { steps, size, sequence }: Column): Float64Array {
  const width = (gradients[0]?.length ?? 0) / (steps * size);
  return Float64Array.from({ length: steps }, (_, t) => normAt(gradients, (t * size + sequence) * width, width));
}

function sumOfSquares(arrays: readonly ArrayLike<number>[], offset: number, width: number, scale: number): number {
  let sum = 0;
  for (const array of arrays) {
    for (let i = offset; i < offset + width; i++) {
      const value = (array[i] as number) / scale;
      sum += value * value;
    }
  }
  return sum;
}

/** max |v|; NaN if any entry is, as `Math.max` has it. */
function largestAt(arrays: readonly ArrayLike<number>[], offset: number, width: number): number {
  let largest = 0;
  for (const array of arrays) {
    for (let i = offset; i < offset + width; i++) largest = Math.max(largest, Math.abs(array[i] as number));
  }
  return largest;
}
