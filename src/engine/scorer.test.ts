import { describe, expect, test } from 'vitest';
import { makeExperiment, type Wish } from '../core/experiment.ts';
import { HELD_OUT_TURNS } from '../core/tasks/index.ts';
import { createCpuMaker } from './cpu/executor.ts';
import { Run } from './run.ts';
import { Scorer } from './scorer.ts';

const SIZE = 32;
const opened = (wish: Wish) =>
  Run.open(makeExperiment({ units: 6, batch: 16, ...wish }), createCpuMaker().make, { floor: 1e-30, exact: false }, null);

describe('the score', () => {
  test('is of sequences that the network never learned from, judged by the task’s own measure', async () => {
    const run = await opened({ task: 'temporal-order', options: { length: 10 }, cell: 'gru', rate: 0.03, units: 12 });
    const scorer = new Scorer(run, SIZE);
    const before = await scorer.score();
    expect(before).toMatchObject({ iteration: 0, sequences: SIZE * HELD_OUT_TURNS });
    for (let k = 0; k < 300; k++) await run.iterate();
    const after = await scorer.score();
    expect(after.iteration).toBe(300);
    expect(after.loss).toBeLessThan(before.loss / 4);
    expect(after.value).toBeGreaterThan(90);
    expect(after.value).toBeCloseTo((100 * (after.right ?? 0)) / after.sequences, 9);
    for (const { right, y, answers, mask } of after.examples) {
      const last = mask.lastIndexOf(1);
      expect(right).toBe(y[last] === answers[last]);
    }
    run.dispose();
  });

  test('of a forecast is an error in the data’s units, and no answer is simply right or wrong', async () => {
    const run = await opened({ task: 'co2' });
    const score = await new Scorer(run, SIZE).score();
    expect(score.right).toBeNull();
    expect(score.value).toBeGreaterThan(0.1);
    expect(score.examples.every(({ right, caption }) => right === null && caption !== '')).toBe(true);
    run.dispose();
  });

  test('holds sequences that are neither trained on nor of the probe', async () => {
    const run = await opened({});
    const keys = (x: Float32Array, size: number) => new Set(Array.from({ length: size }, (_, b) => x[b * 2]));
    const held = keys(run.heldOut(0, SIZE).x, SIZE);
    for (const other of [run.batch(1), run.batch(2), run.probe(), run.heldOut(1, SIZE)]) {
      expect([...keys(other.x, other.size)].filter((value) => held.has(value))).toEqual([]);
    }
    run.dispose();
  });

  test('says nothing of a network that has learned much since, or nothing yet', async () => {
    const run = await opened({ options: { length: 5 } });
    const scorer = new Scorer(run, SIZE);
    await scorer.score();
    expect(scorer.standing).toBeNull();
    for (let k = 0; k < 60; k++) await run.iterate();
    await scorer.score();
    expect(scorer.standing).toMatchObject({ whole: null });
    for (let k = 0; k < 60; k++) await run.iterate();
    expect(scorer.standing).toBeNull();
    run.dispose();
  });

  test('is due when the network has changed, at once where it came to rest, and else after a while', async () => {
    const run = await opened({ options: { length: 5 } });
    const scorer = new Scorer(run, SIZE);
    expect(scorer.isDue()).toBe(true);
    await scorer.score();
    await run.iterate();
    expect(scorer.isDue()).toBe(false);
    scorer.hurry();
    expect(scorer.isDue()).toBe(true);
    await scorer.score();
    scorer.hurry();
    expect(scorer.isDue()).toBe(false);
    run.dispose();
  });
});
