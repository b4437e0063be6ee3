import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addOuter, addSums } from './outers.ts';
import { ADD, BIAS, multiply, ZERO } from './products.ts';

const count = fc.integer({ min: 1, max: 9 });
const random = (length: number, seed: number) => Float64Array.from({ length }, (_, k) => Math.sin(seed + 7 * k));

function expectClose(measured: ArrayLike<number>, exact: readonly number[]): void {
  exact.forEach((value, k) => {
    expect(measured[k]).toBeCloseTo(value, 12);
  });
}

test('products of every shape are sums over rows and columns, onto whatever they begin from', () => {
  fc.assert(
    fc.property(
      fc.record({ rows: count, columns: count, depth: count, seed: count, isTransposed: fc.boolean() }),
      fc.constantFrom(ZERO, ADD, BIAS),
      ({ rows, columns, depth, seed, isTransposed }, onto) => {
        const [a, b, c, bias] = [0, rows * depth, depth * (rows + columns), depth * (rows + columns) + rows * columns];
        const m = random(bias + rows, seed);
        const before = m.slice();
        const [row, along] = isTransposed ? [1, rows] : [depth, 1];
        const exact = Array.from({ length: rows * columns }, (_, entry) => {
          const [r, j] = [Math.floor(entry / columns), entry % columns];
          let sum = { [ZERO]: 0, [ADD]: before[c + entry]!, [BIAS]: before[bias + r]! }[onto];
          for (let k = 0; k < depth; k++) sum += before[a + r * row + k * along]! * before[b + k * columns + j]!;
          return sum;
        });
        multiply(m, { rows, columns, depth, row, along, onto }, a, b, c, bias);
        expectClose(m.subarray(c, bias), exact);
        expect(m.subarray(0, c)).toEqual(before.subarray(0, c));
      },
    ),
  );
});

test('outer products and sums of every shape are added over steps and sequences', () => {
  fc.assert(
    fc.property(fc.record({ rows: count, columns: count, sequences: count, steps: count, seed: count }), (shape) => {
      const { rows, columns, sequences, steps, seed } = shape;
      const left = { at: 0, stride: rows * sequences + 1 };
      const right = { at: steps * left.stride, stride: columns * sequences + 2 };
      const gradient = right.at + steps * right.stride;
      const m = random(gradient + rows * columns + rows, seed);
      const before = m.slice();
      const span = { from: 0, to: steps, columns: sequences };
      const outer = Array.from(before.subarray(gradient, gradient + rows * columns));
      const sums = Array.from(before.subarray(gradient + rows * columns));
      for (let t = 0; t < steps; t++) {
        for (let r = 0; r < rows; r++) {
          for (let b = 0; b < sequences; b++) {
            const value = before[t * left.stride + r * sequences + b]!;
            sums[r] = sums[r]! + value;
            for (let c = 0; c < columns; c++) {
              outer[r * columns + c] = outer[r * columns + c]! + value * before[right.at + t * right.stride + c * sequences + b]!;
            }
          }
        }
      }
      addOuter(m, span, left, right, rows, columns, gradient);
      addSums(m, span, left, rows, gradient + rows * columns);
      expectClose(m.subarray(gradient), [...outer, ...sums]);
    }),
  );
});
