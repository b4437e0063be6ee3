import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { probeOf } from '../core/analysis/probe.ts';
import { cellOf } from '../core/cell/builtin.ts';
import { disturb } from '../core/cell/disturb.ts';
import { makeExperiment, type Wish } from '../core/experiment.ts';
import type { Batch, Network } from '../core/network.ts';
import { supply } from '../core/tasks/material.ts';
import { checkCell } from './cellCheck.ts';
import { createCpuMaker } from './cpu/executor.ts';
import type { Executor, MakeExecutor } from './executor/executor.ts';
import { TimeMachine } from './history/machine.ts';
import { Observer } from './observer.ts';
import { measureOwn } from './own.ts';
import { Run } from './run.ts';
import { createStepper } from './stepper.ts';
import { createWasmMaker } from './wasm/executor.ts';

const FLOOR = 2 ** -149;
const [wasm, cpu] = [createWasmMaker().make, createCpuMaker().make];
const SMALL: Wish = { options: { length: 9 }, cell: 'lstm', units: 6, layers: 2, batch: 5, do: 'noise:h:0.1,noise:c:0.05' };

const openRun = (wish: Wish, make: MakeExecutor = wasm, exact = false) =>
  Run.open(makeExperiment(wish), make, { floor: FLOOR, exact }, null);

async function lossesOf(run: Run, iterations: number): Promise<number[]> {
  const losses: number[] = [];
  for (let k = 0; k < iterations; k++) losses.push((await run.iterate()).loss);
  return losses;
}

describe.each([
  ['WebAssembly', wasm, false],
  ['WebAssembly, exact', wasm, true],
  ['plain TypeScript', cpu, false],
] as const)('a run with noise, in %s', (_, make, exact) => {
  test('is the same to the bit when it is run again, and another with another seed or σ', async () => {
    const of = async (wish: Wish) => lossesOf(await openRun({ ...SMALL, ...wish }, make, exact), 12);
    const first = await of({});
    expect(await of({})).toEqual(first);
    for (const other of [{ seed: 2 }, { do: 'noise:h:0.1' }, { do: 'noise:h:0.1,noise:c:0.051' }, { do: '' }])
      expect(await of(other)).not.toEqual(first);
  });

  test('goes on from a snapshot as it went on', async () => {
    const run = await openRun(SMALL, make, exact);
    await lossesOf(run, 7);
    const snapshot = await run.snapshot();
    const wanted = await lossesOf(run, 6);
    const opened = await Run.open(makeExperiment(SMALL), make, { floor: FLOOR, exact }, snapshot);
    expect(await lossesOf(opened, 6)).toEqual(wanted);
    await run.restore(snapshot);
    expect(await lossesOf(run, 6)).toEqual(wanted);
  });
});

test('the time machine goes back to an iteration and on from there, to the bit', async () => {
  const run = await openRun(SMALL);
  const machine = await TimeMachine.open(run, null);
  const losses: number[] = [];
  for (let k = 0; k < 15; k++) losses.push((await machine.iterate()).loss);
  const after = await run.executor.weights();
  await machine.aim(6);
  while (!(await machine.closer(Number.POSITIVE_INFINITY)));
  expect(run.iteration).toBe(6);
  machine.depart();
  for (let k = 6; k < 15; k++) expect((await machine.iterate()).loss).toBe(losses[k]);
  expect(await run.executor.weights()).toEqual(after);
});

test('noise that is added to a run on its way is on its pictures as on those of a run that began with it', async () => {
  const LOOK = { sequence: 1, layer: 0, step: null, unit: null, spectrum: null };
  const begun = await openRun(SMALL);
  const plain = await openRun({ ...SMALL, do: '' });
  const { trace, score } = await new Observer(begun, FLOOR, await TimeMachine.open(begun, null)).still(LOOK);
  const machine = await TimeMachine.open(plain, null);
  const observer = new Observer(plain, FLOOR, machine);
  const before = await observer.still(LOOK);
  const under = async (list: string) => {
    await machine.learn({ ...plain.conditions, do: list });
    observer.changed();
    return observer.still(LOOK);
  };
  const after = await under(begun.conditions.do);
  expect(after.trace.states).not.toEqual(before.trace.states);
  expect(after.trace.states).toEqual(trace.states);
  expect(after.trace.norms).toEqual(trace.norms);
  // What is held out has its noise too, and none that another list left.
  expect(after.score).toEqual(score);
  expect(after.score?.loss).not.toBe(before.score?.loss);
  const other = await under('noise:c:0.05');
  expect(other.score?.loss).not.toBe(after.score?.loss);
  const clean = await under('');
  expect(clean.trace.states).toEqual(before.trace.states);
  expect(clean.score).toEqual(before.score);
});

test('a text goes on, over its windows, from the states with their noise, and so does a snapshot of it', async () => {
  supply('data/tale.txt', new Uint8Array(readFileSync(join(import.meta.dirname, '../../public/data/tale.txt'))));
  const run = await openRun({ task: 'text', options: { window: 12 }, cell: 'gru', units: 6, batch: 5, do: 'noise:h:0.2' });
  await lossesOf(run, 3);
  const ends = await run.endsOfNext();
  expect(ends).not.toBeNull();
  await lossesOf(run, 1);
  const snapshot = await run.snapshot();
  const wanted = await lossesOf(run, 3);
  await run.restore(snapshot, ends);
  expect(await lossesOf(run, 3)).toEqual(wanted);
});

