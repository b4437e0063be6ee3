import { isBelow, RECENT, standingAt } from '../analysis/standing.ts';
import type { Baseline } from '../tasks/task.ts';
import { type Prediction, valueAt } from './prediction.ts';

/** How a drawn loss stands against what was trained so far. Iterations count from 1; logarithms are of base 10. */
export interface LossScore {
  /** The last iteration that is compared, and how many were drawn. */
  readonly at: number;
  readonly length: number;
  /** As drawn there, and the mean of the last losses up to it, at most `RECENT`. */
  readonly drawn: number;
  readonly measured: number;
  /** The iteration at which it was furthest off, and by how many decades; null before the first mean of `RECENT`. */
  readonly worst: { readonly at: number; readonly by: number } | null;
  /** The first baseline, and since when the drawn loss and the mean of the last ones are below it; null where they are not, or where the task has none. */
  readonly baseline: Baseline | null;
  readonly drawnBelow: number | null;
  readonly below: number | null;
  /** Iterations within a tenth of that baseline: all that were drawn, and those measured so far. */
  readonly drawnPlateau: number;
  readonly plateau: number;
  /** The first iteration whose loss is not finite; null where there is none. */
  readonly broken: number | null;
}

/** A drawn loss against the losses so far (`losses[k]` of iteration k + 1); null while no iteration has both. */
export function scoreLoss(prediction: Prediction, losses: readonly number[], baselines: readonly Baseline[]): LossScore | null {
  const { knots } = prediction;
  const brokenAt = losses.findIndex((loss) => !Number.isFinite(loss));
  const whole = brokenAt < 0 ? losses : losses.slice(0, brokenAt);
  const [from, to] = [knots[0]?.at ?? 1, knots.at(-1)?.at ?? 1];
  const means = meansOf(whole.slice(0, to));
  const at = Math.min(means.length, to);
  if (at < from) return null;
  const baseline = baselines[0] ?? null;
  const line = Array.from({ length: to - from + 1 }, (_, k) => valueAt(prediction, from + k));
  const settled = Array.from({ length: Math.max(0, at - RECENT + 1) }, (_, k) => k + RECENT).filter((k) => k >= from);
  const misses = settled.map((k) => ({ at: k, by: (line[k - from] as number) - Math.log10(means[k - 1] as number) }));
  const below = settled.find((k) => baseline !== null && isUnder(means[k - 1] as number, baseline));
  const drawnBelow = line.findIndex((log) => baseline !== null && isUnder(10 ** log, baseline));
  return {
    at,
    length: to,
    drawn: line[at - from] as number,
    measured: Math.log10(means[at - 1] as number),
    worst: misses.reduce<LossScore['worst']>((most, miss) => (most === null || Math.abs(miss.by) > Math.abs(most.by) ? miss : most), null),
    baseline,
    drawnBelow: drawnBelow < 0 ? null : drawnBelow + from,
    below: below ?? null,
    drawnPlateau: baseline === null ? 0 : line.filter((log) => isNear(10 ** log, baseline)).length,
    plateau: baseline === null ? 0 : settled.filter((k) => isNear(means[k - 1] as number, baseline)).length,
    broken: brokenAt < 0 ? null : brokenAt + 1,
  };
}

/** Most losses are far from the bound, and need no words to be compared. */
const isUnder = (loss: number, baseline: Baseline): boolean => loss < baseline.loss && isBelow(loss, baseline);

const isNear = (loss: number, baseline: Baseline): boolean =>
  loss > baseline.loss / 2 && loss < baseline.loss * 2 && ['just above', 'at', 'just below'].includes(standingAt(loss, baseline));

/** Mean of the last losses up to each iteration, at most `RECENT`; summed anew each time, since a running sum keeps the errors of large losses. */
function meansOf(losses: readonly number[]): Float64Array {
  return Float64Array.from(losses, (_, k) => {
    const first = Math.max(0, k + 1 - RECENT);
    let sum = 0;
    for (let j = first; j <= k; j++) sum += losses[j] as number;
    return sum / (k + 1 - first);
  });
}
