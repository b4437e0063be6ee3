/** How far somebody has come on their first visit. */
export type Stage = 'press' | 'watch' | 'done';

/** Iterations after which whoever pauses has seen it, and after which whoever lets it run has. */
const SEEN_PAUSED = 400;
const SEEN_RUNNING = 3000;

export interface Seen {
  readonly training: boolean;
  readonly iteration: number;
}

/** The stage after what is now on the screen; it never goes back. */
export function stageAfter(stage: Stage, { training, iteration }: Seen): Stage {
  if (stage === 'press' && (training || iteration > 0)) return 'watch';
  return stage === 'watch' && iteration >= (training ? SEEN_RUNNING : SEEN_PAUSED) ? 'done' : stage;
}

export const HINTS: Readonly<Record<Exclude<Stage, 'done'>, string>> = {
  press: 'Press Train: the network learns in front of you.',
  watch: 'Watch Blame: how far to the left does its violet reach?',
};
