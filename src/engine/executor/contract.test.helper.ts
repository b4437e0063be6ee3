import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUILTIN, cellOf } from '../../core/cell/builtin.ts';
import { differentiate } from '../../core/cell/interpret.ts';
import { problems } from '../../core/cell/randomCells.test.helper.ts';
import { OPTIMIZERS, type OptimizerName } from '../../core/choices.ts';
import { type Batch, layoutOf, type Network } from '../../core/network.ts';
import { createRng } from '../../core/rng.ts';
import { largestDifference } from '../selfCheck.ts';
import { describeCarry } from './carry.test.helper.ts';
import type { Executor, MakeExecutor } from './executor.ts';

const FLOOR = 2 ** -149;
const OPTIONS = { floor: FLOOR, exact: false };
const LEARNING = { rate: 0.01, clip: 1 };
/** Float32 against float64, relative to the largest entry of each array. */
const TOLERANCE = 1e-5;

const rng = createRng('executors');
const draw = (length: number, size = 0.8) => Float32Array.from({ length }, () => size * (2 * rng.uniform() - 1));

const networkOf = (cell: string, sizes: Partial<Network> = {}): Network => ({
  cell: cellOf(cell),
  inputs: 3,
  units: 4,
  layers: 1,
  outputs: 2,
  loss: 'mse',
  ...sizes,
});

/** Scored from the second step on, with uneven weights. */
function batchOf(network: Network, steps = 5, size = 3): Batch {
  const rows = steps * size;
  const y = network.loss === 'mse' ? draw(rows * network.outputs) : Float32Array.from({ length: rows }, () => rng.integer(network.outputs));
  const weights = Float32Array.from({ length: rows }, (_, row) => (row >= size || steps === 1 ? rng.uniform() / rows : 0));
  return { steps, size, x: draw(rows * network.inputs), y, weights };
}

const NETWORKS: Readonly<Record<string, Network>> = {
  'feed-forward': networkOf('feedforward'),
  'two layers of feed-forward': networkOf('feedforward', { layers: 2 }),
  'a tanh RNN': networkOf('rnn'),
  'two layers of GRU with cross-entropy': networkOf('gru', { layers: 2, loss: 'crossEntropy' }),
  'three layers of LSTM': networkOf('lstm', { layers: 3 }),
  'a cell that never reads x': networkOf("h' = tanh(U h + b)", { layers: 2 }),
  'a cell whose state is a constant': networkOf("h' = tanh(b)"),
  'a cell whose state is a number': networkOf("c' = tanh(W x + U c)\nh' = c' * 2 + 0.5"),
  'two states under one expression': networkOf("c' = tanh(W x + U c)\nh' = c'"),
  'a state that is another one step later': networkOf("c' = tanh(W x + U c)\nh' = c"),
  'a sum that two lines share': networkOf("a = W x + b\ni = sigmoid(a + Ui h)\nf = sigmoid(a + Uf h)\nh' = f * h + i * tanh(a)"),
  'a matrix used twice': networkOf("h' = tanh(W x + U h + U (h * h) + b)"),
  'a gate as wide as the input': networkOf("g = tanh(x * x)\nh' = tanh(W g + U h)"),
  'peepholes and constants': networkOf(
    "k = sigmoid(a)\nf = sigmoid(W x + U h + p * c + b)\nc' = k * f * c + (1 - f) * tanh(V x)\nh' = tanh(c')",
  ),
  'a matrix on a gated state, and on a vector of parameters': networkOf("r = sigmoid(W x + V h)\nh' = tanh(U (r * h) + M b - 0.5 * x0)"),
  'every function': networkOf(
    "a = softplus(W x) + abs(U h) + sqrt(exp(b))\nm = min(relu(A x), max(B h, 0.1))\nh' = tanh(-a / (1 + a * a) + m)",
  ),
};

/** units, batch, steps, layers, inputs, outputs */
const SIZES: readonly (readonly [number, number, number, number, number, number])[] = [
  [1, 1, 1, 1, 1, 1],
  [3, 7, 4, 2, 1, 1],
  [5, 1, 6, 3, 2, 3],
  [13, 7, 5, 1, 5, 1],
  [31, 7, 3, 2, 1, 2],
  [3, 2, 400, 1, 1, 1],
];

interface Moments {
  readonly g: number;
  readonly m: number;
  readonly v: number;
}

