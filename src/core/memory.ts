import type { Cell } from './cell/cell.ts';
import { PROBE } from './tasks/index.ts';
import type { Sizes } from './tasks/task.ts';
import { listed, type Problem } from './words.ts';

const BYTES = 4;
const COPIES = 2;
const GIB = 2 ** 30;
/** Bytes that one training iteration may take. */
export const MEMORY_LIMIT = GIB;

export interface Shape {
  readonly units: number;
  readonly layers: number;
  readonly batch: number;
}

/**
 * Bytes of one training iteration in float32, when every node of the cell's graph, forward and backward, is kept for
 * all layers, steps and sequences (those of the batch, or of the probe where they are more): layers · steps · sequences ·
 * Σ width(node), twice, which leaves room for each backend's way of laying them out; the data and answers; and ten times
 * the parameters (their gradient, and three times they and the optimiser's two moments: as they are, as they were, as they
 * will be). An upper estimate, made before anything is allocated.
 */
export function memoryOf(cell: Cell, { units, layers, batch }: Shape, { inputs, outputs, steps }: Sizes): number {
  let parameters = outputs * (units + 1);
  let perStep = inputs + 3 * outputs;
  for (let layer = 0; layer < layers; layer++) {
    const widths = { units, inputs: layer === 0 ? inputs : units, one: 1 };
    perStep += cell.graph.reduce((sum, node) => sum + widths[node.width], 0);
    parameters += units * (cell.vectors.length + cell.matrices.reduce((sum, { columns }) => sum + widths[columns], 0));
  }
  return BYTES * (COPIES * perStep * steps * Math.max(batch, PROBE) + 10 * parameters);
}

/** In the order in which they are lowered until the rest fits. At one unit, one layer and the probe alone every cell does. */
const LOWERED = ['batch', 'units', 'layers'] as const;

/** The shape as asked for, or where it would take too much one that does not, with a problem that names both. */
export function fitToMemory(cell: Cell, shape: Shape, sizes: Sizes, problems: Problem[]): Shape {
  const bytes = memoryOf(cell, shape, sizes);
  if (bytes <= MEMORY_LIMIT) return shape;
  const fits = (candidate: Shape): boolean => memoryOf(cell, candidate, sizes) <= MEMORY_LIMIT;
  let lowered = shape;
  for (const key of LOWERED) {
    const least = key === 'batch' ? Math.min(shape.batch, PROBE) : 1;
    if (!fits(lowered)) lowered = { ...lowered, [key]: largestThat((value) => fits({ ...lowered, [key]: value }), least, shape[key]) };
  }
  const asked = listed([...LOWERED.map((key) => `${key}=${shape[key]}`), `${sizes.steps} steps`]);
  const used = listed(LOWERED.filter((key) => lowered[key] !== shape[key]).map((key) => `${key}=${lowered[key]}`));
  problems.push({
    wrong: `${asked} would take ${gib(bytes)} of memory for one iteration, more than ${gib(MEMORY_LIMIT)}: lower one of them`,
    used: `it runs with ${used}`,
  });
  return lowered;
}

/** Rounded up, so that what is over a bound reads so. */
const gib = (bytes: number): string => `${Math.ceil((bytes / GIB) * 100) / 100} GiB`;

/** The largest whole number from `low` to `high` that fits, `low` where none does; once one does not, no larger one may. */
function largestThat(fits: (value: number) => boolean, low: number, high: number): number {
  let [best, over] = [low, high + 1];
  while (over - best > 1) {
    const middle = Math.floor((best + over) / 2);
    if (fits(middle)) best = middle;
    else over = middle;
  }
  return best;
}
