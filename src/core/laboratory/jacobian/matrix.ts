/** A square matrix M · 2^exponent, row by row, with a power of two drawn out, so that products of hundreds neither under- nor overflow. */
export interface Scaled {
  readonly values: Float64Array;
  readonly exponent: number;
}

/** Entries this far from 1, by powers of two, are brought back to it. */
const FAR = 300;

/** The same matrix with its largest entry near 1 where it had gone far from that. */
export function rescaled({ values, exponent }: Scaled): Scaled {
  const largest = largestEntry(values);
  if (largest === 0 || !Number.isFinite(largest)) return { values, exponent };
  const shift = Math.round(Math.log2(largest));
  if (Math.abs(shift) < FAR) return { values, exponent };
  return { values: values.map((value) => value * 2 ** -shift), exponent: exponent + shift };
}

/** log₁₀ of value · 2^exponent */
export const logarithm = (value: number, { exponent }: Pick<Scaled, 'exponent'>): number => Math.log10(value) + exponent * Math.log10(2);

/** max |v|; NaN if any entry is. */
export function largestEntry(values: Float64Array): number {
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  return largest;
}

/** A · B of two n × n matrices; B’s blocks of `units` × `units` that are diagonal, as those of a carry path are, or 0 cost little. */
export function product(a: Float64Array, b: Float64Array, size: number, units: number): { values: Float64Array; work: number } {
  const values = new Float64Array(size * size);
  let work = 0;
  for (let row = 0; row < size; row += units) {
    for (let column = 0; column < size; column += units) {
      const kind = kindOf(b, size, units, row, column);
      if (kind === 'diagonal') work += timesDiagonal(a, b, size, units, row, column, values);
      if (kind === 'full') work += timesBlock(a, b, size, units, row, column, values);
    }
  }
  return { values, work };
}

function kindOf(b: Float64Array, size: number, units: number, row: number, column: number): 'none' | 'diagonal' | 'full' {
  let some = false;
  for (let i = 0; i < units; i++) {
    for (let j = 0; j < units; j++) {
      if (b[(row + i) * size + column + j] === 0) continue;
      if (i !== j) return 'full';
      some = true;
    }
  }
  return some ? 'diagonal' : 'none';
}

function timesDiagonal(
  a: Float64Array,
  b: Float64Array,
  size: number,
  units: number,
  row: number,
  column: number,
  into: Float64Array,
): number {
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < units; j++) {
      const at = i * size + column + j;
      into[at] = (into[at] as number) + (a[i * size + row + j] as number) * (b[(row + j) * size + column + j] as number);
    }
  }
  return size * units;
}

/** Four rows of the block at once: half the time of one. */
function timesBlock(
  a: Float64Array,
  b: Float64Array,
  size: number,
  units: number,
  row: number,
  column: number,
  into: Float64Array,
): number {
  for (let i = 0; i < size; i++) {
    const [from, to] = [i * size + row, i * size + column];
    for (let k = 0; k < units; k += 4) {
      const most = Math.min(4, units - k);
      const p = a[from + k] as number;
      const q = most > 1 ? (a[from + k + 1] as number) : 0;
      const r = most > 2 ? (a[from + k + 2] as number) : 0;
      const s = most > 3 ? (a[from + k + 3] as number) : 0;
      const first = (row + k) * size + column;
      const [second, third, fourth] = [
        first + Math.min(1, most - 1) * size,
        first + Math.min(2, most - 1) * size,
        first + (most - 1) * size,
      ];
      for (let j = 0; j < units; j++) {
        into[to + j] =
          (into[to + j] as number) +
          p * (b[first + j] as number) +
          q * (b[second + j] as number) +
          r * (b[third + j] as number) +
          s * (b[fourth + j] as number);
      }
    }
  }
  return size * units * units;
}
