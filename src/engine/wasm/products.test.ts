import { describe, expect, test } from 'vitest';
import { defineOuter, type Outer } from './outer.ts';
import { defineProduct, type Product } from './products.ts';
import { instantiate, numbers } from './run.test.helper.ts';

/** Places in floats, with gaps between them. */
const [A, B, C, BIAS] = [7, 20_000, 40_000, 60_000];

const firstDifference = (a: Float32Array, b: Float32Array): number => a.findIndex((value, index) => value !== b[index]);

/** The product in float64, and the sum of the terms' magnitudes. */
function expected(product: Product, memory: ArrayLike<number>, m: number, n: number): { sum: number; size: number } {
  const { a, depth, start, strideB, strideC } = product;
  const at = (index: number): number => memory[index] ?? Number.NaN;
  const terms = Array.from({ length: depth }, (_, k) => at(A + m * a.row + k * a.depth) * at(B + k * strideB + n));
  terms.unshift(start === 'bias' ? at(BIAS + m) : start === 'add' ? at(C + m * strideC + n) : 0);
  return { sum: terms.reduce((total, term) => total + term), size: terms.reduce((total, term) => total + Math.abs(term), 0) };
}

function check(product: Product): void {
  const { run, memory } = instantiate((module) => defineProduct(module, 'product', product));
  memory.set(numbers(70_000));
  const before = memory.slice();
  run['product']?.(4 * A, 4 * B, 4 * C, 4 * BIAS);
  for (let m = 0; m < product.rows; m++) {
    for (let n = 0; n < product.columns; n++) {
      const { sum, size } = expected(product, before, m, n);
      const index = C + m * product.strideC + n;
      expect(Math.abs((memory[index] as number) - sum), `row ${m}, column ${n}`).toBeLessThanOrEqual(size * (product.depth + 1) * 2 ** -24);
      before[index] = memory[index] as number;
    }
  }
  expect(firstDifference(memory, before), 'nothing else is written').toBe(-1);
}

describe('a matrix product', () => {
  const sizes = [
    [1, 1, 4],
    [13, 7, 8],
    [5, 31, 12],
    [31, 13, 20],
    [8, 129, 36],
    [3, 300, 4],
    [64, 16, 32],
  ] as const;
  const starts = ['zero', 'add', 'bias'] as const;

  test.each(sizes.flatMap((size) => starts.map((start) => [...size, start] as const)))(
    'of %i × %i by %i columns starts from %s',
    (rows, depth, columns, start) => {
      check({ rows, depth, columns, a: { row: depth, depth: 1 }, strideB: columns, strideC: columns, start });
    },
  );

  test.each(sizes)('of a transposed %i × %i by %i columns, rows further apart than they are long', (rows, depth, columns) => {
    check({ rows, depth, columns, a: { row: 1, depth: rows + 3 }, strideB: columns + 8, strideC: columns + 4, start: 'add' });
  });

  test('adds the terms in the order of the depth, whatever the tiles', () => {
    const product = {
      rows: 5,
      depth: 300,
      columns: 4,
      a: { row: 300, depth: 1 },
      strideB: 4,
      strideC: 4,
      start: 'zero',
    } as const;
    const { run, memory } = instantiate((module) => defineProduct(module, 'product', product));
    memory.set(numbers(70_000));
    run['product']?.(4 * A, 4 * B, 4 * C, 0);
    for (let m = 0; m < 5; m++) {
      let sum = 0;
      for (let k = 0; k < 300; k++)
        sum = Math.fround(sum + Math.fround((memory[A + 300 * m + k] as number) * (memory[B + 4 * k] as number)));
      expect(memory[C + 4 * m]).toBe(sum);
    }
  });
});

function outerOf(outer: Outer, memory: ArrayLike<number>, count: number, m: number, k: number): { sum: number; size: number } {
  const { length, strideD, strideH, blockStrideD, blockStrideH } = outer;
  let [sum, size] = [0, 0];
  for (let s = 0; s < count; s++) {
    for (let n = 0; n < length; n++) {
      const left = memory[A + (s * blockStrideD) / 4 + m * strideD + n] as number;
      const term = left * (memory[B + (s * blockStrideH) / 4 + k * strideH + n] as number);
      sum += term;
      size += Math.abs(term);
    }
  }
  return { sum, size };
}

describe('a sum of outer products', () => {
  test.each([
    [1, 1, 4, 1],
    [5, 3, 4, 33],
    [13, 7, 8, 17],
    [4, 1, 12, 11],
    [31, 13, 16, 9],
    [6, 5, 36, 4],
    [7, 2, 4, 0],
  ])('of %i × %i over %i sequences and %i steps', (rows, columns, length, count) => {
    for (const start of ['zero', 'add'] as const) {
      const blocks = { blockStrideD: 4 * (rows * (length + 4) + 8), blockStrideH: 4 * columns * length };
      const outer: Outer = {
        rows,
        columns,
        length,
        strideD: length + 4,
        strideH: length,
        strideG: columns + 1,
        ...blocks,
        start,
      };
      const { run, memory } = instantiate((module) => defineOuter(module, 'outer', outer));
      memory.set(numbers(70_000));
      const before = memory.slice();
      run['outer']?.(4 * A, 4 * B, 4 * C, count);
      for (let m = 0; m < rows; m++) {
        for (let k = 0; k < columns; k++) {
          const index = C + m * outer.strideG + k;
          const { sum, size } = outerOf(outer, before, count, m, k);
          const first = start === 'add' ? (before[index] as number) : 0;
          expect(Math.abs((memory[index] as number) - first - sum), `row ${m}, column ${k}`).toBeLessThanOrEqual(
            (size + Math.abs(first)) * 1e-5,
          );
          before[index] = memory[index] as number;
        }
      }
      expect(firstDifference(memory, before), 'nothing else is written').toBe(-1);
    }
  });
});
