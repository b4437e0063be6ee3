import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BUILTIN, cellOf } from '../core/cell/builtin.ts';
import { differentiate } from '../core/cell/interpret.ts';
import { problems } from '../core/cell/randomCells.test.helper.ts';
import { type Batch, layoutOf, type Network } from '../core/network.ts';
import { createRng } from '../core/rng.ts';
import { createCpuMaker } from './cpu/executor.ts';
import { relativeError } from './selfCheck.ts';
import { createStepper, type Stepper } from './stepper.ts';

const rng = createRng('stepper');
const draw = (length: number, size = 1) => Float32Array.from({ length }, () => size * (2 * rng.uniform() - 1));

const networkOf = (cell: string, sizes: Partial<Network> = {}): Network => ({
  cell: cellOf(cell),
  inputs: 3,
  units: 5,
  layers: 1,
  outputs: 2,
  loss: 'crossEntropy',
  ...sizes,
});

function batchOf({ inputs }: Network, steps: number, size: number): Batch {
  const rows = steps * size;
  return { steps, size, x: draw(rows * inputs), y: new Float32Array(rows), weights: new Float32Array(rows).fill(1 / rows) };
}

/** The answers to all steps of a batch, (t, b, o). */
function run(stepper: Stepper, { steps, x }: Batch): Float32Array {
  const width = x.length / steps;
  return Float32Array.from(Array.from({ length: steps }, (_, t) => [...stepper.step(x.subarray(t * width, (t + 1) * width))]).flat());
}

/** max over answers and last states of |a − b| / max |b|, against the interpreter. */
function differenceOf(network: Network, parameters: Float32Array, batch: Batch): number {
  const exact = differentiate(network, Float64Array.from(parameters), batch);
  const stepper = createStepper(network, parameters, batch.size);
  const errors = [relativeError(run(stepper, batch), exact.outputs)];
  for (const [name, layers] of stepper.states()) {
    layers.forEach((values, layer) => {
      const all = Array.from(exact.states.get(name)?.[layer] ?? []);
      errors.push(relativeError(values, all.slice(all.length - values.length)));
    });
  }
  return Math.max(...errors);
}

describe('a stepper', () => {
  test.each(Object.keys(BUILTIN))('answers as float64 does, step by step, of one to three layers of %s', (cell) => {
    for (const layers of [1, 2, 3]) {
      for (const size of [1, 2, 7]) {
        const network = networkOf(cell, { layers });
        expect(differenceOf(network, draw(layoutOf(network).size, 0.8), batchOf(network, 9, size))).toBeLessThan(1e-5);
      }
    }
  });

  test('answers as float64 does of random cells', () => {
    fc.assert(
      fc.property(problems, ({ network, parameters, sequences: { steps, size, x, y, weights } }) => {
        const batch = { steps, size, x: Float32Array.from(x), y: Float32Array.from(y), weights: Float32Array.from(weights) };
        const exact = differentiate(network, Float64Array.from(Float32Array.from(parameters)), batch);
        fc.pre(Array.from(exact.outputs).every((value) => Math.abs(value) < 1e30));
        expect(differenceOf(network, Float32Array.from(parameters), batch)).toBeLessThan(1e-4);
      }),
      { numRuns: 300, seed: 1 },
    );
  }, 60_000);

  test('gives the bits of the executor on the processor', async () => {
    const network = networkOf("k = sigmoid(a)\nf = sigmoid(W x + U h + p * c + b)\nc' = k * f * c + (1 - f) * tanh(V x)\nh' = tanh(c')", {
      layers: 2,
      units: 13,
    });
    const parameters = draw(layoutOf(network).size);
    const batch = batchOf(network, 6, 3);
    const executor = await createCpuMaker().make(network, 'sgd', parameters, { floor: 2 ** -149, exact: false });
    expect(run(createStepper(network, parameters, 3), batch)).toEqual((await executor.differentiate(batch)).outputs);
    executor.dispose();
  });

  test('begins anew after a reset, and writes its answers into one array', () => {
    const network = networkOf('lstm', { layers: 2 });
    const batch = batchOf(network, 4, 2);
    const stepper = createStepper(network, draw(layoutOf(network).size), 2);
    const first = run(stepper, batch);
    expect(run(stepper, batch)).not.toEqual(first);
    stepper.reset();
    for (const layers of stepper.states().values()) for (const values of layers) expect(values).toEqual(new Float32Array(10));
    expect(run(stepper, batch)).toEqual(first);
    expect(stepper.step(batch.x.subarray(0, 6))).toBe(stepper.step(batch.x.subarray(6, 12)));
  });

  test('goes on from its states with other weights', () => {
    const network = networkOf('gru', { layers: 2 });
    const [first, second] = [draw(layoutOf(network).size), draw(layoutOf(network).size)];
    const batch = batchOf(network, 4, 3);
    const stepper = createStepper(network, first, 3);
    run(stepper, batch);
    const start = stepper.states();
    stepper.setParameters(second);
    expect(stepper.states()).toEqual(start);
    const exact = differentiate(network, Float64Array.from(second), { ...batch, start });
    expect(relativeError(run(stepper, batch), exact.outputs)).toBeLessThan(1e-5);
  });

  test('refuses numbers that do not fit', () => {
    const network = networkOf('rnn');
    const stepper = createStepper(network, draw(layoutOf(network).size), 2);
    expect(() => stepper.step([1, 2, 3])).toThrow('x has 3 numbers and needs 6, 3 for each of 2 sequences');
    expect(() => stepper.setParameters(new Float32Array(4))).toThrow(/4 parameters do not fit this network/);
    expect(() => createStepper(network, new Float32Array(4), 2)).toThrow(/4 parameters do not fit this network/);
  });
});
