import { cellOf } from '../../core/cell/builtin.ts';
import { differentiate } from '../../core/cell/interpret.ts';
import { type Batch, type Interventions, layoutOf, type Network } from '../../core/network.ts';
import { createRng } from '../../core/rng.ts';
import { largestDifference, relativeError } from '../selfCheck.ts';
import type { MakeExecutor } from './executor.ts';

const [STEPS, SIZE] = [8, 5];
const BOOST: Interventions = { still: [], clipValue: 0, cuts: [], boost: true };

/** What is done to the problem beside boosting. */
interface Case {
  readonly cuts?: readonly number[];
  /** Factor of the loss. */
  readonly loss?: number;
  /** Factor of all matrices that read states, of which one, or several: blame of one may then go through two before it is raised. */
  readonly wire?: readonly [number, number];
}

const CASES: Readonly<Record<string, Case>> = {
  'of sequences that score at different steps': {},
  'with the wire cut twice': { cuts: [2, 5] },
  'under a loss whose squares vanish': { loss: 1e-22 },
  'over a wire that leaves next to nothing': { wire: [1e-30, 1e-16] },
  'over a wire that leaves nothing': { wire: [0, 0] },
};

/** The factor by which blame is raised is beyond float32, which needs a device that keeps numbers below its normal ones. */
export const BEYOND: Readonly<Record<string, Case>> = { 'by more than float32 holds': { loss: 1e4, wire: [1e-39, 1e-16] } };

/** The first sequence scores at the end alone, the second halfway, the third at its first step, the fourth never, the last at every step. */
const isScored = (t: number, b: number): boolean => [t === STEPS - 1, t === 3 || t === 4, t === 0, false, true][b] ?? false;

function problemOf(cell: string, layers: number, { loss = 1, wire = [1, 1] }: Case) {
  const rng = createRng('boosted', cell, layers);
  const draw = (length: number, bound = 1) => Float32Array.from({ length }, () => bound * (2 * rng.uniform() - 1));
  const network: Network = { cell: cellOf(cell), inputs: 3, units: 6, layers, outputs: 2, loss: 'mse' };
  const { slots, size } = layoutOf(network);
  const parameters = draw(size, 0.6);
  const left = wire[network.cell.states.length === 1 ? 0 : 1];
  const recurrent = new Set(network.cell.matrices.filter(({ columns }) => columns === 'units').map(({ name }) => name));
  for (const { layer, name, offset, rows, columns } of slots) {
    if (layer === null || !recurrent.has(name)) continue;
    for (let k = offset; k < offset + rows * columns; k++) parameters[k] = (parameters[k] ?? 0) * left;
  }
  const rows = STEPS * SIZE;
  const weights = Float32Array.from({ length: rows }, (_, row) =>
    isScored(Math.floor(row / SIZE), row % SIZE) ? (loss * (0.5 + rng.uniform())) / rows : 0,
  );
  const batch: Batch = { steps: STEPS, size: SIZE, x: draw(rows * 3), y: draw(rows * 2), weights };
  return { network, parameters, batch };
}

/** How far an executor that boosts blame is from the float64 interpreter, relative to the largest entry, in all that is measured and in one update. */
export async function boostedErrors(make: MakeExecutor, cells: readonly string[], depths: readonly number[], cases = CASES) {
  const errors: Record<string, number> = {};
  for (const cell of cells) {
    for (const layers of depths) {
      for (const [name, each] of Object.entries(cases)) errors[`${layers} of ${cell} ${name}`] = await errorOf(make, cell, layers, each);
    }
  }
  return errors;
}

/** How many cases there are of each cell and depth. */
export const BOOSTED_CASES = Object.keys(CASES).length;

async function errorOf(make: MakeExecutor, cell: string, layers: number, each: Case): Promise<number> {
  const { network: plain, parameters, batch } = problemOf(cell, layers, each);
  const network = { ...plain, interventions: { ...BOOST, cuts: each.cuts ?? [] } };
  const exact = differentiate(network, Float64Array.from(parameters), batch);
  const norm = Math.hypot(...Array.from(exact.parameterGradients));
  const executor = await make(network, 'sgd', parameters, { floor: 2 ** -149, exact: false });
  try {
    const apart = largestDifference(await executor.differentiate(batch), exact);
    await executor.iterate(batch, { rate: 1 / norm, clip: 0 });
    const after = (await executor.weights()).parameters;
    const moved = Array.from(after, (value, i) => ((parameters[i] ?? 0) - value) * norm);
    const wanted = Array.from(exact.parameterGradients);
    return Math.max(apart, relativeError(moved, wanted));
  } finally {
    executor.dispose();
  }
}
