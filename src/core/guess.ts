import { columnOf } from './analysis/column.ts';
import { type Batch, type Differentiation, layoutOf, type Network } from './network.ts';
import type { Rng } from './rng.ts';
import type { Judged, Measure } from './tasks/measures.ts';

/** Sequences on which each guess is checked, and on which one that gets all of them right is checked again. */
export const CHECKED = 32;

/** Weights that nothing chose: each uniform in ±range (Schmidhuber & Hochreiter 1996, who took 100). */
export function guessParameters(network: Network, rng: Rng, range: number): Float32Array {
  return Float32Array.from({ length: layoutOf(network).size }, () => range * (2 * rng.uniform() - 1));
}

/** How many sequences of a batch are right in all that is scored; 0 where right and wrong are no words for them. */
export function rightOnes(network: Network, batch: Batch, { outputs }: Pick<Differentiation, 'outputs'>, measure: Measure): number {
  let right = 0;
  for (let sequence = 0; sequence < batch.size; sequence++)
    if (measure.isRight(judgedOf(network, batch, outputs, sequence)) === true) right++;
  return right;
}

/** Whether an answer is right hangs on the order of the classes alone, so that logits do and no softmax is needed: it took half of the time. */
function judgedOf({ outputs: width }: Network, batch: Batch, outputs: ArrayLike<number>, sequence: number): Judged {
  const { steps, size, weights } = batch;
  const column = { steps, size, sequence };
  return {
    steps,
    outputs: width,
    answers: columnOf(outputs, column),
    y: columnOf(batch.y, column),
    mask: Uint8Array.from({ length: steps }, (_, t) => ((weights[t * size + sequence] ?? 0) > 0 ? 1 : 0)),
  };
}
