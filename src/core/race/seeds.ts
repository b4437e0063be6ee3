import { bandOf } from '../analysis/percentile.ts';
import { passMark, RECENT } from '../analysis/standing.ts';
import type { Baseline } from '../tasks/task.ts';

/** Points of a curve that is kept of a run. */
export const POINTS = 160;

/** What is kept of one run with one seed. */
export interface SeedRun {
  readonly seed: number;
  /** Mean training loss over each of `POINTS` equal stretches of the iterations; NaN from where the run broke. */
  readonly curve: Float64Array;
  /** Mean of the last iterations' losses; NaN where the run broke. */
  readonly last: number;
}

/** A run of so many iterations in brief: `losses[k]` of iteration k + 1. */
export function seedRun(seed: number, losses: ArrayLike<number>, iterations: number): SeedRun {
  const curve = Float64Array.from({ length: POINTS }, (_, point) => {
    const from = Math.floor((point * iterations) / POINTS);
    return meanOf(losses, from, Math.max(from + 1, Math.floor(((point + 1) * iterations) / POINTS)));
  });
  return { seed, curve, last: meanOf(losses, Math.max(0, iterations - RECENT), iterations) };
}

/** NaN where one is missing. */
function meanOf(losses: ArrayLike<number>, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += losses[k] ?? Number.NaN;
  return sum / (to - from);
}

/** Of many runs, point by point: the median, and what a tenth of them lie below and above. One that broke counts as the worst from there on. */
export const bandOfRuns = (runs: readonly SeedRun[]): ReturnType<typeof bandOf> => bandOf(runs.map(({ curve }) => curve));

/** How many runs ended under what passes the lowest of the baselines (`passMark`); a run that broke is not among them. */
export function belowBaseline(runs: readonly SeedRun[], baselines: readonly Baseline[]): number {
  const best = lowestOf(baselines);
  return best === null ? 0 : runs.filter(({ last }) => last < passMark(best)).length;
}

/** Of the ends of the runs; one that broke counts as infinite. */
export function medianEnd(runs: readonly SeedRun[]): number {
  const lasts = runs.map(({ last }) => (Number.isNaN(last) ? Number.POSITIVE_INFINITY : last)).sort((a, b) => a - b);
  return ((lasts[(lasts.length - 1) >> 1] ?? 0) + (lasts[lasts.length >> 1] ?? 0)) / 2;
}

/** The baseline that is hardest to beat; null where there is none. */
export const lowestOf = (baselines: readonly Baseline[]): Baseline | null =>
  baselines.reduce<Baseline | null>((best, each) => (best === null || each.loss < best.loss ? each : best), null);
