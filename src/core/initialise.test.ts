import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { cellOf } from './cell/builtin.ts';
import { recurrentMatrices } from './cell/recurrent.ts';
import type { Experiment } from './experiment.ts';
import { forgetVector, initialise, spectralRadius } from './initialise.ts';
import { layoutOf, type Network } from './network.ts';
import { createRng } from './rng.ts';

type How = Pick<Experiment, 'init' | 'radius' | 'forget'>;

const networkOf = (cell: string, units = 24, layers = 1): Network => ({
  cell: cellOf(cell),
  inputs: 2,
  units,
  layers,
  outputs: 1,
  loss: 'mse',
});

/** The first weights by `layer.name`, the head's by their name alone. */
function weightsOf(network: Network, how: Partial<How> = {}, seed = 1): Map<string, Float32Array> {
  const weights = initialise(network, { init: 'uniform', radius: null, forget: 1, ...how }, createRng(seed));
  const { slots } = layoutOf(network);
  return new Map(
    slots.map(({ layer, name, offset, rows, columns }) => [
      layer === null ? name : `${layer}.${name}`,
      weights.slice(offset, offset + rows * columns),
    ]),
  );
}

const of = (weights: ReadonlyMap<string, Float32Array>, name: string): Float32Array => {
  const values = weights.get(name);
  if (!values) throw new Error(`no parameter ${name}`);
  return values;
};
const mean = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: ArrayLike<number>): number => {
  const middle = mean(values);
  return Math.sqrt(mean(Array.from(values, (value) => (value - middle) ** 2)));
};
const largest = (values: ArrayLike<number>): number => Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
const square = (values: ArrayLike<number>, units: number): Matrix => Matrix.from1DArray(units, units, Array.from(values));

describe('first weights', () => {
  it.each(['uniform', 'orthogonal', 'gaussian', 'identity'] as const)(
    'are the same for the same seed and others for another: %s',
    (init) => {
      const network = networkOf('lstm', 8, 2);
      expect(weightsOf(network, { init })).toEqual(weightsOf(network, { init }));
      expect(of(weightsOf(network, { init }, 1), '0.Wi')).not.toEqual(of(weightsOf(network, { init }, 2), '0.Wi'));
      expect(Array.from(of(weightsOf(network, { init }), 'V')).every(Number.isFinite)).toBe(true);
    },
  );

  it('of a matrix do not change when the cell gets another one, or the network another layer', () => {
    const plain = weightsOf(networkOf('rnn'));
    const more = weightsOf(networkOf("g = sigmoid(A x + B h)\nh' = tanh(W x + U h + b) * g", 24, 2));
    for (const name of ['0.U', '0.W', '0.b', 'V']) expect(of(more, name)).toEqual(of(plain, name));
  });

  it('differ from layer to layer and from matrix to matrix', () => {
    const weights = weightsOf(networkOf('lstm', 8, 2));
    expect(of(weights, '0.Ui')).not.toEqual(of(weights, '0.Uf'));
    expect(of(weights, '0.Ui')).not.toEqual(of(weights, '1.Ui'));
  });
});

describe('uniform', () => {
  it('fills ±1/√units in every parameter, biases and head too', () => {
    const bound = 1 / Math.sqrt(100);
    for (const [name, values] of weightsOf(networkOf('rnn', 100, 2))) {
      expect(largest(values), name).toBeLessThanOrEqual(bound);
      if (values.length > 50) {
        expect(largest(values), name).toBeGreaterThan(0.9 * bound);
        expect(deviation(values) / (bound / Math.sqrt(3)), name).toBeCloseTo(1, 0.7);
      }
    }
  });
});

describe('orthogonal', () => {
  it('gives recurrent matrices U Uᵀ = 1', () => {
    const weights = weightsOf(networkOf('gru', 32), { init: 'orthogonal' });
    for (const name of ['0.Uz', '0.Ur', '0.Un']) {
      const matrix = square(of(weights, name), 32);
      const error = matrix.mmul(matrix.transpose()).sub(Matrix.eye(32, 32));
      expect(largest(error.to1DArray()), name).toBeLessThan(1e-6);
    }
  });

  it('is spread evenly over rotations and reflections: the trace has mean 0 and variance 1', () => {
    const traces = Array.from({ length: 300 }, (_, seed) =>
      square(of(weightsOf(networkOf('rnn', 6), { init: 'orthogonal' }, seed), '0.U'), 6).trace(),
    );
    expect(Math.abs(mean(traces))).toBeLessThan(0.2);
    expect(Math.abs(deviation(traces) - 1)).toBeLessThan(0.15);
  });

  it('gives the other matrices Glorot’s bound and the biases 0', () => {
    const weights = weightsOf(networkOf('rnn', 62), { init: 'orthogonal' });
    const bound = Math.sqrt(6 / (62 + 2));
    expect(largest(of(weights, '0.W'))).toBeLessThanOrEqual(bound);
    expect(largest(of(weights, '0.W'))).toBeGreaterThan(0.9 * bound);
    expect(largest(of(weights, '0.b'))).toBe(0);
    expect(largest(of(weights, 'a'))).toBe(0);
  });
});

