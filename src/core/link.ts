import type { Experiment } from './experiment.ts';

/** What is looked at: the rest of what a link holds. Steps count from 0 here and from 1 in the link and on the screen. */
export interface View {
  /** The step under the cursor; null stands for the last scored one. */
  readonly t: number | null;
  /** Which sequence of the probe is on show, from 0. */
  readonly sequence: number;
  /** Layer on show, from 0. */
  readonly layer: number;
  /** State whose memory and blame are on show. */
  readonly state: string;
  /** Which norm the gradient lane draws: `all`, a state's name, or `x`. */
  readonly norm: string;
  /** Lanes and figures opened beyond those always there, by name: gates as `gate:f`. */
  readonly open: readonly string[];
}

export interface Linked {
  readonly experiment: Experiment;
  readonly view: View;
  /** A sentence for each key that was unknown, malformed or out of range, with what is used instead. */
  readonly notices: readonly string[];
}
