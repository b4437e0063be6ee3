import type { Batch } from '../../core/network.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { DeviceMemory } from './device.ts';
import type { Places } from './places.ts';

/**
 * A batch as it lies from `at.workspace` on: x, y, weights, which steps are scored. Sequences that fill up the last
 * workgroup repeat the last one with weight 0, so that they stay as finite as it does and add nothing.
 */
export function packBatch({ network }: Plan, at: Places, batch: Batch, into: Float32Array): void {
  const { steps, size, given, workspace } = at;
  if (batch.steps !== steps || batch.size !== given) {
    throw new RangeError(`a batch of ${batch.size} sequences of ${batch.steps} steps does not fit a memory for ${given} of ${steps}`);
  }
  const fill = (values: Float32Array, offset: number, width: number): void => {
    for (let t = 0; t < steps; t++) {
      const to = offset - workspace + t * size * width;
      into.set(values.subarray(t * given * width, (t + 1) * given * width), to);
      const last = values.subarray(((t + 1) * given - 1) * width, (t + 1) * given * width);
      for (let b = given; b < size; b++) into.set(last, to + b * width);
    }
  };
  fill(batch.x, at.x, network.inputs);
  fill(batch.y, at.y, network.loss === 'mse' ? network.outputs : 1);
  fill(batch.weights, at.weights, 1);
  for (let t = 0; t < steps; t++) {
    into.fill(0, at.weights - workspace + t * size + given, at.weights - workspace + (t + 1) * size);
    const isScored = batch.weights.subarray(t * given, (t + 1) * given).some((weight) => weight !== 0);
    into[at.scored - workspace + t] = isScored ? 1 : 0;
  }
}

/**
 * Writes what disturbs the states of a batch into their rows of each step's frame; zeros where nothing is given. Sequences
 * that fill up the last workgroup get what the last one gets.
 */
export function writeNoise(memory: Pick<DeviceMemory, 'write'>, { layers }: Plan, at: Places, { noise }: Pick<Batch, 'noise'>): void {
  const { steps, size, given, columns } = at;
  layers.forEach((layer, index) => {
    for (const [state, { row, rows }] of layer.noise) {
      const values = noise?.get(state)?.[index];
      for (let t = 0; t < steps; t++) {
        const step = new Float32Array(size * rows);
        for (let b = 0; b < size && values !== undefined; b++) {
          const from = (t * given + Math.min(b, given - 1)) * rows;
          for (let u = 0; u < rows; u++) step[b * rows + u] = values[from + u] as number;
        }
        memory.write((at.frames[index] ?? 0) + t * (at.frameLengths[index] ?? 0) + row * columns, step);
      }
    }
  });
}
