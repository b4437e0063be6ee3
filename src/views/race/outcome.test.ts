import { describe, expect, test } from 'vitest';
import { passMark } from '../../core/analysis/standing.ts';
import { seedRun } from '../../core/race/seeds.ts';
import { changedText, criterionOf, outcomeOf, runsText } from './outcome.ts';

const ANSWERING = { label: 'always answering 1', loss: 1 / 6 };

const runs = (...ends: readonly number[]) => ends.map((end, seed) => seedRun(seed, new Array(200).fill(end), 200));

describe('the words on many seeds', () => {
  test('a median a little below the baseline does not contradict that none got below it', () => {
    expect(outcomeOf('A RNN', runs(0.166, 0.165, 0.17), [ANSWERING])).toBe(
      'A RNN: 0 of 3 got more than 10\u00a0% below the baseline; median 0.166.',
    );
    expect(outcomeOf('A RNN', runs(0.5), [])).toBe('A RNN, 1 run: median 0.5.');
  });

  test('the criterion is told exactly as the runs are counted', () => {
    const told = criterionOf(ANSWERING, 500);
    expect(told).toBe(
      'The baseline: always answering 1, 0.167. What counts is the mean of the last 50 losses of a run: under 0.1503 it is more than 10\u00a0% below, and nearer may be luck. The median is of these means.',
    );
    const bound = Number(/under ([\d.]+)/.exec(told)?.[1]);
    expect(bound).toBeCloseTo(passMark(ANSWERING), 12);
    expect(outcomeOf('A', runs(bound - 1e-9), [ANSWERING])).toContain('1 of 1');
    expect(outcomeOf('A', runs(bound + 1e-9), [ANSWERING])).toContain('0 of 1');
  });

  test('a short run is judged by all its losses, and a small baseline has all its digits', () => {
    expect(criterionOf({ label: 'the last value', loss: 0.0000123 }, 20)).toContain('the mean of all losses of a run: under 9·10⁻⁶');
    expect(criterionOf({ label: 'the last value', loss: 0.000123 }, 200)).toContain('under 1.08·10⁻⁴');
    expect(criterionOf(null, 200)).toBe('The median is of the mean of the last 50 losses of a run.');
  });

  test('runs of networks that have changed since are not counted', () => {
    expect(runsText(15, 15, 15)).toBe('15 of 15 runs');
    expect(runsText(4, 4, 15)).toBe('4 of 15 runs');
    expect(runsText(5, 15, 15)).toBe('5 runs');
    expect(runsText(0, 15, 15)).toBeNull();
    expect(changedText(['B GRU'])).toBe('B GRU has changed since: run the seeds again to see it here.');
    expect(changedText(['B GRU', 'C LSTM'])).toBe('B GRU and C LSTM have changed since: run the seeds again to see them here.');
  });
});
