import type { Batch, Differentiation, Loss, States } from '../network.ts';
import type { Trace } from '../trace.ts';
import { normsOf } from './norms.ts';
import type { Probe } from './probe.ts';

/** A sequence to be measured by itself, as long as the task's own: one that a person gave, or one of the probe. */
export interface OwnSequence {
  /** (t, i) */
  readonly x: Float32Array;
  /** (t, o), or the class at each step; null where nobody knows the right answer, and what the network answers is taken for it. */
  readonly y: Float32Array | null;
  readonly mask: Uint8Array;
  readonly clues: readonly number[];
  readonly caption: string;
  /** What disturbs the states, as of a batch of this sequence alone; missing where it is not known, or nothing does. */
  readonly noise?: States;
}

/** The sequence that a trace shows. */
export const ownOf = ({ x, y, mask, clues, caption, noise }: Pick<Trace, keyof OwnSequence>): OwnSequence & Pick<Trace, 'y'> => ({
  x,
  y,
  mask,
  clues,
  caption,
  ...(noise === undefined ? {} : { noise }),
});

/** How much the loss of each scored step blames the input of each step before: ‖∂L_s/∂x_t‖. */
export interface BlameMatrix {
  readonly steps: number;
  /** The scored steps s. */
  readonly scored: readonly number[];
  /** (s, t); 0 for t > s. */
  readonly norms: Float32Array;
}

/** One batch, so that one pass measures a sequence by its whole loss, by its last scored step, and by scored steps one by one. */
export interface OwnBatch {
  /** For `makeTrace`: the sequence alone. */
  readonly probe: Probe;
  /** Scored steps whose losses have a sequence of their own, from the third on. */
  readonly scored: readonly number[];
}

/** Sequences of the batch before those of single scored steps. */
const BEFORE = 2;

/** Which sequence of an `OwnBatch` has the loss of its k-th single scored step. */
export const singleOf = (k: number): number => BEFORE + k;

/**
 * Batches of `size` sequences, all of them the same: the first weighs every scored step by 1/(their number), the second the
 * last alone, the others one scored step each, in as many batches as that takes.
 * @throws {RangeError} where nothing is scored or the batch has no room.
 */
export function ownBatches(own: OwnSequence & { readonly y: Float32Array }, size: number): readonly OwnBatch[] {
  const steps = own.mask.length;
  const scored = Array.from(own.mask.keys()).filter((t) => own.mask[t] === 1);
  const last = scored.at(-1);
  if (last === undefined) throw new RangeError('a sequence without a scored step has no loss: score one or more');
  if (size <= BEFORE) throw new RangeError(`a batch of ${size} sequences has no room for single losses: give it ${BEFORE + 1} or more`);
  const room = size - BEFORE;
  return Array.from({ length: Math.ceil(scored.length / room) }, (_, k) => {
    const single = scored.slice(k * room, (k + 1) * room);
    const weights = new Float32Array(steps * size);
    for (const t of scored) weights[t * size] = 1 / scored.length;
    for (const [b, t] of [last, ...single].entries()) weights[t * size + b + 1] = 1;
    const batch: Batch = {
      steps,
      size,
      x: repeated(own.x, steps, size),
      y: repeated(own.y, steps, size),
      weights,
      ...noiseFor(own, steps, size),
    };
    const probe = { batch, size: 1, masks: [own.mask], scored: [last], clues: [own.clues], captions: [own.caption] };
    return { probe, scored: single };
  });
}

/** What disturbs a sequence as a batch brings it, the same for each of `size` sequences; nothing where nothing does. */
export function noiseFor({ noise }: Pick<OwnSequence, 'noise'>, steps: number, size: number): Pick<Batch, 'noise'> {
  if (noise === undefined) return {};
  return { noise: new Map([...noise].map(([state, layers]) => [state, layers.map((rows) => repeated(rows, steps, size))])) };
}

/** Rows (t, ·) as (t, b, ·), the same for every b. */
export function repeated(given: ArrayLike<number>, steps: number, size: number): Float32Array {
  const rows = given instanceof Float32Array ? given : Float32Array.from(given);
  const width = rows.length / steps;
  const all = new Float32Array(rows.length * size);
  for (let t = 0; t < steps; t++) {
    const row = rows.subarray(t * width, (t + 1) * width);
    for (let b = 0; b < size; b++) all.set(row, (t * size + b) * width);
  }
  return all;
}

/** The blame of all scored steps, from what was measured of each batch in turn. */
export function blameMatrix(batches: readonly OwnBatch[], measured: readonly Pick<Differentiation, 'inputGradients'>[]): BlameMatrix {
  const [first] = batches;
  if (first === undefined) throw new RangeError('there is no batch to measure');
  const { steps, size } = first.probe.batch;
  const rows = batches.flatMap(({ scored }, k) =>
    scored.map((_, s) => normsOf([measured[k]?.inputGradients ?? []], { steps, size, sequence: singleOf(s) })),
  );
  const norms = new Float32Array(rows.length * steps);
  for (const [s, row] of rows.entries()) norms.set(row, s * steps);
  return { steps, scored: batches.flatMap(({ scored }) => scored), norms };
}

/** What the network answers, as if it were right: its likeliest classes, or its numbers. */
export function asAnswered(outputs: ArrayLike<number>, steps: number, loss: Loss): Float32Array {
  if (loss === 'mse') return Float32Array.from(outputs);
  const width = outputs.length / steps;
  return Float32Array.from({ length: steps }, (_, t) => {
    let best = 0;
    for (let o = 1; o < width; o++) if ((outputs[t * width + o] ?? 0) > (outputs[t * width + best] ?? 0)) best = o;
    return best;
  });
}
