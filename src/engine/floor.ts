import { cellOf } from '../core/cell/builtin.ts';
import { type Batch, layoutOf, type Network } from '../core/network.ts';
import type { MakeExecutor } from './executor/executor.ts';

/** Exponents of the smallest positive float32 (subnormal) and of one that every device holds. */
const [LEAST, SAFE] = [-149, -4];

/**
 * The smallest magnitude that a backend represents, measured: the least power of two that is still there in the state of
 * `h' = W x` with W = 1, one sequence a power. NaN where none is.
 */
export async function measureFloor(make: MakeExecutor): Promise<number> {
  const network: Network = { cell: cellOf("h' = W x"), inputs: 1, units: 1, layers: 1, outputs: 1, loss: 'mse' };
  const powers = Float32Array.from({ length: SAFE - LEAST + 1 }, (_, k) => 2 ** (LEAST + k));
  const ones = new Float32Array(layoutOf(network).size).fill(1);
  const executor = await make(network, 'sgd', ones, { floor: 2 ** LEAST, exact: false });
  try {
    const { states } = await executor.differentiate(batchOf(powers));
    const survived = states.get('h')?.[0] ?? [];
    const first = powers.findIndex((power, index) => Math.abs((survived[index] ?? 0) - power) <= power / 2);
    return powers[first] ?? Number.NaN;
  } finally {
    executor.dispose();
  }
}

/** One step, one sequence a value. */
function batchOf(x: Float32Array): Batch {
  return { steps: 1, size: x.length, x, y: new Float32Array(x.length), weights: new Float32Array(x.length).fill(1 / x.length) };
}
