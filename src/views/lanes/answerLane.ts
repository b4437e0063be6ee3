import type { Lane } from './lane.ts';

/** What a kind of answer decides by itself. */
export type AnswerLane = Pick<Lane, 'size' | 'domain' | 'ticks' | 'paint' | 'describe' | 'read'> & {
  readonly sentence: string;
  readonly explanation: string;
};
