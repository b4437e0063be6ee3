import type { Loss } from '../network.ts';

/** softmax(logits) of rows of `width`, the largest subtracted first. */
export function softmax(logits: ArrayLike<number>, width: number): Float32Array {
  const probabilities = new Float32Array(logits.length);
  for (let offset = 0; offset < logits.length; offset += width) {
    const logSum = logSumExp(logits, offset, width);
    for (let i = offset; i < offset + width; i++) probabilities[i] = Math.exp((logits[i] as number) - logSum);
  }
  return probabilities;
}

/** What of one sequence its loss is made of: outputs (t, o) before any softmax, targets (t, o) or classes (t), mask (t). */
export interface Scored {
  readonly outputs: ArrayLike<number>;
  readonly y: ArrayLike<number>;
  readonly mask: ArrayLike<number>;
}

/** Mean over the scored steps of the squared error's mean over outputs, or of −ln softmax(outputs)_class. */
export function lossOf({ outputs, y, mask }: Scored, loss: Loss): number {
  const width = outputs.length / mask.length;
  const stepLoss = loss === 'mse' ? squaredError : crossEntropy;
  let sum = 0;
  let scored = 0;
  for (let t = 0; t < mask.length; t++) {
    if (!mask[t]) continue;
    sum += stepLoss(outputs, y, t, width);
    scored++;
  }
  return sum / scored;
}

function squaredError(outputs: ArrayLike<number>, y: ArrayLike<number>, t: number, width: number): number {
  let sum = 0;
  for (let o = t * width; o < (t + 1) * width; o++) sum += ((outputs[o] as number) - (y[o] as number)) ** 2;
  return sum / width;
}

function crossEntropy(outputs: ArrayLike<number>, y: ArrayLike<number>, t: number, width: number): number {
  return logSumExp(outputs, t * width, width) - (outputs[t * width + (y[t] as number)] as number);
}

function logSumExp(logits: ArrayLike<number>, offset: number, width: number): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (let i = offset; i < offset + width; i++) largest = Math.max(largest, logits[i] as number);
  let sum = 0;
  for (let i = offset; i < offset + width; i++) sum += Math.exp((logits[i] as number) - largest);
  return largest + Math.log(sum);
}