test('learns from the noise that its batch is said to have, on all backends the same', async () => {
  for (const make of [wasm, cpu]) {
    const run = await openRun(SMALL, make);
    for (let k = 1; k <= 3; k++) {
      const batch = run.batch(k);
      const { loss } = await run.executor.differentiate(batch);
      expect((await run.iterate()).loss).toBeCloseTo(loss, 6);
      expect(run.batch(k).noise).toEqual(batch.noise);
    }
  }
  const [a, b] = [await lossesOf(await openRun(SMALL, wasm), 20), await lossesOf(await openRun(SMALL, cpu), 20)];
  for (const [k, loss] of a.entries()) expect(Math.abs(loss / (b[k] ?? 0) - 1)).toBeLessThan(1e-3);
});

test('the probe and what is held out have noise of their own, the same whenever they are measured', async () => {
  const run = await openRun(SMALL);
  const [probe, again, held, next] = [run.probe(), run.probe(), run.heldOut(0, 32), run.heldOut(1, 32)];
  expect(again.noise).toEqual(probe.noise);
  expect(held.noise).not.toEqual(probe.noise);
  expect(next.noise).not.toEqual(held.noise);
  const clean = await openRun({ ...SMALL, do: '' });
  expect(clean.probe().x).toEqual(probe.x);
  expect(clean.probe().noise).toBeUndefined();
});

test('a probe that is doubled for its last losses has each sequence twice with the same noise', async () => {
  const run = await openRun({ ...SMALL, task: 'copy', options: { lag: 3 }, do: 'noise:h:0.1' });
  const { batch, size } = probeOf(run.probe());
  expect(batch.size).toBe(2 * size);
  const { states } = await run.executor.differentiate(batch);
  const values = states.get('h')?.[1] ?? [];
  for (let t = 0; t < batch.steps; t++) {
    for (let k = 0; k < size * 6; k++) expect(values[t * batch.size * 6 + k]).toBe(values[(t * batch.size + size) * 6 + k]);
  }
});

test('a sequence that somebody gave is disturbed as where the network is stepped', async () => {
  const run = await openRun(SMALL, cpu);
  const { steps } = run.task.sizes(run.options);
  const { x } = run.heldOut(0, 1);
  const mask = new Uint8Array(steps).fill(1);
  const { differentiation, batch } = await measureOwn(run, { x, y: null, mask, clues: [], caption: '' }, 12);
  const { parameters } = await run.executor.weights();
  const stepper = createStepper(run.network, parameters, 1);
  for (let round = 0; round < 2; round++) {
    stepper.reset();
    for (let t = 0; t < steps; t++) {
      const answer = stepper.step(x.subarray(2 * t, 2 * t + 2));
      for (let b = 0; b < 12; b++) expect(differentiation.outputs[t * 12 + b]).toBe(answer[0]);
    }
  }
  expect(batch.probe.batch.noise?.get('c')).toHaveLength(2);
});

test('a GRU that learns the adding problem with noise loses less by it than one that learned without, and more where there is none', async () => {
  const wish: Wish = { options: { length: 10 }, cell: 'gru', units: 16 };
  const list = 'noise:h:0.2';
  for (const seed of [1, 2, 3]) {
    const judge = await openRun({ ...wish, seed, do: list });
    const { noise: _, ...clean } = judge.heldOut(0, 128);
    const lossesAfter = async (done: string) => {
      const run = await openRun({ ...wish, seed, do: done });
      await lossesOf(run, 600);
      judge.put({ parameters: (await run.executor.weights()).parameters });
      let disturbed = 0;
      for (let k = 0; k < 8; k++) disturbed += (await judge.executor.differentiate(judge.disturbed(clean, ['judge', k]))).loss / 8;
      return { still: (await judge.executor.differentiate(clean)).loss, disturbed };
    };
    const [without, with_] = [await lossesAfter(''), await lossesAfter(list)];
    expect(with_.disturbed).toBeLessThan(without.disturbed / 3);
    expect(with_.still).toBeGreaterThan(3 * without.still);
  }
}, 60_000);

describe('the check of a disturbed cell', () => {
  const cell = disturb(cellOf('lstm'), ['h', 'c']);
  const network: Network = { cell, inputs: 3, units: 5, layers: 2, outputs: 2, loss: 'mse' };

  test('passes where noise is added, and not where it is forgotten', async () => {
    const options = { floor: FLOOR, exact: false };
    for (const make of [wasm, cpu]) expect(await checkCell(network, make, options)).toMatchObject({ ok: true });
    expect(await checkCell(network, (...given) => forgetful(wasm(...given) as Executor), options)).toMatchObject({ ok: false });
  });
});

const forgetful = (executor: Executor): Executor => {
  const without = ({ noise: _, ...batch }: Batch): Batch => batch;
  return {
    prepare: (steps, size) => executor.prepare(steps, size),
    iterate: (batch, learning) => executor.iterate(without(batch), learning),
    undo: () => executor.undo(),
    differentiate: (batch) => executor.differentiate(without(batch)),
    weights: () => executor.weights(),
    setWeights: (weights) => executor.setWeights(weights),
    dispose: () => executor.dispose(),
  };
};
