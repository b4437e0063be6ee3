import type { Loss } from '../network.ts';
import { addInto, addOuter, multiply, multiplyTransposed } from './evaluate.ts';

/** The linear head y = V h + a with the loss on it, and where its gradients are added. */
export interface Head {
  readonly loss: Loss;
  readonly outputs: number;
  readonly V: Float64Array;
  readonly a: Float64Array;
  readonly gradientV: Float64Array;
  readonly gradientA: Float64Array;
}

/** V h + a */
export function answer({ outputs, V, a }: Head, h: Float64Array): Float64Array {
  const y = new Float64Array(outputs);
  multiply(V, h, y);
  addInto(a, y);
  return y;
}

/**
 * ℓ of one scored step and ∂ℓ/∂y: the mean over outputs of the squared error, or −ln softmax(y)_class.
 * `target` holds one value per output, or the class number alone.
 */
export function lossAt(loss: Loss, y: Float64Array, target: ArrayLike<number>): { readonly loss: number; readonly gradient: Float64Array } {
  return loss === 'mse' ? squaredError(y, target) : crossEntropy(y, target[0] ?? Number.NaN);
}

function squaredError(y: Float64Array, target: ArrayLike<number>): { loss: number; gradient: Float64Array } {
  const errors = y.map((value, o) => value - (target[o] ?? Number.NaN));
  return {
    loss: errors.reduce((sum, error) => sum + error * error, 0) / y.length,
    gradient: errors.map((error) => (2 * error) / y.length),
  };
}

/** The largest logit is taken off first, so that nothing overflows. */
function crossEntropy(y: Float64Array, target: number): { loss: number; gradient: Float64Array } {
  const largest = y.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const logSum = largest + Math.log(y.reduce((sum, value) => sum + Math.exp(value - largest), 0));
  const gradient = y.map((value, o) => Math.exp(value - logSum) - (o === target ? 1 : 0));
  return { loss: logSum - (y[target] ?? Number.NaN), gradient };
}

/** Adds the head's own gradients by ∂L/∂y at one step and returns ∂L/∂h. */
export function blameThroughHead({ V, gradientV, gradientA }: Head, h: Float64Array, gradient: Float64Array): Float64Array {
  addOuter(gradient, h, gradientV);
  addInto(gradient, gradientA);
  const blame = new Float64Array(h.length);
  multiplyTransposed(V, gradient, blame);
  return blame;
}
