import type { Baseline } from '../tasks/task.ts';
import { lossText, shownLoss } from './words.ts';

/** A loss that is compared with a baseline is the mean of at most this many iterations, the last ones. */
export const RECENT = 50;

/** Where a loss stands against a baseline. */
export type Standing = 'above' | 'just above' | 'at' | 'just below' | 'below' | 'well below';

/**
 * Within this share of a baseline a mean loss is just above or just below it, and has not passed it. A mean over fifty
 * iterations of 32 sequences of the adding problem wavers by 3 % (one standard deviation), and three of those should not
 * be news.
 */
export const TOLERANCE = 0.1;
/**
 * From this share of a baseline down the loss is well below it. Half of it takes no more than one of two clues: 1/12 of
 * 1/6 in the adding problem, ln 2 of ln 4 in temporal order.
 */
const WELL = 0.1;

/** Where a mean loss stands against the loss of a baseline, both as they are shown. A loss that is not a number is above every baseline. */
export function standing(loss: number, baseline: number): Standing {
  if (loss === baseline) return 'at';
  if (loss < WELL * baseline) return 'well below';
  if (loss < under(baseline)) return 'below';
  if (loss < baseline) return 'just below';
  return loss <= (1 + TOLERANCE) * baseline ? 'just above' : 'above';
}

const under = (baseline: number): number => (1 - TOLERANCE) * baseline;

/** What a loss has to be under to have passed a baseline. */
export const passMark = (baseline: Baseline): number => under(shownLoss(baseline.loss));

/** By the numbers that are read, so that no word contradicts them. */
export const standingAt = (loss: number, baseline: Baseline): Standing => standing(shownLoss(loss), shownLoss(baseline.loss));

export const isBelow = (loss: number, baseline: Baseline): boolean => ['below', 'well below'].includes(standingAt(loss, baseline));

/** Whether the loss is well below every baseline, which is when it counts as learned. */
export const isLearned = (loss: number, baselines: readonly Baseline[]): boolean =>
  baselines.length > 0 && baselines.every((baseline) => standingAt(loss, baseline) === 'well below');

/**
 * "the loss (0.0005) is below “always answering 1” (0.167)": against the hardest baseline that it has passed, and the
 * next one where there is one.
 */
export function standingText(loss: number, baselines: readonly Baseline[]): string {
  const easiestFirst = baselines.toSorted((a, b) => b.loss - a.loss);
  const passed = easiestFirst.findLast((baseline) => isBelow(loss, baseline));
  const ahead = easiestFirst.find((baseline) => !isBelow(loss, baseline));
  const subject = `the loss${baselines.length > 0 ? ` (${lossText(loss)})` : ` is ${lossText(loss)}`}`;
  if (passed !== undefined) {
    return `${subject} is below ${named(passed)}${ahead === undefined ? '' : ` and ${standingAt(loss, ahead)} ${named(ahead)}`}`;
  }
  return ahead === undefined ? subject : `${subject} is ${standingAt(loss, ahead)} ${named(ahead)}`;
}

const named = ({ label, loss }: Baseline): string => `“${label}” (${lossText(loss)})`;
