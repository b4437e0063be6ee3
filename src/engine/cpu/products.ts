import type { Numbers } from './numbers.ts';

/** What a product is added onto: nothing, what lies there, or one number per row. */
export const ZERO = 0;
export const ADD = 1;
export const BIAS = 2;
export type Onto = typeof ZERO | typeof ADD | typeof BIAS;

/** A product C = onto + A B. A[r, k] lies at `a + r * row + k * along`; B[k, b] and C[r, b] lie row by row, `columns` numbers in each. */
export interface Product {
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
  readonly row: number;
  readonly along: number;
  readonly onto: Onto;
}

/**
 * Runs a product in blocks of 2 rows and 4 columns: eight sums that stay in registers while six numbers are read, the
 * quickest of the blocks that were measured.
 */
export function multiply(m: Numbers, product: Product, a: number, b: number, c: number, bias: number): void {
  const { rows, columns, row } = product;
  if (columns === 1) return multiplyColumn(m, product, a, b, c, bias);
  const evenRows = rows & ~1;
  const wholeColumns = columns & ~3;
  for (let r = 0; r < evenRows; r += 2) {
    const at = a + r * row;
    const to = c + r * columns;
    for (let j = 0; j < wholeColumns; j += 4) block(m, product, at, b + j, to + j, bias + r);
    for (let j = wholeColumns; j < columns; j++) pair(m, product, at, b + j, to + j, bias + r);
  }
  if (evenRows === rows) return;
  const [at, to] = [a + evenRows * row, c + evenRows * columns];
  for (let j = 0; j < columns; j++) single(m, product, at, b + j, to + j, bias + evenRows);
}

/** Runs a product of one column: four rows at once, since sums that do not wait for each other overlap. */
function multiplyColumn(m: Numbers, product: Product, a: number, b: number, c: number, bias: number): void {
  const { rows, row } = product;
  const whole = rows & ~3;
  for (let r = 0; r < whole; r += 4) four(m, product, a + r * row, b, c + r, bias + r);
  for (let r = whole; r < rows; r++) single(m, product, a + r * row, b, c + r, bias + r);
}

/** Four rows of one column. */
function four(m: Numbers, { depth, row, along, onto }: Product, a: number, b: number, c: number, bias: number): void {
  let p = start(m, onto, c, bias);
  let q = start(m, onto, c + 1, bias + 1);
  let r = start(m, onto, c + 2, bias + 2);
  let s = start(m, onto, c + 3, bias + 3);
  const third = 2 * row;
  const fourth = 3 * row;
  for (let k = 0, left = a; k < depth; k++, left += along) {
    const value = m[b + k]!;
    p += m[left]! * value;
    q += m[left + row]! * value;
    r += m[left + third]! * value;
    s += m[left + fourth]! * value;
  }
  m[c] = p;
  m[c + 1] = q;
  m[c + 2] = r;
  m[c + 3] = s;
}

/** What a sum starts from. */
function start(m: Numbers, onto: Onto, c: number, bias: number): number {
  return onto === ADD ? m[c]! : onto === BIAS ? m[bias]! : 0;
}

function block(m: Numbers, { depth, columns, row, along, onto }: Product, a: number, b: number, c: number, bias: number): void {
  const d = c + columns;
  let p0 = start(m, onto, c, bias);
  let p1 = start(m, onto, c + 1, bias);
  let p2 = start(m, onto, c + 2, bias);
  let p3 = start(m, onto, c + 3, bias);
  let q0 = start(m, onto, d, bias + 1);
  let q1 = start(m, onto, d + 1, bias + 1);
  let q2 = start(m, onto, d + 2, bias + 1);
  let q3 = start(m, onto, d + 3, bias + 1);
  for (let k = 0, left = a, right = b; k < depth; k++, left += along, right += columns) {
    const p = m[left]!;
    const q = m[left + row]!;
    const b0 = m[right]!;
    const b1 = m[right + 1]!;
    const b2 = m[right + 2]!;
    const b3 = m[right + 3]!;
    p0 += p * b0;
    p1 += p * b1;
    p2 += p * b2;
    p3 += p * b3;
    q0 += q * b0;
    q1 += q * b1;
    q2 += q * b2;
    q3 += q * b3;
  }
  m[c] = p0;
  m[c + 1] = p1;
  m[c + 2] = p2;
  m[c + 3] = p3;
  m[d] = q0;
  m[d + 1] = q1;
  m[d + 2] = q2;
  m[d + 3] = q3;
}

/** Two rows of one column. */
function pair(m: Numbers, { depth, columns, row, along, onto }: Product, a: number, b: number, c: number, bias: number): void {
  let p = start(m, onto, c, bias);
  let q = start(m, onto, c + columns, bias + 1);
  for (let k = 0, left = a, right = b; k < depth; k++, left += along, right += columns) {
    const value = m[right]!;
    p += m[left]! * value;
    q += m[left + row]! * value;
  }
  m[c] = p;
  m[c + columns] = q;
}

function single(m: Numbers, { depth, columns, along, onto }: Product, a: number, b: number, c: number, bias: number): void {
  let p = start(m, onto, c, bias);
  for (let k = 0, left = a, right = b; k < depth; k++, left += along, right += columns) p += m[left]! * m[right]!;
  m[c] = p;
}
