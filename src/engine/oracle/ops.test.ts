import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { cellOf } from '../../core/cell/builtin.ts';
import { differentiate } from '../../core/cell/interpret.ts';
import { problems } from '../../core/cell/randomCells.test.helper.ts';
import { OPTIMIZERS, type OptimizerName } from '../../core/choices.ts';
import { type Batch, layoutOf, type Network } from '../../core/network.ts';
import { createRng } from '../../core/rng.ts';
import { largestDifference } from '../selfCheck.ts';
import { makeOpsExecutor } from './ops.ts';

const OPTIONS = { floor: 2 ** -149, exact: false };
const rng = createRng('ops executor');
const draw = (length: number) => Float32Array.from({ length }, () => rng.uniform() * 1.6 - 0.8);

function networkOf(cell: string, sizes: Partial<Network> = {}): Network {
  return { cell: cellOf(cell), inputs: 3, units: 4, layers: 1, outputs: 2, loss: 'mse', ...sizes };
}

function batchOf(network: Network, steps = 5, size = 3): Batch {
  const rows = steps * size;
  const y = network.loss === 'mse' ? draw(rows * network.outputs) : Float32Array.from({ length: rows }, () => rng.integer(network.outputs));
  const weights = Float32Array.from({ length: rows }, (_, row) => (row >= size ? rng.uniform() : 0));
  return { steps, size, x: draw(rows * network.inputs), y, weights };
}

const NETWORKS: Readonly<Record<string, Network>> = {
  'feed-forward': networkOf('feedforward'),
  'a tanh RNN': networkOf('rnn'),
  'two layers of GRU with cross-entropy': networkOf('gru', { layers: 2, loss: 'crossEntropy' }),
  'three layers of LSTM': networkOf('lstm', { layers: 3 }),
  'a cell that never reads x': networkOf("h' = tanh(U h + b)", { layers: 2 }),
  'a cell whose state is a constant': networkOf("h' = tanh(b)"),
  'two states under one expression': networkOf("c' = tanh(W x + U c)\nh' = c'"),
  'a matrix on a gated state, and on a vector of parameters': networkOf("r = sigmoid(W x + V h)\nh' = tanh(U (r * h) + M b - 0.5 * x0)"),
  'every function': networkOf(
    "a = softplus(W x) + abs(U h) + sqrt(exp(b))\nm = min(relu(A x), max(B h, 0.1))\nh' = tanh(-a / (1 + a * a) + m)",
  ),
};

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

beforeAll(() => tf.setBackend('cpu'));

