/** How the sentence is meant; it chooses a mark and a colour, never the words. */
export type Tone = 'learning' | 'learned' | 'vanished' | 'exploding' | 'broken' | 'neutral';

/** One plain sentence or two on what the gradient can and cannot teach now. Strong words stand between asterisks: `**back 7 steps**`. */
export interface Verdict {
  readonly tone: Tone;
  readonly text: string;
}
