import { RECENT, standing } from '../../../core/analysis/standing.ts';
import type { Baseline } from '../../../core/tasks/task.ts';
import type { Picture } from '../../../store/session.ts';
import { counted, magnitude, whole } from '../numbers.ts';
import { type Scored, scoreText } from './score.ts';

/** "iteration 412: 0.137"; null where there is no such iteration. */
export function lossAt(losses: readonly number[], iteration: number): string | null {
  const value = losses[iteration - 1];
  return value === undefined ? null : `iteration ${whole(iteration)}: ${magnitude(value)}`;
}

/** Last loss and first, and where the mean of the recent ones stands against the baselines, by the same bounds as the verdict. */
export function describeLoss({ losses, trace }: Picture, baselines: readonly Baseline[], scored: Scored): string {
  const first = losses[0];
  if (first === undefined) return 'No training yet: the loss of every iteration will stand here.';
  const now = losses[losses.length - 1] ?? Number.NaN;
  const start = `After ${counted(losses.length, 'iteration')} the training loss is ${withScore(now, scored)}; it began at ${magnitude(first)}.`;
  const recent = losses.slice(-RECENT);
  const mean = recent.reduce((sum, value) => sum + value, 0) / recent.length;
  const meant = recent.length > 1 ? [`The mean of the last ${recent.length} is ${withScore(mean, scored)}.`] : [];
  const back = trace !== null && trace.iteration < losses.length ? [`On show is ${lossAt(losses, trace.iteration) ?? 'iteration 0'}.`] : [];
  return [...back, start, ...meant, ...baselines.map((baseline) => compared(mean, baseline))].join(' ');
}

function compared(mean: number, { label, loss }: Baseline): string {
  const name = `the baseline of ${magnitude(loss)} (${label})`;
  if (!Number.isFinite(mean)) return `It cannot be compared with ${name}.`;
  const where = magnitude(mean) === magnitude(loss) ? 'at' : standing(mean, loss);
  return `It lies ${where.replace('well ', '')} ${name}.`;
}

/** "0.0128 (off by 1.2 ppm)", or the loss alone where it has no unit. */
function withScore(loss: number, scored: Scored): string {
  const score = scoreText(scored, loss);
  return score === null ? magnitude(loss) : `${magnitude(loss)} (off by ${score})`;
}