/** The change of one parameter, before the rate, and its moments after; as PyTorch has them. */
const UPDATES: Readonly<Record<OptimizerName, (by: Moments, k: number) => { change: number; m: number; v: number }>> = {
  sgd: ({ g, m, v }) => ({ change: g, m, v }),
  momentum: ({ g, m, v }) => ({ change: 0.9 * m + g, m: 0.9 * m + g, v }),
  rmsprop({ g, m, v }) {
    const next = 0.99 * v + 0.01 * g * g;
    return { change: g / (Math.sqrt(next) + 1e-8), m, v: next };
  },
  adam({ g, m, v }, k) {
    const [first, second] = [0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g];
    return { change: first / (1 - 0.9 ** k) / (Math.sqrt(second / (1 - 0.999 ** k)) + 1e-8), m: first, v: second };
  },
};

/** What every executor is held to, against the float64 interpreter and the optimisers' definitions. `count` tells what it holds. */
export function describeExecutor(name: string, make: MakeExecutor, count: () => number): void {
  const made = async (
    network: Network,
    optimizer: OptimizerName = 'adam',
    parameters: Float32Array = draw(layoutOf(network).size),
  ): Promise<Executor> => make(network, optimizer, parameters, OPTIONS);

  async function differenceOf(network: Network, batch: Batch, parameters: Float32Array): Promise<number> {
    const executor = await made(network, 'sgd', parameters);
    const measured = await executor.differentiate(batch);
    executor.dispose();
    return largestDifference(measured, differentiate(network, Float64Array.from(parameters), batch));
  }

  describe(name, () => {
    test.each(Object.entries(NETWORKS))('differentiates %s as the float64 interpreter does', async (_, network) => {
      expect(await differenceOf(network, batchOf(network), draw(layoutOf(network).size))).toBeLessThan(TOLERANCE);
    });

    test.each(Object.keys(BUILTIN))('differentiates %s at odd sizes', async (cell) => {
      for (const [units, size, steps, layers, inputs, outputs] of SIZES) {
        for (const loss of ['mse', 'crossEntropy'] as const) {
          const network = networkOf(cell, { units, layers, inputs, outputs, loss });
          const parameters = draw(layoutOf(network).size, 1 / Math.sqrt(units));
          expect(await differenceOf(network, batchOf(network, steps, size), parameters)).toBeLessThan(1e-4);
        }
      }
    });

    test('differentiates random cells as the float64 interpreter does', async () => {
      await fc.assert(
        fc.asyncProperty(problems, async ({ network, parameters, sequences: { steps, size, x, y, weights } }) => {
          const batch = { steps, size, x: Float32Array.from(x), y: Float32Array.from(y), weights: Float32Array.from(weights) };
          const theta = Float32Array.from(parameters);
          const exact = differentiate(network, Float64Array.from(theta), batch);
          // Beyond what float32 holds there is nothing to compare.
          fc.pre(Array.from(exact.parameterGradients).every((value) => Math.abs(value) < 1e30));
          const executor = await made(network, 'sgd', theta);
          const measured = await executor.differentiate(batch);
          executor.dispose();
          expect(largestDifference(measured, exact)).toBeLessThan(1e-4);
        }),
        // A fixed seed: float32 may fall on the other side of a kink.
        { numRuns: 200, seed: 1 },
      );
    }, 60_000);

    test('takes batches of several shapes in turns', async () => {
      const network = networkOf('gru');
      const parameters = draw(layoutOf(network).size);
      const executor = await made(network, 'sgd', parameters);
      const batches = [batchOf(network, 9, 6), batchOf(network, 4, 2), batchOf(network, 12, 5)];
      for (const batch of [...batches, ...batches]) {
        const exact = differentiate(network, Float64Array.from(parameters), batch);
        expect(largestDifference(await executor.differentiate(batch), exact)).toBeLessThan(TOLERANCE);
      }
      executor.dispose();
    });

    test.each(OPTIMIZERS)('%s lowers the loss', async (optimizer) => {
      const network = networkOf('gru');
      const batch = batchOf(network);
      const executor = await made(network, optimizer);
      const losses: number[] = [];
      for (let k = 0; k < 60; k++) losses.push((await executor.iterate(batch, { rate: optimizer === 'sgd' ? 0.5 : 0.02, clip: 1 })).loss);
      executor.dispose();
      expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) * 0.8);
    });

    test.each(OPTIMIZERS)('%s makes the update of its definition', async (optimizer) => {
      const network = networkOf('rnn');
      const batch = batchOf(network);
      const start = draw(layoutOf(network).size);
      const executor = await made(network, optimizer, start);
      const theta = Float64Array.from(start);
      const [moments, squares] = [theta.map(() => 0), theta.map(() => 0)];
      for (let k = 1; k <= 3; k++) {
        const { parameterGradients } = differentiate(network, theta, batch);
        theta.forEach((_, i) => {
          const by: Moments = { g: parameterGradients[i] ?? 0, m: moments[i] ?? 0, v: squares[i] ?? 0 };
          const { change, m, v } = UPDATES[optimizer](by, k);
          [theta[i], moments[i], squares[i]] = [(theta[i] ?? 0) - 0.01 * change, m, v];
        });
        const { largest } = await executor.iterate(batch, { rate: 0.01, clip: 0 });
        expect(largest).toBeCloseTo(
          theta.reduce((most, value) => Math.max(most, Math.abs(value)), 0),
          4,
        );
      }
      const { parameters, updates } = await executor.weights();
      executor.dispose();
      expect(updates).toBe(3);
      parameters.forEach((value, i) => {
        expect(value).toBeCloseTo(theta[i] ?? 0, 4);
      });
    });

    test('tells the norm of the whole gradient, and clipping rescales it to the limit', async () => {
      const network = networkOf('rnn');
      const batch = batchOf(network);
      const start = draw(layoutOf(network).size);
      const executor = await made(network, 'sgd', start);
      const { gradientNorm } = await executor.iterate(batch, { rate: 1, clip: 0.001 });
      const { parameters } = await executor.weights();
      executor.dispose();
      const exact = Math.hypot(...Array.from(differentiate(network, Float64Array.from(start), batch).parameterGradients));
      expect(gradientNorm / exact).toBeCloseTo(1, 5);
      expect(gradientNorm).toBeGreaterThan(0.001);
      expect(Math.hypot(...parameters.map((value, i) => value - (start[i] ?? 0)))).toBeCloseTo(0.001, 5);
    });

    test('gives the same bits twice, and goes on from its weights to the bit', async () => {
      const network = networkOf('lstm');
      const batch = batchOf(network);
      const start = draw(layoutOf(network).size);
      const [first, second] = [await made(network, 'adam', start), await made(network, 'adam', start)];
      expect(await second.iterate(batch, LEARNING)).toEqual(await first.iterate(batch, LEARNING));
      expect(await second.weights()).toEqual(await first.weights());
      const third = await made(network);
      third.setWeights(await first.weights());
      expect(await third.iterate(batch, LEARNING)).toEqual(await first.iterate(batch, LEARNING));
      for (const executor of [first, second, third]) executor.dispose();
    });

    test('makes no update that is not finite, and takes the last one back', async () => {
      const network = networkOf('relu');
      const batch = batchOf(network);
      const executor = await made(network, 'sgd');
      const before = await executor.weights();
      await executor.iterate(batch, { rate: 1e30, clip: 0 });
      const exploded = await executor.iterate(batch, { rate: 1e30, clip: 0 });
      expect(Number.isFinite(exploded.loss)).toBe(false);
      expect(executor.undo()).toBe(true);
      expect(executor.undo()).toBe(false);
      expect(await executor.weights()).toEqual(before);
      executor.dispose();
    });

    test('refuses parameters of another network, at once too, and holds nothing then', async () => {
      const none = count();
      await expect(async () => made(networkOf('rnn'), 'sgd', new Float32Array(3))).rejects.toThrow(/3 parameters do not fit/);
      expect(count()).toBe(none);
      const executor = await made(networkOf('rnn'));
      expect(() => executor.setWeights({ parameters: new Float32Array(3) })).toThrow(/3 parameters do not fit/);
      executor.dispose();
    });

    test('holds after 20 iterations what it held after one, and nothing after it is disposed of', async () => {
      const none = count();
      const network = networkOf('gru', { layers: 2 });
      const batch = batchOf(network);
      const executor = await made(network);
      await executor.iterate(batch, LEARNING);
      await executor.differentiate(batch);
      const held = count();
      for (let k = 0; k < 20; k++) await executor.iterate(batch, LEARNING);
      await executor.differentiate(batch);
      expect(count()).toBe(held);
      executor.dispose();
      expect(count()).toBe(none);
    });

    describeCarry(make, count);
  });
}
