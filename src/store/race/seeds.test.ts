import { describe, expect, test, vi } from 'vitest';
import { makeExperiment } from '../../core/experiment.ts';
import { bandOfRuns, belowBaseline, medianEnd, POINTS, seedRun } from '../../core/race/seeds.ts';
import { open } from '../session.test.helper.ts';
import { pooled } from './pool.ts';
import { Seeds, sownOf, withSeed } from './seeds.ts';

describe('a pool', () => {
  test('keeps results in the order asked, whatever is done first, and never does more at once than it may', async () => {
    const gates: (() => void)[] = [];
    let [busy, most] = [0, 0];
    const seen: (readonly (string | null)[])[] = [];
    const done = pooled(
      5,
      2,
      async (index, lane) => {
        busy++;
        most = Math.max(most, busy);
        await new Promise<void>((go) => {
          gates[index] = go;
        });
        busy--;
        return `${index} by ${lane}`;
      },
      (results) => seen.push(results),
      new AbortController().signal,
    );
    for (const index of [1, 2, 0, 4, 3]) {
      await vi.waitFor(() => expect(gates[index]).toBeDefined());
      gates[index]?.();
      await Promise.resolve();
    }
    expect((await done).map((text) => text?.slice(0, 1))).toEqual(['0', '1', '2', '3', '4']);
    expect(seen[0]).toEqual([null, '1 by 1', null, null, null]);
    expect(seen).toHaveLength(5);
    expect(most).toBe(2);
  });

  test('begins nothing after it was stopped, and keeps what is done', async () => {
    const stopping = new AbortController();
    const work = vi.fn(async (index: number) => {
      if (index === 1) stopping.abort();
      return index;
    });
    expect(await pooled(6, 1, work, () => {}, stopping.signal)).toEqual([0, 1, null, null, null, null]);
    expect(work).toHaveBeenCalledTimes(2);
  });
});

describe('runs with many seeds', () => {
  test('each experiment has its own runs, with its seed and those after it, on engines of their own that end', async () => {
    const { session, engines } = open();
    await session.ready();
    const seeds = new Seeds(session, 2);
    const experiments = [makeExperiment({ seed: 7 }), makeExperiment({ cell: 'gru', seed: 7 })];
    await seeds.run(experiments, 3, 25);
    const state = seeds.state.getState();
    expect(state).toMatchObject({ running: false, done: 6, of: 6, iterations: 25, fault: null });
    for (const experiment of experiments) expect(sownOf(state, experiment)?.runs.map((run) => run?.seed)).toEqual([7, 8, 9]);
    expect(sownOf(state, makeExperiment({ cell: 'gru', seed: 8 }))).toBeNull();
    const own = engines.slice(1);
    expect(own).toHaveLength(2);
    expect(own.every(({ terminated }) => terminated)).toBe(true);
    const opened = own.flatMap(({ calls }) => calls.flatMap((call) => (call.call === 'open' ? [call.send.experiment] : [])));
    expect(opened.map(({ cell, seed }) => `${cell} ${seed}`).sort()).toEqual(['gru 7', 'gru 8', 'gru 9', 'rnn 7', 'rnn 8', 'rnn 9']);
    const trained = own.flatMap(({ calls }) => calls.flatMap((call) => (call.call === 'train' ? [call.send.iterations] : [])));
    expect(trained.reduce((sum, each) => sum + each, 0)).toBe(6 * 25);
  });

  test('a stop keeps what is done and ends the engines', async () => {
    const { session, engines } = open();
    await session.ready();
    const seeds = new Seeds(session, 1);
    seeds.state.subscribe(({ running, done }) => {
      if (running && done === 2) seeds.stop();
    });
    await seeds.run([makeExperiment()], 5, 10);
    expect(seeds.state.getState().running).toBe(false);
    expect(sownOf(seeds.state.getState(), makeExperiment())?.runs.map((run) => run !== null)).toEqual([true, true, false, false, false]);
    expect(engines.slice(1).every(({ terminated }) => terminated)).toBe(true);
  });

  test('past the largest seed it goes on from 0', () => {
    expect(withSeed(makeExperiment({ seed: 2 ** 32 - 2 }), 3).seed).toBe(1);
  });
});

describe('what is kept of runs', () => {
  const losses = (value: number, length = 1000): number[] => new Array(length).fill(value);

  test('a curve is the mean of each stretch, the last number the mean of the last iterations', () => {
    const ramp = Array.from({ length: 2 * POINTS }, (_, k) => k);
    const run = seedRun(1, ramp, ramp.length);
    expect(run.curve[0]).toBe(0.5);
    expect(run.curve.at(-1)).toBe(2 * POINTS - 1.5);
    expect(run.last).toBe(2 * POINTS - 1 - 24.5);
  });

  test('a run shorter than the curve has points shows each loss', () => {
    expect([...new Set(seedRun(1, [3, 5], 2).curve)]).toEqual([3, 5]);
  });

  test('the band is the median with nine tenths above its lower edge; a run that broke is the worst', () => {
    const runs = [5, 1, 4, 2, 3].map((value, seed) => seedRun(seed, losses(value), 1000));
    const { low, median, high } = bandOfRuns(runs);
    expect([low[0], median[0], high[0]]).toEqual([1.4, 3, 4.6]);
    const broken = [...runs, seedRun(9, losses(0.1, 500), 1000)];
    expect(bandOfRuns(broken).median[0]).toBe(2.5);
    expect(bandOfRuns(broken).median.at(-1)).toBe(3.5);
  });

  test('the median of the ends lies between the middle two, and one that broke is the worst', () => {
    const runs = [4, 1, 3, 2].map((value, seed) => seedRun(seed, losses(value), 1000));
    expect(medianEnd(runs)).toBe(2.5);
    expect(medianEnd([...runs, seedRun(9, losses(0.1, 500), 1000)])).toBe(3);
  });

  test('counts those that end more than a tenth below the lowest baseline as it is read, and none that broke', () => {
    const baselines = [
      { label: 'a guess', loss: 1 },
      { label: 'always answering 1', loss: 1 / 6 },
    ];
    const runs = [0.16, 0.1504, 0.1502, 0.01].map((value, seed) => seedRun(seed, losses(value), 1000));
    expect(belowBaseline(runs, baselines)).toBe(2);
    expect(belowBaseline([...runs, seedRun(9, losses(0.01, 500), 1000)], baselines)).toBe(2);
    expect(belowBaseline(runs, [])).toBe(0);
  });
});
