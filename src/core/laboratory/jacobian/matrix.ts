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
  // One power of two alone may lie beyond the largest number.
  const half = Math.trunc(shift / 2);
  return { values: values.map((value) => value * 2 ** -half * 2 ** (half - shift)), exponent: exponent + shift };
}

/** log₁₀ of value · 2^exponent */
export const logarithm = (value: number, { exponent }: Pick<Scaled, 'exponent'>): number => Math.log10(value) + exponent * Math.log10(2);

/** max |v|; NaN if any entry is. */
export function largestEntry(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const size = Math.abs(values[i] as number);
    if (size > largest) largest = size;
    else if (Number.isNaN(size)) return size;
  }
  return largest;
}

/** A rectangle of the numbers of a matrix: its row r begins at `from + r · stride`. */
interface Block<Values = ArrayLike<number>> {
  readonly values: Values;
  readonly from: number;
  readonly stride: number;
}

/** A · B of two n × n matrices; B’s blocks of `units` × `units` that are diagonal, as those of a carry path are, or 0 cost little. */
export function product(a: Float64Array, b: Float64Array, size: number, units: number): { values: Float64Array; work: number } {
  const values = new Float64Array(size * size);
  let work = 0;
  for (let row = 0; row < size; row += units) {
    for (let column = 0; column < size; column += units) {
      const kind = kindOf(b, size, units, row, column);
      if (kind === 'none') continue;
      const [left, into] = [
        { values: a, from: row, stride: size },
        { values, from: column, stride: size },
      ];
      const right = { values: b, from: row * size + column, stride: size };
      if (kind === 'diagonal') addScaled(left, right, [size, units], into);
      else addProduct(left, right, [size, units, units], into);
      work += size * units * (kind === 'diagonal' ? 1 : units);
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

/** into += A · B, B diagonal. */
function addScaled(a: Block, b: Block, [rows, columns]: readonly [number, number], into: Block<Float64Array>): void {
  for (let i = 0; i < rows; i++) {
    const [from, to] = [a.from + i * a.stride, into.from + i * into.stride];
    for (let j = 0; j < columns; j++) {
      const by = b.values[b.from + j * (b.stride + 1)] as number;
      into.values[to + j] = (into.values[to + j] as number) + (a.values[from + j] as number) * by;
    }
  }
}

/** Entries of the product that are summed at once: what is read for one serves the others, which halves the time. */
const [ROWS, COLUMNS] = [2, 4];

/** into += A · B, of rows × inner and inner × columns numbers. */
export function addProduct(a: Block, b: Block, [rows, inner, columns]: readonly [number, number, number], into: Block<Float64Array>): void {
  const [evenRows, evenColumns] = [rows - (rows % ROWS), columns - (columns % COLUMNS)];
  for (let row = 0; row < evenRows; row += ROWS) {
    const [from, to] = [a.from + row * a.stride, into.from + row * into.stride];
    for (let column = 0; column < evenColumns; column += COLUMNS) {
      addTile(a.values, from, a.stride, b.values, b.from + column, b.stride, inner, into.values, to + column, into.stride);
    }
  }
  for (let row = 0; row < rows; row++) {
    for (let column = row < evenRows ? evenColumns : 0; column < columns; column++) {
      let sum = 0;
      const [from, above] = [a.from + row * a.stride, b.from + column];
      for (let k = 0; k < inner; k++) sum += (a.values[from + k] as number) * (b.values[above + k * b.stride] as number);
      const to = into.from + row * into.stride + column;
      into.values[to] = (into.values[to] as number) + sum;
    }
  }
}

/** Two rows of A times four columns of B. */
function addTile(
  a: ArrayLike<number>,
  first: number,
  aStride: number,
  b: ArrayLike<number>,
  from: number,
  bStride: number,
  inner: number,
  into: Float64Array,
  to: number,
  stride: number,
): void {
  let [p0, p1, p2, p3, q0, q1, q2, q3] = [0, 0, 0, 0, 0, 0, 0, 0];
  for (let k = 0, at = from; k < inner; k++, at += bStride) {
    const x = a[first + k] as number;
    const y = a[first + aStride + k] as number;
    const b0 = b[at] as number;
    const b1 = b[at + 1] as number;
    const b2 = b[at + 2] as number;
    const b3 = b[at + 3] as number;
    p0 += x * b0;
    p1 += x * b1;
    p2 += x * b2;
    p3 += x * b3;
    q0 += y * b0;
    q1 += y * b1;
    q2 += y * b2;
    q3 += y * b3;
  }
  const below = to + stride;
  into[to] = (into[to] as number) + p0;
  into[to + 1] = (into[to + 1] as number) + p1;
  into[to + 2] = (into[to + 2] as number) + p2;
  into[to + 3] = (into[to + 3] as number) + p3;
  into[below] = (into[below] as number) + q0;
  into[below + 1] = (into[below + 1] as number) + q1;
  into[below + 2] = (into[below + 2] as number) + q2;
  into[below + 3] = (into[below + 3] as number) + q3;
}

/** M a, for M of `rows` rows. */
export function times(matrix: Float64Array, a: Float64Array, rows: number): Float64Array {
  const columns = a.length;
  const even = rows - (rows % 4);
  const out = new Float64Array(rows);
  for (let row = 0; row < even; row += 4) {
    const first = row * columns;
    const [second, third, fourth] = [first + columns, first + 2 * columns, first + 3 * columns];
    let [p, q, r, s] = [0, 0, 0, 0];
    for (let j = 0; j < columns; j++) {
      const x = a[j] as number;
      p += (matrix[first + j] as number) * x;
      q += (matrix[second + j] as number) * x;
      r += (matrix[third + j] as number) * x;
      s += (matrix[fourth + j] as number) * x;
    }
    out[row] = p;
    out[row + 1] = q;
    out[row + 2] = r;
    out[row + 3] = s;
  }
  for (let row = even; row < rows; row++) {
    let sum = 0;
    for (let j = 0; j < columns; j++) sum += (matrix[row * columns + j] as number) * (a[j] as number);
    out[row] = sum;
  }
  return out;
}

/** Mᵀ a, for M of `columns` columns. */
export function timesTransposed(matrix: Float64Array, a: Float64Array, columns: number): Float64Array {
  const rows = a.length;
  const even = rows - (rows % 4);
  const out = new Float64Array(columns);
  for (let row = 0; row < even; row += 4) {
    const p = a[row] as number;
    const q = a[row + 1] as number;
    const r = a[row + 2] as number;
    const s = a[row + 3] as number;
    const first = row * columns;
    const second = first + columns;
    const third = second + columns;
    const fourth = third + columns;
    for (let j = 0; j < columns; j++) {
      out[j] =
        (out[j] as number) +
        (p * (matrix[first + j] as number) + q * (matrix[second + j] as number)) +
        (r * (matrix[third + j] as number) + s * (matrix[fourth + j] as number));
    }
  }
  for (let row = even; row < rows; row++) {
    const factor = a[row] as number;
    for (let j = 0; j < columns; j++) out[j] = (out[j] as number) + factor * (matrix[row * columns + j] as number);
  }
  return out;
}
