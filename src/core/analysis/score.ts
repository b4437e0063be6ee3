/** A held-out sequence with what the network answered. */
export interface Example {
  /** Null where right and wrong are no words for it. */
  readonly right: boolean | null;
  /** (t, i) */
  readonly x: Float32Array;
  /** (t, o), or the class at each step. */
  readonly y: Float32Array;
  readonly mask: Uint8Array;
  /** As `y`: numbers, or the likeliest class. Where the answer is read again, each is given to what was right before it. */
  readonly answers: Float32Array;
  readonly clues: readonly number[];
  readonly caption: string;
}

/** How a run does on sequences that it never learned from, at one iteration. */
export interface Score {
  readonly iteration: number;
  /** Held-out sequences that were judged. */
  readonly sequences: number;
  /** Mean over the sequences of the loss over their scored steps. */
  readonly loss: number;
  /** The task's own measure. */
  readonly value: number;
  /** Sequences whose scored answers are all right; null where right and wrong are no words for them. */
  readonly right: number | null;
  /** Some of each kind, right ones first. */
  readonly examples: readonly Example[];
}
