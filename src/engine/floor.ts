import { cellOf } from '../core/cell/builtin.ts';
import { type Batch, layoutOf, type Network } from '../core/network.ts';
import type { MakeExecutor } from './executor/executor.ts';

/** Exponents of the smallest positive float32 (subnormal) and of one that every device holds. */
const [LEAST, SAFE] = [-149, -4];

/**
 * The smallest blame that a backend carries, measured: the least power of two that is still there as ∂L/∂h of `h' = W x`
 * with ∂L/∂h = weight · 2 (answer − target) V = weight, one sequence a power. NaN where none is.
 */
export async function measureFloor(make: MakeExecutor): Promise<number> {
  const network: Network = { cell: cellOf("h' = W x"), inputs: 1, units: 1, layers: 1, outputs: 1, loss: 'mse' };
  const powers = Float32Array.from({ length: SAFE - LEAST + 1 }, (_, k) => 2 ** (LEAST + k));
  const parameters = Float32Array.from(layoutOf(network).slots, ({ name }) => PARAMETERS[name] ?? Number.NaN);
  const executor = await make(network, 'sgd', parameters, { floor: 2 ** LEAST, exact: false });
  try {
    const { stateGradients } = await executor.differentiate(batchOf(powers));
    const survived = stateGradients.get('h')?.[0] ?? [];
    const first = powers.findIndex((power, index) => Math.abs((survived[index] ?? 0) - power) <= power / 2);
    return powers[first] ?? Number.NaN;
  } finally {
    executor.dispose();
  }
}

const PARAMETERS: Readonly<Record<string, number>> = { W: 1, V: 0.5, a: 0 };
const TARGET = -0.5;

/** One step, one sequence a weight, each with an answer of 0.5. */
function batchOf(weights: Float32Array): Batch {
  const { length } = weights;
  return { steps: 1, size: length, x: new Float32Array(length).fill(1), y: new Float32Array(length).fill(TARGET), weights };
}