describe('the executor on tfjs', () => {
  test.each(Object.entries(NETWORKS))('differentiates %s as the float64 interpreter does', async (_, network) => {
    const parameters = draw(layoutOf(network).size);
    const batch = batchOf(network);
    const executor = makeOpsExecutor(network, 'adam', parameters, OPTIONS);
    const measured = await executor.differentiate(batch);
    executor.dispose();
    expect(largestDifference(measured, differentiate(network, Float64Array.from(parameters), batch))).toBeLessThan(1e-5);
  });

  test('differentiates random cells as the float64 interpreter does', async () => {
    await fc.assert(
      fc.asyncProperty(problems, async ({ network, parameters, sequences: batch }) => {
        const { steps, size } = batch;
        const single = {
          steps,
          size,
          x: Float32Array.from(batch.x),
          y: Float32Array.from(batch.y),
          weights: Float32Array.from(batch.weights),
        };
        const theta = Float32Array.from(parameters);
        const exact = differentiate(network, Float64Array.from(theta), single);
        const executor = makeOpsExecutor(network, 'sgd', theta, OPTIONS);
        const measured = await executor.differentiate(single);
        executor.dispose();
        // Beyond what float32 holds there is nothing to compare.
        fc.pre(Array.from(exact.parameterGradients).every((value) => Math.abs(value) < 1e30));
        expect(largestDifference(measured, exact)).toBeLessThan(1e-4);
      }),
      // A fixed seed: float32 may fall on the other side of a kink.
      { numRuns: 200, seed: 1 },
    );
  }, 60_000);

  test.each(OPTIMIZERS)('%s lowers the loss', async (optimizer) => {
    const network = networkOf('gru');
    const batch = batchOf(network);
    const executor = makeOpsExecutor(network, optimizer, draw(layoutOf(network).size), OPTIONS);
    const losses: number[] = [];
    for (let k = 0; k < 30; k++) losses.push((await executor.iterate(batch, { rate: 0.02, clip: 1 })).loss);
    executor.dispose();
    expect(losses.at(-1)).toBeLessThan((losses[0] ?? 0) * 0.8);
  });

  test.each(OPTIMIZERS)('%s makes the update of its definition', async (optimizer) => {
    const network = networkOf('rnn');
    const batch = batchOf(network);
    const start = draw(layoutOf(network).size);
    const executor = makeOpsExecutor(network, optimizer, start, OPTIONS);
    const theta = Float64Array.from(start);
    const moments = theta.map(() => 0);
    const squares = theta.map(() => 0);
    for (let k = 1; k <= 3; k++) {
      const { parameterGradients } = differentiate(network, theta, batch);
      theta.forEach((_, i) => {
        const by: Moments = { g: parameterGradients[i] ?? 0, m: moments[i] ?? 0, v: squares[i] ?? 0 };
        const { change, m, v } = UPDATES[optimizer](by, k);
        [theta[i], moments[i], squares[i]] = [(theta[i] ?? 0) - 0.01 * change, m, v];
      });
      await executor.iterate(batch, { rate: 0.01, clip: 0 });
    }
    const { parameters, updates } = await executor.weights();
    executor.dispose();
    expect(updates).toBe(3);
    parameters.forEach((value, i) => {
      expect(value).toBeCloseTo(theta[i] ?? 0, 4);
    });
  });

  test('clipping rescales the whole gradient to the limit', async () => {
    const network = networkOf('rnn');
    const batch = batchOf(network);
    const start = draw(layoutOf(network).size);
    const executor = makeOpsExecutor(network, 'sgd', start, OPTIONS);
    const { gradientNorm } = await executor.iterate(batch, { rate: 1, clip: 0.001 });
    const { parameters } = await executor.weights();
    executor.dispose();
    expect(gradientNorm).toBeGreaterThan(0.001);
    expect(Math.hypot(...parameters.map((value, i) => value - (start[i] ?? 0)))).toBeCloseTo(0.001, 5);
  });

  test('goes on from its weights to the bit', async () => {
    const network = networkOf('lstm');
    const batch = batchOf(network);
    const learning = { rate: 0.01, clip: 1 };
    const first = makeOpsExecutor(network, 'adam', draw(layoutOf(network).size), OPTIONS);
    await first.iterate(batch, learning);
    const second = makeOpsExecutor(network, 'adam', new Float32Array(layoutOf(network).size), OPTIONS);
    second.setWeights(await first.weights());
    expect(await second.iterate(batch, learning)).toEqual(await first.iterate(batch, learning));
    first.dispose();
    second.dispose();
  });

  test('makes no update that is not finite, and takes the last one back', async () => {
    const network = networkOf('relu');
    const batch = batchOf(network);
    const executor = makeOpsExecutor(network, 'sgd', draw(layoutOf(network).size), OPTIONS);
    const before = await executor.weights();
    await executor.iterate(batch, { rate: 1e30, clip: 0 });
    const exploded = await executor.iterate(batch, { rate: 1e30, clip: 0 });
    expect(Number.isFinite(exploded.loss)).toBe(false);
    expect(executor.undo()).toBe(true);
    expect(executor.undo()).toBe(false);
    expect(await executor.weights()).toEqual(before);
    executor.dispose();
  });

  test('holds the same tensors after 20 iterations as after one, and none after it is disposed of', async () => {
    const none = tf.memory().numTensors;
    const network = networkOf('gru', { layers: 2 });
    const batch = batchOf(network);
    const executor = makeOpsExecutor(network, 'adam', draw(layoutOf(network).size), OPTIONS);
    const learning = { rate: 0.01, clip: 1 };
    await executor.iterate(batch, learning);
    const held = tf.memory().numTensors;
    for (let k = 0; k < 20; k++) await executor.iterate(batch, learning);
    await executor.differentiate(batch);
    expect(tf.memory().numTensors).toBe(held);
    executor.dispose();
    expect(tf.memory().numTensors).toBe(none);
  });
});
