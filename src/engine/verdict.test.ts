import { expect, test } from 'vitest';
import { contradictions } from '../core/analysis/standing.test.helper.ts';
import type { Verdict } from '../core/analysis/verdict.ts';
import { makeExperiment, type Wish } from '../core/experiment.ts';
import { createCpuMaker } from './cpu/executor.ts';
import { TimeMachine } from './history/machine.ts';
import { Observer } from './observer.ts';
import { Run } from './run.ts';

const LOOK = { sequence: 0, layer: 0, step: null, unit: null, spectrum: null };
const FLOOR = 1e-30;

/** The verdict after every ten iterations. */
async function verdictsOf(wish: Wish, iterations: number): Promise<Verdict[]> {
  const run = await Run.open(makeExperiment({ units: 6, ...wish }), createCpuMaker().make, { floor: FLOOR, exact: false }, null);
  const machine = await TimeMachine.open(run, null);
  const observer = new Observer(run, FLOOR, machine);
  const verdicts: Verdict[] = [];
  while (run.iteration < iterations) {
    observer.iterated(await machine.iterate());
    if (run.iteration % 10 === 0) verdicts.push((await observer.picture(LOOK)).trace.verdict);
  }
  run.dispose();
  return verdicts;
}

const tonesOf = (verdicts: readonly Verdict[]): string[] => [...new Set(verdicts.map(({ tone }) => tone))];

test.each<[string, Wish]>([
  ['parity, which guesses for long', { task: 'parity', options: { lag: 20 }, batch: 16 }],
  ['a random walk, where there is nothing to learn', { task: 'random-walk' }],
])('%s, is said to be near its baseline and never to be learning', async (_, wish) => {
  const verdicts = await verdictsOf(wish, 150);
  expect(tonesOf(verdicts)).toEqual(['neutral', 'near']);
  expect(verdicts.flatMap(({ text }) => contradictions(text))).toEqual([]);
});

test.each<[string, Wish, string[]]>([
  ['a short sum', { options: { length: 5 }, rate: 0.02, cell: 'gru' }, ['neutral', 'above', 'learning', 'learned']],
  ['two sines', { task: 'sines', options: { window: 20 } }, ['neutral', 'near', 'learning']],
])('%s is learned in the order of the words, and no sentence contradicts its numbers on the way', async (_, wish, tones) => {
  const verdicts = await verdictsOf(wish, 150);
  expect(tonesOf(verdicts)).toEqual(tones);
  expect(verdicts.flatMap(({ text }) => contradictions(text))).toEqual([]);
});