describe('gaussian', () => {
  it('has deviation 1/√columns', () => {
    const weights = weightsOf(networkOf('rnn', 100), { init: 'gaussian' });
    expect(deviation(of(weights, '0.U')) * Math.sqrt(100)).toBeCloseTo(1, 1);
    expect(Math.abs(deviation(of(weights, '0.W')) * Math.sqrt(2) - 1)).toBeLessThan(0.15);
    expect(largest(of(weights, '0.b'))).toBe(0);
  });
});

describe('identity', () => {
  it('carries the state as it is and lets little in', () => {
    const weights = weightsOf(networkOf('relu', 50), { init: 'identity' });
    expect(square(of(weights, '0.U'), 50)).toEqual(Matrix.eye(50, 50));
    expect(Math.abs(deviation(of(weights, '0.W')) / 0.001 - 1)).toBeLessThan(0.25);
    expect(largest(of(weights, '0.b'))).toBe(0);
  });
});

describe('the spectral radius', () => {
  it.each(['uniform', 'orthogonal', 'gaussian', 'identity'] as const)('is what was asked for, in every recurrent matrix: %s', (init) => {
    const weights = weightsOf(networkOf('lstm', 16, 2), { init, radius: 1.3 });
    for (const name of ['0.Ui', '0.Uf', '1.Ug', '1.Uo']) expect(spectralRadius(of(weights, name), 16), name).toBeCloseTo(1.3, 5);
  });

  it('leaves input matrices, biases and head alone, and U where none was asked for', () => {
    const drawn = weightsOf(networkOf('rnn'));
    const rescaled = weightsOf(networkOf('rnn'), { radius: 2 });
    for (const name of ['0.W', '0.b', 'V', 'a']) expect(of(rescaled, name)).toEqual(of(drawn, name));
    expect(of(rescaled, '0.U')).not.toEqual(of(drawn, '0.U'));
  });

  it('of 0 empties U', () => {
    expect(largest(of(weightsOf(networkOf('rnn'), { radius: 0 }), '0.U'))).toBe(0);
  });

  it('is that of the closed form: a rotation by any angle has 1, a triangle its diagonal', () => {
    expect(spectralRadius([0, -2, 2, 0], 2)).toBeCloseTo(2, 12);
    expect(spectralRadius([0.5, 9, 0, -0.7], 2)).toBeCloseTo(0.7, 12);
    expect(spectralRadius([0, 0, 0, 0], 2)).toBe(0);
  });
});

describe('recurrent matrices', () => {
  it.each([
    ['feedforward', []],
    ['rnn', ['U']],
    ['lstm', ['Ui', 'Uf', 'Ug', 'Uo']],
    ['gru', ['Uz', 'Ur', 'Un']],
    ["r = sigmoid(R h)\nh' = tanh(W x + U (r * h))", ['R', 'U']],
    ["g = tanh(W x + U h)\nh' = V g", ['U']],
    ["c' = c + W x\nh' = tanh(V c')", []],
    ["h' = A (B h) + C (W x)", ['B', 'A']],
  ])('of %s are %j', (cell, names) => {
    expect([...recurrentMatrices(cellOf(cell))].sort()).toEqual([...names].sort());
  });
});

describe('the forget bias', () => {
  it('is added to bf of an LSTM alone, in every layer', () => {
    const without = weightsOf(networkOf('lstm', 8, 2), { forget: 0 });
    const withIt = weightsOf(networkOf('lstm', 8, 2), { forget: 1 });
    for (const [name, values] of withIt) {
      const before = of(without, name);
      const added = mean(values.map((value, k) => value - (before[k] ?? 0)));
      expect(added, name).toBeCloseTo(name.endsWith('.bf') ? 1 : 0, 6);
    }
  });

  it('changes nothing in a cell without a gate f', () => {
    expect(weightsOf(networkOf('gru'), { forget: 5 })).toEqual(weightsOf(networkOf('gru'), { forget: 0 }));
  });

  it.each([
    ["f = sigmoid(Wf x + Uf h + bf)\nh' = f * h + W x", 'bf'],
    ["f = sigmoid(d * h + k + e)\nh' = f * h + W x", 'k'],
    ["f = k\nh' = f * h + W x", 'k'],
    ["f = sigmoid(k - Wf x)\nh' = f * h + W x", 'k'],
    ["f = sigmoid(Wf x - k)\nh' = f * h + W x", null],
    ["f = 1 - sigmoid(Wf x + k)\nh' = f * h + W x", null],
    ["f = sigmoid(Wf x + U k)\nh' = f * h + W x", null],
    ["f = sigmoid(Wf x)\nh' = f * h + W x + b", null],
    ["h' = tanh(W x + b)\nf' = h' + b", null],
  ])('of %s goes to %s', (cell, vector) => {
    expect(forgetVector(cellOf(cell))).toBe(vector);
  });
});
