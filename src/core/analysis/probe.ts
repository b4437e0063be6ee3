import type { Batch } from '../network.ts';

/** A batch with what is known about its sequences. */
export interface Labelled extends Batch {
  /** Per sequence, the steps (from 0) that its answer depends on. */
  readonly clues: readonly (readonly number[])[];
  /** Per sequence, where it was taken from; empty for what is made up. */
  readonly captions: readonly string[];
}

/** The probe's sequences as one batch that measures each by its own loss. */
export interface Probe {
  /**
   * Scored steps of the sequences 0 … size − 1 are weighted by 1/(their number). Where a sequence has several, as many
   * sequences follow: the same ones with their last scored step alone, so that one pass over `batch` measures both losses.
   */
  readonly batch: Batch;
  readonly size: number;
  /** Per sequence, 1 at its scored steps. */
  readonly masks: readonly Uint8Array[];
  /** Last scored step of each sequence. */
  readonly scored: readonly number[];
  readonly clues: readonly (readonly number[])[];
  readonly captions: readonly string[];
}

/**
 * The probe as it is differentiated. The loss of each sequence is the mean over its own scored steps, so that its
 * gradients carry no 1/batch. A step counts as scored where the batch weighs it above 0.
 */
export function probeOf(labelled: Labelled): Probe {
  const { clues, captions, ...batch } = labelled;
  const masks = Array.from({ length: batch.size }, (_, b) => maskOf(batch, b));
  const scored = masks.map(lastScored);
  const counts = masks.map(countScored);
  const own = weightsOf(batch, (t, b) => (masks[b]?.[t] ? 1 / (counts[b] as number) : 0));
  const last = weightsOf(batch, (t, b) => (scored[b] === t ? 1 : 0));
  const single = counts.every((count) => count === 1);
  return { batch: single ? { ...batch, weights: own } : doubled(batch, own, last), size: batch.size, masks, scored, clues, captions };
}

const maskOf = ({ steps, size, weights }: Batch, b: number): Uint8Array =>
  Uint8Array.from({ length: steps }, (_, t) => ((weights[t * size + b] as number) > 0 ? 1 : 0));

const countScored = (mask: Uint8Array): number => mask.reduce((count, mark) => count + mark, 0);

function lastScored(mask: Uint8Array, b: number): number {
  const last = mask.lastIndexOf(1);
  if (last < 0) throw new Error(`Sequence ${b + 1} of the probe has no scored step in ${mask.length}: score one or more.`);
  return last;
}

function weightsOf({ steps, size }: Batch, weight: (t: number, b: number) => number): Float32Array {
  return Float32Array.from({ length: steps * size }, (_, i) => weight(Math.floor(i / size), i % size));
}

/** The sequences twice over, side by side at each step, each time with its weights. */
function doubled({ steps, size, x, y, noise }: Batch, first: Float32Array, second: Float32Array): Batch {
  const twice = (rows: ArrayLike<number>): Float32Array => beside(rows, rows, steps);
  const disturbed = noise === undefined ? {} : { noise: new Map([...noise].map(([state, layers]) => [state, layers.map(twice)])) };
  return { steps, size: 2 * size, x: twice(x), y: twice(y), weights: beside(first, second, steps), ...disturbed };
}

/** Two arrays ordered (t, …) joined at every step. */
function beside(first: ArrayLike<number>, second: ArrayLike<number>, steps: number): Float32Array {
  const [left, right] = [Float32Array.from(first), Float32Array.from(second)];
  const width = left.length / steps;
  const joined = new Float32Array(2 * left.length);
  for (let t = 0; t < steps; t++) {
    joined.set(left.subarray(t * width, (t + 1) * width), 2 * t * width);
    joined.set(right.subarray(t * width, (t + 1) * width), (2 * t + 1) * width);
  }
  return joined;
}
