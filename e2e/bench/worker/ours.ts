import { probeOf } from '../../../src/core/analysis/probe.ts';
import type { BackendName } from '../../../src/core/backend.ts';
import { cellOf } from '../../../src/core/cell/builtin.ts';
import { initialise } from '../../../src/core/initialise.ts';
import type { Batch, Network } from '../../../src/core/network.ts';
import { createRng } from '../../../src/core/rng.ts';
import { makeTrace } from '../../../src/core/trace.ts';
import { BACKEND } from '../../../src/engine/backends/index.ts';
import type { Executor } from '../../../src/engine/executor/executor.ts';
import { byTime, dataOf, type Job, LEARNING, type MakeTrainer } from './job.ts';

/* All that the bench knows of our engine. */

/** An LSTM whose gates see its cell state (Gers & Schmidhuber 2000), as a person would type it. */
const PEEPHOLES = `i = sigmoid(Wi x + Ui h + bi + pi * c)
f = sigmoid(Wf x + Uf h + bf + pf * c)
g = tanh(Wg x + Ug h + bg)
c' = f * c + i * g
o = sigmoid(Wo x + Uo h + bo + po * c')
h' = o * tanh(c')`;

interface Ready {
  readonly network: Network;
  readonly executor: Executor;
  readonly batch: Batch;
  readonly adapter: string;
  readonly floor: number;
}

/** Half-float textures hold no less than 2⁻²⁴; float32 goes down to 2⁻¹⁴⁹. */
const floorOf = (backend: BackendName): number => 2 ** (backend === 'webgl' ? -24 : -149);

async function ready(job: Job): Promise<Ready> {
  const [backend, mode] = job.backend.split(' ') as [BackendName, 'exact' | undefined];
  const opened = await (await BACKEND[backend]())(true);
  const network = networkOf(job);
  const parameters = initialise(network, { init: 'uniform', radius: null, forget: 0 }, createRng(1));
  const floor = floorOf(backend);
  const executor = await opened.make(network, 'adam', parameters, { floor, exact: mode === 'exact' });
  await executor.prepare(job.steps, job.batch);
  const refusal = opened.refused();
  if (refusal !== null) throw new Error(refusal);
  return { network, executor, batch: batchOf(job), adapter: opened.adapter, floor };
}

const networkOf = ({ cell, inputs, units }: Job): Network => ({
  cell: cellOf(cell === 'typed' ? PEEPHOLES : cell),
  inputs,
  units,
  layers: 1,
  outputs: 1,
  loss: 'mse',
});

/** Scored at the last step alone. */
function batchOf(job: Job): Batch {
  const { steps, batch: size } = job;
  const { x, y } = dataOf(job);
  const last = (steps - 1) * size;
  const [targets, weights] = [new Float32Array(steps * size), new Float32Array(steps * size)];
  targets.set(y, last);
  weights.fill(1 / size, last);
  return { steps, size, x: byTime(x, job), y: targets, weights };
}

export const makeTrainer: MakeTrainer = async (job) => {
  const { executor, batch, adapter } = await ready(job);
  return { adapter, iterate: async () => (await executor.iterate(batch, LEARNING)).loss };
};

/** What the page measures for one picture: the whole probe differentiated, and the trace made of it. */
export const makeTracer: MakeTrainer = async (job) => {
  const { network, executor, batch, floor } = await ready(job);
  const nothing = Array.from({ length: batch.size }, () => []);
  const probe = probeOf({ ...batch, clues: nothing, captions: [] });
  return {
    async iterate() {
      const differentiation = await executor.differentiate(probe.batch);
      const told = { sequence: 0, iteration: 1, floor, gradientNorm: 1, recentLoss: 1, baselines: [], init: 'uniform' as const };
      return makeTrace({ network, probe, differentiation, ...told }).loss;
    },
  };
};
