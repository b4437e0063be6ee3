import type { Room } from '../tasks/task.ts';
import type { Form } from './form.ts';
import { solve } from './solve.ts';

/** Weights that are fitted for each answer at most. */
const MOST = 256;
/** Added to the mean square of each weighed number: little enough to cost nothing, enough where a window is longer than the data can tell. */
const RIDGE = 1e-2;

/** The answer (o) to a window (t, i). */
export type Answer = (x: Float32Array) => Float32Array;

/**
 * Autoregression: each answer is a weighted sum of the numbers of the window (of its last steps, where they are more than
 * 255) and a constant, with the weights that have the least squares over `count` rows, Σ(answer − y)² + 10⁻² count Σ weight².
 */
export function fitLinear(form: Form, count: number, row: (k: number) => Room): Answer {
  const { inputs, window, ahead } = form;
  const read = inputs * Math.min(window, Math.max(1, Math.floor((MOST - 1) / inputs)));
  const n = read + 1;
  const [squares, products] = [new Float64Array(n * n), new Float64Array(n * ahead)];
  for (let k = 0; k < count; k++) {
    const { x, y } = row(k);
    addRow(squares, products, featuresOf(x, read), y.subarray(y.length - ahead));
  }
  for (let i = 0; i < n; i++) squares[i * n + i] = (squares[i * n + i] as number) + RIDGE * count;
  const weights = solve(squares, products, n);
  return (x) => weigh(weights, featuresOf(x, read), ahead);
}

/** The last numbers of a window, and 1. */
function featuresOf(x: Float32Array, read: number): Float64Array {
  const features = new Float64Array(read + 1);
  features.set(x.subarray(x.length - read));
  features[read] = 1;
  return features;
}

/** Adds f fᵀ (its lower half) and f yᵀ. */
function addRow(squares: Float64Array, products: Float64Array, f: Float64Array, y: Float32Array): void {
  for (let i = 0; i < f.length; i++) {
    const feature = f[i] as number;
    for (let j = 0; j <= i; j++) squares[i * f.length + j] = (squares[i * f.length + j] as number) + feature * (f[j] as number);
    for (let o = 0; o < y.length; o++) products[i * y.length + o] = (products[i * y.length + o] as number) + feature * (y[o] as number);
  }
}

function weigh(weights: Float64Array, f: Float64Array, ahead: number): Float32Array {
  return Float32Array.from({ length: ahead }, (_, o) => {
    let sum = 0;
    for (let i = 0; i < f.length; i++) sum += (f[i] as number) * (weights[i * ahead + o] as number);
    return sum;
  });
}
