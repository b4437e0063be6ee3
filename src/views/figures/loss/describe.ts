import type { Baseline } from '../../../core/tasks/task.ts';
import type { Picture } from '../../../store/session.ts';
import { counted, magnitude, whole } from '../numbers.ts';

/** Losses within this factor of a baseline count as at it. */
const NEAR = 1.15;
/** Iterations whose mean is compared with the baselines. */
const RECENT = 20;

/** "iteration 412: 0.137"; null where there is no such iteration. */
export function lossAt(losses: readonly number[], iteration: number): string | null {
  const value = losses[iteration - 1];
  return value === undefined ? null : `iteration ${whole(iteration)}: ${magnitude(value)}`;
}

export function describeLoss({ losses }: Picture, baselines: readonly Baseline[]): string {
  const first = losses[0];
  if (first === undefined) return 'No training yet: the loss of every iteration will stand here.';
  const now = losses[losses.length - 1] ?? Number.NaN;
  const start = `After ${counted(losses.length, 'iteration')} the training loss is ${magnitude(now)}; it began at ${magnitude(first)}.`;
  const recent = losses.slice(-RECENT);
  const mean = recent.reduce((sum, value) => sum + value, 0) / recent.length;
  return [start, ...baselines.map((baseline) => compared(mean, baseline))].join(' ');
}

function compared(mean: number, { label, loss }: Baseline): string {
  const name = `the baseline of ${magnitude(loss)} (${label})`;
  if (!Number.isFinite(mean)) return `It cannot be compared with ${name}.`;
  if (mean > loss * NEAR) return `It lies above ${name}.`;
  return mean < loss / NEAR ? `It lies below ${name}.` : `It lies at ${name}.`;
}
