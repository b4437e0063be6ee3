import type { Batch } from '../network.ts';

/** The probe's sequences as one batch that measures each by its own loss. */
export interface Probe {
  /**
   * Sequences 0 … size − 1 are weighted by 1/(their scored steps). Where some have several, as many more follow: the
   * same sequences with their last scored step alone, so that one pass over `batch` measures both losses.
   */
  readonly batch: Batch;
  readonly size: number;
  /** Last scored step of each sequence. */
  readonly scored: readonly number[];
}

/**
 * The probe as it is differentiated: the loss of each sequence is the mean over its own scored steps, so that its
 * gradients carry no 1/batch. `masks[b][t]` is 1 where step t of sequence b is scored; the batch's weights are not read.
 */
export function probeBatch(batch: Batch, masks: readonly ArrayLike<number>[]): Probe {
  const scored = masks.map((mask) => lastScored(mask));
  const own = weightsOf(batch, (t, b) => shareOf(masks[b] as ArrayLike<number>, t));
  if (masks.every((mask) => countScored(mask) === 1)) return { batch: { ...batch, weights: own }, size: batch.size, scored };
  const last = weightsOf(batch, (t, b) => (scored[b] === t ? 1 : 0));
  return { batch: doubled(batch, own, last), size: batch.size, scored };
}

/** The last step at which the mask is 1. Throws where there is none: such a sequence has no loss. */
export function lastScored(mask: ArrayLike<number>): number {
  for (let t = mask.length - 1; t >= 0; t--) if (mask[t]) return t;
  throw new Error(`A sequence of ${mask.length} steps has no scored step: its mask is 0 throughout. Score one step or more.`);
}

const countScored = (mask: ArrayLike<number>): number => Array.from(mask).filter(Boolean).length;
const shareOf = (mask: ArrayLike<number>, t: number): number => (mask[t] ? 1 / countScored(mask) : 0);

function weightsOf({ steps, size }: Batch, weight: (t: number, b: number) => number): Float32Array {
  return Float32Array.from({ length: steps * size }, (_, i) => weight(Math.floor(i / size), i % size));
}

/** Each step's sequences twice over, side by side, with their weights. */
function doubled(batch: Batch, first: Float32Array, second: Float32Array): Batch {
  const { steps, size, x, y } = batch;
  return {
    steps,
    size: 2 * size,
    x: beside(x, x, steps),
    y: beside(y, y, steps),
    weights: beside(first, second, steps),
  };
}

/** Two arrays ordered (t, …) joined at every step. */
function beside(left: Float32Array, right: Float32Array, steps: number): Float32Array {
  const width = left.length / steps;
  const joined = new Float32Array(2 * left.length);
  for (let t = 0; t < steps; t++) {
    joined.set(left.subarray(t * width, (t + 1) * width), 2 * t * width);
    joined.set(right.subarray(t * width, (t + 1) * width), (2 * t + 1) * width);
  }
  return joined;
}
