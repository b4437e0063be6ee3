import { Matrix, SVD } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { createRng } from '../rng.ts';
import { componentsOf } from './components.ts';

/** Rows whose spread shrinks from direction to direction, about a mean that is not 0. */
function rowsOf(count: number, width: number, decay: number): Float64Array {
  const rng = createRng('rows', count, width);
  const mix = Array.from({ length: width * width }, () => rng.normal());
  const values = new Float64Array(count * width);
  for (let k = 0; k < count; k++) {
    const hidden = Array.from({ length: width }, (_, i) => decay ** i * rng.normal());
    for (let j = 0; j < width; j++)
      values[k * width + j] = 3 + hidden.reduce((sum, value, i) => sum + value * (mix[j * width + i] as number), 0);
  }
  return values;
}

/** Variances and directions by the singular value decomposition of the centred rows. */
function bySingularValues(values: Float64Array, width: number) {
  const rows = Matrix.from1DArray(values.length / width, width, Array.from(values));
  const centred = rows.clone().center('column');
  const svd = new SVD(centred);
  return {
    mean: rows.mean('column'),
    variances: svd.diagonal.map((value) => value ** 2 / rows.rows),
    directions: [svd.rightSingularVectors.getColumn(0), width > 1 ? svd.rightSingularVectors.getColumn(1) : []],
  };
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((sum, value, j) => sum + value * (b[j] ?? 0), 0);

describe('principal components', () => {
  test.each([
    [200, 2, 0.5],
    [300, 5, 0.9],
    [500, 24, 0.8],
    [400, 64, 0.95],
    [700, 130, 0.97],
  ])('of %d rows of %d entries are those of the singular value decomposition', (count, width, decay) => {
    const values = rowsOf(count, width, decay);
    const wanted = bySingularValues(values, width);
    const { mean, first, second, total } = componentsOf({ values, width }, null);
    for (const [j, value] of wanted.mean.entries()) expect(mean[j]).toBeCloseTo(value, 10);
    const sum = wanted.variances.reduce((all, value) => all + value, 0);
    expect(total / sum).toBeCloseTo(1, 10);
    for (const [k, component] of [first, second].entries()) {
      expect(component.variance / (wanted.variances[k] as number)).toBeCloseTo(1, 8);
      expect(Math.abs(dot(component.direction, wanted.directions[k] as number[]))).toBeCloseTo(1, 6);
    }
    expect(dot(first.direction, second.direction)).toBeCloseTo(0, 10);
  });

  test('are the same wherever they begin', () => {
    const values = rowsOf(200, 40, 0.9);
    const once = componentsOf({ values, width: 40 }, null);
    const again = componentsOf({ values, width: 40 }, once.second.direction);
    expect(again.first.variance / once.first.variance).toBeCloseTo(1, 9);
    expect(again.second.variance / once.second.variance).toBeCloseTo(1, 9);
  });

  test('of equal variances are found both, and at right angles', () => {
    const values = Float64Array.of(1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0);
    const { first, second, total } = componentsOf({ values, width: 3 }, Float64Array.of(1, 0, 0));
    expect([first.variance, second.variance, total]).toEqual([0.5, 0.5, 1]);
    expect(dot(first.direction, second.direction)).toBeCloseTo(0, 12);
  });

  test('of one entry are one, of rows that do not differ none, and of what is not finite not a number', () => {
    const one = componentsOf({ values: Float64Array.of(1, 2, 3, 6), width: 1 }, null);
    expect(one.first.variance).toBeCloseTo(3.5, 12);
    expect(one.second).toEqual({ direction: Float64Array.of(0), variance: 0 });
    expect(componentsOf({ values: new Float64Array(12).fill(0.3), width: 4 }, null).total).toBeCloseTo(0, 12);
    expect(componentsOf({ values: Float64Array.of(1, Number.NaN, 2, 3), width: 2 }, null).first.variance).toBeNaN();
  });
});
