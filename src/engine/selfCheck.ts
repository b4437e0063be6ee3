import type { SelfCheck } from '../core/backend.ts';
import { cellOf } from '../core/cell/builtin.ts';
import { differentiate } from '../core/cell/interpret.ts';
import { type Batch, type Differentiation, layoutOf, type Network } from '../core/network.ts';
import { createRng } from '../core/rng.ts';
import type { MakeExecutor } from './executor/executor.ts';

/** Largest relative error with which a backend passes. */
export const TOLERANCE = 1e-3;

/**
 * Differentiates a tiny RNN and a tiny LSTM on the backend in use and in float64, and compares loss, outputs, states
 * and every gradient. Some drivers return zero gradients for exactly this computation.
 */
export async function selfCheck(make: MakeExecutor, floor: number): Promise<SelfCheck> {
  const errors: number[] = [];
  for (const cell of ['rnn', 'lstm']) errors.push(await errorOf(cell, make, floor));
  const worst = errors.some(Number.isNaN) ? Number.NaN : Math.max(...errors);
  return { ok: worst <= TOLERANCE, maxRelativeError: worst };
}

async function errorOf(cell: string, make: MakeExecutor, floor: number): Promise<number> {
  const network: Network = { cell: cellOf(cell), inputs: 2, units: 4, layers: 1, outputs: 1, loss: 'mse' };
  const rng = createRng('self-check').fork(cell);
  const draw = (length: number) => Float32Array.from({ length }, () => rng.uniform() * 2 - 1);
  const [steps, size] = [6, 2];
  const batch: Batch = {
    steps,
    size,
    x: draw(steps * size * 2),
    y: draw(steps * size),
    weights: new Float32Array(steps * size).fill(1 / (steps * size)),
  };
  const parameters = draw(layoutOf(network).size);
  const executor = await make(network, 'sgd', parameters, { floor, exact: false });
  try {
    return largestDifference(await executor.differentiate(batch), differentiate(network, Float64Array.from(parameters), batch));
  } finally {
    executor.dispose();
  }
}

/** max over arrays of max |a − b| / max |b|. */
export function largestDifference(measured: Differentiation, exact: Differentiation): number {
  const pairs: [ArrayLike<number>, ArrayLike<number>][] = [
    [[measured.loss], [exact.loss]],
    [measured.outputs, exact.outputs],
    [measured.inputGradients, exact.inputGradients],
    [measured.parameterGradients, exact.parameterGradients],
  ];
  for (const key of ['states', 'gates', 'stateGradients'] as const) {
    for (const [name, layers] of exact[key]) layers.forEach((layer, index) => pairs.push([measured[key].get(name)?.[index] ?? [], layer]));
  }
  return pairs.reduce((worst, [a, b]) => Math.max(worst, relativeError(a, b)), 0);
}

/** max |a − b| / max |b|; ∞ where the lengths differ, NaN where a number is missing. */
export function relativeError(measured: ArrayLike<number>, exact: ArrayLike<number>): number {
  if (measured.length !== exact.length) return Number.POSITIVE_INFINITY;
  let [difference, size] = [0, 0];
  for (let k = 0; k < exact.length; k++) {
    const off = Math.abs((measured[k] ?? Number.NaN) - (exact[k] ?? 0));
    if (Number.isNaN(off)) return Number.NaN;
    difference = Math.max(difference, off);
    size = Math.max(size, Math.abs(exact[k] ?? 0));
  }
  return size === 0 ? difference : difference / size;
}
