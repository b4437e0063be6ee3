import { lossAt } from '../cell/head.ts';
import type { Loss } from '../network.ts';

/** What of one sequence its loss is made of: outputs (t, o) before any softmax, targets (t, o) or classes (t), mask (t). */
export interface Scored {
  readonly outputs: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly mask: ArrayLike<number>;
}

/** The loss of one sequence: the mean over its scored steps. */
export function lossOf({ outputs, y, mask }: Scored, loss: Loss): number {
  const steps = Array.from(mask).flatMap((mark, t) => (mark ? [t] : []));
  const losses = steps.map((t) => lossAt(loss, rowOf(outputs, t, mask.length), rowOf(y, t, mask.length)).loss);
  return losses.reduce((sum, value) => sum + value, 0) / steps.length;
}

/** softmax of each of the `steps` rows of logits (t, o), the largest subtracted first. */
export function softmax(logits: ArrayLike<number>, steps: number): Float32Array {
  const probabilities = new Float32Array(logits.length);
  for (let t = 0; t < steps; t++) {
    const row = rowOf(logits, t, steps);
    const largest = Math.max(...row);
    const powers = row.map((logit) => Math.exp(logit - largest));
    const sum = powers.reduce((total, power) => total + power, 0);
    probabilities.set(
      powers.map((power) => power / sum),
      t * row.length,
    );
  }
  return probabilities;
}

function rowOf(values: ArrayLike<number>, t: number, steps: number): Float64Array {
  const width = values.length / steps;
  return Float64Array.from({ length: width }, (_, i) => values[t * width + i] as number);
}
