import type { Experiment } from '../core/experiment.ts';
import { connect, type PageEnd } from '../protocol/client.ts';
import type { Guessed } from '../protocol/messages.ts';

export type { Guessed };

const DEAF = { trying() {}, frame() {}, busy() {}, exploded() {}, undone() {}, lost() {}, died() {} };

/** What is asked of a guesser. */
export interface Guessing {
  /** Weights are drawn from ± this. */
  readonly range: number;
  readonly trials: number;
}

/**
 * Guesses weights for an experiment in an engine of its own, until one is right, so many were tried, or the signal ends it;
 * `progress` hears how far it is. Resolves with where it came to rest.
 */
export async function guess(
  spawn: () => PageEnd,
  experiment: Experiment,
  { range, trials }: Guessing,
  progress: (now: Guessed) => void,
  signal: AbortSignal,
): Promise<Guessed> {
  const engine = connect(spawn(), DEAF);
  let now: Guessed = { trials: 0, best: 0, solved: null };
  try {
    while (!signal.aborted && now.solved === null && now.trials < trials) {
      now = await engine.call('guess', { experiment, range, trials });
      progress(now);
    }
    return now;
  } finally {
    engine.end('it has guessed');
  }
}
