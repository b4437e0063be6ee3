import type { Numbers } from './numbers.ts';

/** Rows of values of all steps: row r of step t, sequence b, at `at + t * stride + r * columns + b`. */
export interface Series {
  readonly at: number;
  readonly stride: number;
}

/** Steps from `from` to before `to`, each of so many sequences. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly columns: number;
}

/** G[r, c] += Σ over steps and sequences of left[r] right[c], G row by row; in blocks of 2 rows and 4 columns. */
export function addOuter(m: Numbers, span: Span, left: Series, right: Series, rows: number, columns: number, gradient: number): void {
  const [evenRows, wholeColumns] = [rows & ~1, columns & ~3];
  for (let r = 0; r < evenRows; r += 2) {
    const [d, g] = [left.at + r * span.columns, gradient + r * columns];
    for (let c = 0; c < wholeColumns; c += 4) addBlock(m, span, left.stride, d, right.stride, right.at + c * span.columns, g + c, columns);
    for (let c = wholeColumns; c < columns; c++) {
      addSingle(m, span, left.stride, d, right.stride, right.at + c * span.columns, g + c);
      addSingle(m, span, left.stride, d + span.columns, right.stride, right.at + c * span.columns, g + columns + c);
    }
  }
  if (evenRows === rows) return;
  const [d, g] = [left.at + evenRows * span.columns, gradient + evenRows * columns];
  for (let c = 0; c < columns; c++) addSingle(m, span, left.stride, d, right.stride, right.at + c * span.columns, g + c);
}

function addBlock(
  m: Numbers,
  { from, to, columns: n }: Span,
  strideLeft: number,
  left: number,
  strideRight: number,
  right: number,
  g: number,
  row: number,
): void {
  let p0 = 0;
  let p1 = 0;
  let p2 = 0;
  let p3 = 0;
  let q0 = 0;
  let q1 = 0;
  let q2 = 0;
  let q3 = 0;
  for (let t = from; t < to; t++) {
    const end = left + t * strideLeft + n;
    for (let i = end - n, j = right + t * strideRight; i < end; i++, j++) {
      const p = m[i]!;
      const q = m[i + n]!;
      const b0 = m[j]!;
      const b1 = m[j + n]!;
      const b2 = m[j + 2 * n]!;
      const b3 = m[j + 3 * n]!;
      p0 += p * b0;
      p1 += p * b1;
      p2 += p * b2;
      p3 += p * b3;
      q0 += q * b0;
      q1 += q * b1;
      q2 += q * b2;
      q3 += q * b3;
    }
  }
  m[g] = m[g]! + p0;
  m[g + 1] = m[g + 1]! + p1;
  m[g + 2] = m[g + 2]! + p2;
  m[g + 3] = m[g + 3]! + p3;
  m[g + row] = m[g + row]! + q0;
  m[g + row + 1] = m[g + row + 1]! + q1;
  m[g + row + 2] = m[g + row + 2]! + q2;
  m[g + row + 3] = m[g + row + 3]! + q3;
}

function addSingle(
  m: Numbers,
  { from, to, columns }: Span,
  strideLeft: number,
  left: number,
  strideRight: number,
  right: number,
  g: number,
): void {
  let sum = 0;
  for (let t = from; t < to; t++) {
    const end = left + t * strideLeft + columns;
    for (let i = end - columns, j = right + t * strideRight; i < end; i++, j++) sum += m[i]! * m[j]!;
  }
  m[g] = m[g]! + sum;
}

/** g[r] += Σ over steps and sequences of row r. */
export function addSums(m: Numbers, { from, to, columns }: Span, { at, stride }: Series, rows: number, gradient: number): void {
  for (let r = 0; r < rows; r++) {
    let sum = 0;
    for (let t = from; t < to; t++) sum += sumOf(m, at + t * stride + r * columns, columns);
    m[gradient + r] = m[gradient + r]! + sum;
  }
}

/** In four sums that do not wait for each other. */
function sumOf(m: Numbers, from: number, count: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  const end = from + count;
  let i = from;
  for (; i + 3 < end; i += 4) {
    a += m[i]!;
    b += m[i + 1]!;
    c += m[i + 2]!;
    d += m[i + 3]!;
  }
  for (; i < end; i++) a += m[i]!;
  return a + b + (c + d);
}
