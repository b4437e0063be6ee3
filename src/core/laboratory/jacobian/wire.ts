import type { Subject } from '../subject.ts';

/** What keeps blame from following the Jacobians back, though the state goes on by them. */
export interface Wire {
  /** Steps, from 0, that hand no blame to the step before. */
  readonly cuts: readonly number[];
  /** Whether small blame is brought up on its way. */
  readonly isBoosted: boolean;
}

/** What was done to the wire between step `from` and the first step that was reached. */
export function wireOf({ network: { interventions } }: Subject, first: number, from: number): Wire {
  const { cuts = [], boost = false } = interventions ?? {};
  return { cuts: cuts.filter((t) => t > first && t <= from), isBoosted: boost };
}
