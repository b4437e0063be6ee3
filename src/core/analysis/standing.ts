import type { Baseline } from '../tasks/task.ts';
import { lossText } from './words.ts';

/** A loss that is compared with a baseline is the mean of at most this many iterations, the last ones. */
export const RECENT = 50;

/** Where a loss stands against a baseline. */
export type Standing = 'above' | 'at' | 'below' | 'well below';

/**
 * Within this share of a baseline a mean loss counts as at it. A mean over fifty iterations of 32 sequences of the adding
 * problem wavers by 3 % (one standard deviation), and three of those should not be news.
 */
const TOLERANCE = 0.1;
/** From this share of a baseline down the loss is well below it. */
const WELL = 0.5;

/** Where a mean loss stands against the loss of a baseline. A loss that is not a number is above every baseline. */
export function standing(loss: number, baseline: number): Standing {
  if (loss < WELL * baseline) return 'well below';
  if (loss < (1 - TOLERANCE) * baseline) return 'below';
  return loss <= (1 + TOLERANCE) * baseline ? 'at' : 'above';
}

export const isBelow = (loss: number, { loss: baseline }: Baseline): boolean => standing(loss, baseline).endsWith('below');

/** Whether the loss is well below the hardest of the baselines, which is when it counts as learned. */
export function isLearned(loss: number, baselines: readonly Baseline[]): boolean {
  const hardest = Math.min(...baselines.map((baseline) => baseline.loss));
  return baselines.length > 0 && standing(loss, hardest) === 'well below';
}

/**
 * "the loss (0.0005) is below “always answering 1” (0.167)": against the hardest baseline that it has passed, and the
 * next one where there is one still to pass.
 */
export function standingText(loss: number, baselines: readonly Baseline[]): string {
  const easiestFirst = baselines.toSorted((a, b) => b.loss - a.loss);
  const passed = easiestFirst.findLast((baseline) => isBelow(loss, baseline));
  const ahead = easiestFirst.find((baseline) => !isBelow(loss, baseline));
  const subject = `the loss${baselines.length > 0 ? ` (${lossText(loss)})` : ` is ${lossText(loss)}`}`;
  if (passed !== undefined) {
    return `${subject} is below ${named(passed)}${ahead === undefined ? '' : ` and not yet ${named(ahead)}`}`;
  }
  return ahead === undefined ? subject : `${subject} is still ${standing(loss, ahead.loss)} ${named(ahead)}`;
}

const named = ({ label, loss }: Baseline): string => `“${label}” (${lossText(loss)})`;
