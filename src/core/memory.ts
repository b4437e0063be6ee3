import type { Cell } from './cell/cell.ts';
import type { Sizes } from './tasks/task.ts';

const BYTES = 4;
export const GIB = 2 ** 30;
/** What one training iteration may take. */
export const MEMORY_LIMIT = GIB;

export interface Shape {
  readonly units: number;
  readonly layers: number;
  readonly batch: number;
}

/**
 * Bytes of one training iteration in float32, when every node of the cell's graph, forward and backward, is kept for
 * all layers, steps and sequences: layers · steps · batch · Σ width(node), the data and answers, and four times the
 * parameters (they, their gradient and the optimiser's two moments). An upper estimate, made before anything is allocated.
 */
export function memoryOf(cell: Cell, { units, layers, batch }: Shape, { inputs, outputs, steps }: Sizes): number {
  let parameters = outputs * (units + 1);
  let perStep = inputs + 3 * outputs;
  for (let layer = 0; layer < layers; layer++) {
    const widths = { units, inputs: layer === 0 ? inputs : units, one: 1 };
    perStep += cell.graph.reduce((sum, node) => sum + widths[node.width], 0);
    parameters += units * (cell.vectors.length + cell.matrices.reduce((sum, { columns }) => sum + widths[columns], 0));
  }
  return BYTES * (perStep * steps * batch + 4 * parameters);
}

/** The largest whole number from `low` to `high` that fits, `low` where none does; `fits` must not turn true again. */
export function largestThat(fits: (value: number) => boolean, low: number, high: number): number {
  let [best, over] = [low, high + 1];
  while (over - best > 1) {
    const middle = Math.floor((best + over) / 2);
    if (fits(middle)) best = middle;
    else over = middle;
  }
  return best;
}
