import { describe, expect, it } from 'vitest';
import { createRng } from '../rng.ts';
import { solve } from './solve.ts';

/** G Gᵀ + I/10 of a random G, symmetric and positive definite. */
function randomMatrix(n: number, seed: number): Float64Array {
  const rng = createRng('matrix', n, seed);
  const g = Array.from({ length: n }, () => Array.from({ length: n }, () => rng.normal()));
  return Float64Array.from({ length: n * n }, (_, at) => {
    const [row, column] = [Math.floor(at / n), at % n];
    const product = (g[row] ?? []).reduce((sum, value, k) => sum + value * (g[column]?.[k] ?? 0), 0);
    return product + (row === column ? 0.1 : 0);
  });
}

describe('a system of equations', () => {
  it.each([1, 2, 5, 30])('of size %i is solved for several right sides at once', (n) => {
    for (let seed = 0; seed < 20; seed++) {
      const a = randomMatrix(n, seed);
      const b = Float64Array.from({ length: 3 * n }, (_, k) => Math.sin(k + seed));
      const x = solve(a.slice(), b.slice(), n);
      for (let row = 0; row < n; row++) {
        for (let column = 0; column < 3; column++) {
          let sum = 0;
          for (let k = 0; k < n; k++) sum += (a[row * n + k] ?? 0) * (x[k * 3 + column] ?? 0);
          expect(sum).toBeCloseTo(b[row * 3 + column] ?? Number.NaN, 7);
        }
      }
    }
  });

  it('reads the lower half alone', () => {
    expect([...solve(Float64Array.of(4, Number.NaN, 2, 5), Float64Array.of(8, 12), 2)]).toEqual([1, 2]);
  });

  it('is refused where the matrix is not positive definite', () => {
    expect(() => solve(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, 1), 2)).toThrow(
      'row 1 leaves 0 on the diagonal: the matrix is not positive definite',
    );
  });
});
