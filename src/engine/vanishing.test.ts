import { expect, test } from 'vitest';
import { makeExperiment } from '../core/experiment.ts';
import { LEAST_BLAME } from '../core/plan/least.ts';
import { createCpuMaker } from './cpu/executor.ts';
import { Run } from './run.ts';
import { createWasmMaker } from './wasm/executor.ts';

/** The smallest normal float32: many processors compute a hundred times as slowly on what is smaller. */
const NORMAL = 2 ** -126;

const isSlow = (value: number): boolean => value !== 0 && Math.abs(value) < NORMAL;

test.each([
  ['wasm', createWasmMaker()],
  ['cpu', createCpuMaker()],
])('on %s a gradient that vanishes ends at 0 and never runs through numbers on which processors are slow', async (_, { make }) => {
  const experiment = makeExperiment({ options: { length: 200 }, units: 12, batch: 4 });
  const run = await Run.open(experiment, make, { floor: LEAST_BLAME, exact: false }, null);
  for (let k = 0; k < 5; k++) await run.iterate();
  const { stateGradients } = await run.executor.differentiate(run.batch(1));
  const blame = Array.from(stateGradients.get('h')?.[0] ?? []);
  expect(blame.some((value) => value === 0)).toBe(true);
  expect(blame.filter((value) => value !== 0 && Math.abs(value) < 1e-20).length).toBeGreaterThan(0);
  expect(blame.filter(isSlow)).toEqual([]);
  run.dispose();
});

test.each(['momentum', 'rmsprop', 'adam'] as const)('what %s keeps of a gradient that stopped becomes 0, on both', async (optimizer) => {
  for (const { make } of [createWasmMaker(), createCpuMaker()]) {
    const experiment = makeExperiment({ options: { length: 5 }, units: 3, batch: 2, optimizer, rate: 1e-6 });
    const run = await Run.open(experiment, make, { floor: LEAST_BLAME, exact: false }, null);
    await run.iterate();
    const { parameters, moments } = await run.executor.weights();
    run.executor.setWeights({ parameters, moments: moments.map((moment) => moment.fill(2 ** -125)), updates: 1 });
    const idle = { ...run.batch(1), weights: new Float32Array(10) };
    for (let k = 0; k < 3; k++) await run.executor.iterate(idle, { rate: 1e-6, clip: 0 });
    const kept = await run.executor.weights();
    expect(kept.moments.flatMap((moment) => [...moment]).filter((value) => value !== 0)).toEqual([]);
    run.dispose();
  }
});
