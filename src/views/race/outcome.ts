import { passMark, RECENT, TOLERANCE } from '../../core/analysis/standing.ts';
import { belowBaseline, medianEnd, type SeedRun } from '../../core/race/seeds.ts';
import type { Baseline } from '../../core/tasks/task.ts';
import { listed } from '../../core/words.ts';
import { counted, magnitude, superscript, whole } from '../figures/numbers.ts';

const MARGIN = `more than ${100 * TOLERANCE}\u00a0% below`;

/** "C GRU: 5 of 5 got more than 10 % below the baseline; median 0.0004." */
export function outcomeOf(name: string, runs: readonly SeedRun[], baselines: readonly Baseline[]): string {
  const end = `median ${magnitude(medianEnd(runs))}.`;
  if (baselines.length === 0) return `${name}, ${counted(runs.length, 'run')}: ${end}`;
  return `${name}: ${belowBaseline(runs, baselines)} of ${runs.length} got ${MARGIN} the baseline; ${end}`;
}

/** What counts as below the baseline, of runs of so many iterations; without one, what the median is of. */
export function criterionOf(baseline: Baseline | null, iterations: number): string {
  const last = iterations > RECENT ? `the mean of the last ${RECENT} losses of a run` : 'the mean of all losses of a run';
  if (baseline === null) return `The median is of ${last}.`;
  return `The baseline: ${baseline.label}, ${magnitude(baseline.loss)}. What counts is ${last}: under ${exactly(passMark(baseline))} it is ${MARGIN}, and nearer may be luck. The median is of these means.`;
}

/** "15 of 15 runs" while all are of the networks as they are now, else how many are; null where none is. */
export const runsText = (holding: number, done: number, of: number): string | null =>
  holding === done ? `${whole(done)} of ${counted(of, 'run')}` : holding === 0 ? null : counted(holding, 'run');

/** Of networks that are not what was run: "B GRU and C LSTM have changed since: run the seeds again to see them here." */
export function changedText(names: readonly string[]): string {
  return `${listed(names)} ${names.length === 1 ? 'has' : 'have'} changed since: run the seeds again to see ${names.length === 1 ? 'it' : 'them'} here.`;
}

/** All digits of a bound: nine tenths of a number of three digits has four. */
function exactly(value: number): string {
  const power = Math.floor(Math.log10(value));
  return power >= -3 ? String(Number(value.toPrecision(4))) : `${Number((value / 10 ** power).toPrecision(4))}·10${superscript(power)}`;
}
