import type { Loss } from '../../core/network.ts';
import { flushed } from './functions.ts';
import type { Numbers } from './numbers.ts';

/**
 * Loss of one step: Σ over its sequences of weight · ℓ; writes ∂L by each answer to `blame`. Answers and blame are
 * [outputs, columns], weights [columns], targets as the loss wants them. A sequence of weight 0 is passed over.
 */
export type LossFunction = (
  m: Numbers,
  outputs: number,
  columns: number,
  answers: number,
  targets: number,
  weights: number,
  blame: number,
) => number;

/** ℓ = mean over outputs of (answer − target)² */
const meanSquaredError: LossFunction = (m, outputs, columns, answers, targets, weights, blame) => {
  let loss = 0;
  for (let o = 0; o < outputs; o++) {
    for (let b = 0; b < columns; b++) {
      const entry = o * columns + b;
      const weight = m[weights + b]! / outputs;
      const difference = m[answers + entry]! - m[targets + entry]!;
      if (weight !== 0) loss += weight * difference * difference;
      m[blame + entry] = weight === 0 ? 0 : flushed(2 * weight * difference);
    }
  }
  return loss;
};

/** ℓ = −ln softmax(answers)_class, with the greatest answer subtracted first. */
const crossEntropy: LossFunction = (m, outputs, columns, answers, targets, weights, blame) => {
  let loss = 0;
  for (let b = 0; b < columns; b++) {
    const weight = m[weights + b]!;
    if (weight === 0) for (let o = 0; o < outputs; o++) m[blame + o * columns + b] = 0;
    else loss += weight * scoreClass(m, outputs, columns, answers + b, m[targets + b]!, weight, blame + b);
  }
  return loss;
};

function scoreClass(m: Numbers, outputs: number, columns: number, answers: number, target: number, weight: number, blame: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let o = 0; o < outputs; o++) largest = Math.max(largest, m[answers + o * columns]!);
  let total = 0;
  for (let o = 0; o < outputs; o++) total += Math.exp(m[answers + o * columns]! - largest);
  for (let o = 0; o < outputs; o++) {
    const share = Math.exp(m[answers + o * columns]! - largest) / total;
    m[blame + o * columns] = flushed(weight * (share - (o === target ? 1 : 0)));
  }
  return Math.log(total) - (m[answers + target * columns]! - largest);
}

const LOSSES = { mse: meanSquaredError, crossEntropy } as const satisfies Record<Loss, LossFunction>;

export const lossOf = (loss: Loss): LossFunction => LOSSES[loss];
