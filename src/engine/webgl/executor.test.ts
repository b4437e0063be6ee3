import { describe, expect, test } from 'vitest';
import { BUILTIN, cellOf } from '../../core/cell/builtin.ts';
import { type Batch, layoutOf, type Network } from '../../core/network.ts';
import { KernelError } from '../executor/executor.ts';
import { Device } from './device.ts';
import { createWebglMaker } from './executor.ts';
import { FakeContext } from './gl.test.helper.ts';

const networkOf = (cell: string, sizes: Partial<Network> = {}): Network => ({
  cell: cellOf(cell),
  inputs: 3,
  units: 32,
  layers: 1,
  outputs: 2,
  loss: 'mse',
  ...sizes,
});

function batchOf({ inputs, outputs, loss }: Network, steps: number, size = 5): Batch {
  const rows = steps * size;
  const y = new Float32Array(loss === 'mse' ? rows * outputs : rows);
  return { steps, size, x: new Float32Array(rows * inputs), y, weights: new Float32Array(rows).fill(1 / rows) };
}

async function open(network: Network, targets?: number) {
  const { fake, gl } = FakeContext.create(targets);
  const make = createWebglMaker(new Device(gl, targets === undefined ? {} : { targets }));
  const executor = await make(network, 'adam', new Float32Array(layoutOf(network).size), { floor: 2 ** -149, exact: false });
  return { fake, executor };
}

/** Draws of one iteration. */
async function drawsOf(network: Network, steps: number, targets?: number): Promise<number> {
  const { fake, executor } = await open(network, targets);
  const batch = batchOf(network, steps);
  await executor.iterate(batch, { rate: 0.01, clip: 1 });
  const before = fake.draws;
  await executor.iterate(batch, { rate: 0.01, clip: 1 });
  return fake.draws - before;
}

const TYPED = "i = sigmoid(Wi x + Ui h + pi * c)\nf = sigmoid(Wf x + Uf h + pf * c)\nc' = f * c + i * tanh(Wg x + Ug h)\nh' = tanh(c')";
const CELLS = { ...Object.fromEntries(Object.keys(BUILTIN).map((name) => [name, name])), typed: TYPED };

describe('the draws of an iteration on WebGL', () => {
  test.each(Object.entries(CELLS))('of %s are at most 6 a step and layer and 40 more, and none reads what it writes', async (_, cell) => {
    for (const targets of [8, 6, 4]) {
      for (const layers of [1, 2, 3]) {
        for (const loss of ['mse', 'crossEntropy'] as const) {
          const network = networkOf(cell, { layers, loss });
          for (const steps of [20, 50]) expect(await drawsOf(network, steps, targets)).toBeLessThanOrEqual(6 * steps * layers + 40);
        }
      }
    }
  });

  test('grow by one for each step forward and one back of an LSTM, where it is large by one more each', async () => {
    expect((await drawsOf(networkOf('lstm', { units: 8 }), 50)) - (await drawsOf(networkOf('lstm', { units: 8 }), 40))).toBe(20);
    expect((await drawsOf(networkOf('lstm', { units: 64 }), 50)) - (await drawsOf(networkOf('lstm', { units: 64 }), 40))).toBe(40);
  });

  test('are as few for a cell without a loop, however long the sequences are', async () => {
    expect(await drawsOf(networkOf('feedforward'), 400)).toBe(await drawsOf(networkOf('feedforward'), 4));
  });

  test('of boosted blame are one more for each step back, where what is carried has a draw anyway, and never read what they write', async () => {
    const boost = { still: [], clipValue: 0, cuts: [3], boost: true };
    const large = networkOf('lstm', { units: 64 });
    expect((await drawsOf({ ...large, interventions: boost }, 50)) - (await drawsOf(large, 50))).toBe(50);
    for (const cell of [...Object.values(CELLS), "c' = tanh(A x + b)\nd' = V h + B x\nh' = tanh(W x + U h + d) + c"]) {
      for (const targets of [8, 1]) {
        for (const layers of [1, 3]) {
          const network = networkOf(cell, { units: 5, layers });
          expect(await drawsOf({ ...network, interventions: boost }, 9, targets)).toBeGreaterThanOrEqual(
            await drawsOf(network, 9, targets),
          );
        }
      }
    }
  });

  test('can be made with one texture at a time', async () => {
    expect(await drawsOf(networkOf('lstm', { layers: 2, loss: 'crossEntropy' }), 10, 1)).toBeGreaterThan(200);
  });
});

describe('an executor on WebGL', () => {
  test('holds no texture after it is disposed of, and keeps its programs for the next one', async () => {
    const { fake, gl } = FakeContext.create();
    const make = createWebglMaker(new Device(gl));
    const network = networkOf('gru', { layers: 2 });
    const parameters = new Float32Array(layoutOf(network).size);
    for (let k = 0; k < 3; k++) {
      const executor = await make(network, 'adam', parameters, { floor: 2 ** -149, exact: false });
      await executor.prepare(20, 8);
      for (let steps = 1; steps < 9; steps++) await executor.differentiate(batchOf(network, steps));
      executor.dispose();
      expect(fake.textures.size).toBe(0);
    }
    const { fake: single, executor } = await open(network);
    executor.dispose();
    expect(fake.programs.size).toBe(single.programs.size);
  });

  test('carries states from batch to batch without a draw, in the same textures', async () => {
    const network = networkOf('lstm', { layers: 2 });
    const { fake, executor } = await open(network);
    const batch = batchOf(network, 7);
    const draws = async (work: () => Promise<unknown>): Promise<number> => {
      const before = fake.draws;
      await work();
      return fake.draws - before;
    };
    const iterate = (continues: boolean) => executor.iterate({ ...batch, continues }, { rate: 0.01, clip: 1 });
    const plain = await draws(() => iterate(false));
    expect(await draws(() => iterate(true))).toBe(plain);
    await executor.differentiate(batch);
    const held = fake.textures.size;
    expect(await draws(() => iterate(true))).toBe(plain);
    await executor.differentiate(batch);
    expect(fake.textures.size).toBe(held);
    executor.dispose();
    expect(fake.textures.size).toBe(0);
  });

  test('refuses sequences that fit no texture', async () => {
    const { executor } = await open(networkOf('lstm', { units: 256 }));
    await expect(executor.prepare(100_000, 256)).rejects.toThrow(/100000 steps of 256 sequences do not fit textures of 4096 by 4096/);
  });

  test('is not made where a shader does not compile, and is made once it does', async () => {
    const { fake, gl } = FakeContext.create();
    const make = createWebglMaker(new Device(gl));
    const network = networkOf('lstm');
    const parameters = new Float32Array(layoutOf(network).size);
    const options = { floor: 2 ** -149, exact: false };
    fake.refused = 'cellTanh';
    await expect(async () => make(network, 'sgd', parameters, options)).rejects.toThrow(new KernelError('no cellTanh here'));
    fake.refused = null;
    (await make(network, 'sgd', parameters, options)).dispose();
    expect(fake.textures.size).toBe(0);
  });

  test('tells that it cannot render, and holds nothing then', async () => {
    const network = networkOf('rnn');
    const { fake, executor } = await open(network);
    const held = fake.textures.size;
    fake.complete = false;
    await expect(executor.prepare(5, 5)).rejects.toThrow(/WebGL cannot render to 1 textures of 2 by \d+ texels and \d layers/);
    expect(fake.textures.size).toBe(held);
  });
});
