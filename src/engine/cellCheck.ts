import type { SelfCheck } from '../core/backend.ts';
import { disturbedStates } from '../core/cell/disturbed.ts';
import { differentiate } from '../core/cell/interpret.ts';
import type { OptimizerName } from '../core/choices.ts';
import { type Batch, type Differentiation, layoutOf, type Network } from '../core/network.ts';
import { createRng, type Rng } from '../core/rng.ts';
import { epsilonFor } from './executor/epsilon.ts';
import type { MakeExecutor, MakeOptions } from './executor/executor.ts';
import { largestDifference, relativeError, TOLERANCE } from './selfCheck.ts';

const [STEPS, SIZE, INPUTS, UNITS] = [4, 3, 3, 5];
/** Draws until float64 itself is sure of enough of them. */
const DRAWS = 12;
/** A first draw that agrees is enough; after one that does not, so many of either kind decide. */
const DECIDE = 2;
/** A few units in the last place of float32: where that much moves float64's own answer, there is nothing to judge by. */
const NUDGE = 2 ** -20;
/** Beyond these neither float32 nor a comparison relative to the largest value says anything. */
const [LARGE, SMALL] = [1e30, 1e-12];

interface Problem {
  readonly parameters: Float32Array;
  readonly batch: Batch;
}

/**
 * Differentiates a small network of this cell and makes one update with this optimiser, on the backend and in float64 at
 * the same float32 numbers, and compares loss, answers, states, every gradient and the new weights. Where rounding can fall on the other
 * side of a kink (relu, abs, min, max, sign) float64's answer itself moves when its numbers are nudged by rounding; such
 * draws are left out, as are those that float32 itself cannot tell, and a draw that disagrees is judged again by others. Null where no draw of this cell can be judged.
 * @throws {KernelError}
 */
export async function checkCell(
  cellNetwork: Network,
  make: MakeExecutor,
  options: MakeOptions,
  optimizer: OptimizerName = 'sgd',
): Promise<SelfCheck | null> {
  const network = shrunk(cellNetwork);
  const [right, wrong]: [number[], number[]] = [[], []];
  for (let draw = 0; draw < DRAWS; draw++) {
    const problem = drawProblem(network, createRng('cell check').fork(draw));
    const exact = sureAnswer(network, problem);
    if (exact === null) continue;
    const error = await errorOf(network, problem, exact, make, options, optimizer);
    if (!(error <= TOLERANCE) && !(await float32Agrees(network, problem, exact))) continue;
    (error <= TOLERANCE ? right : wrong).push(error);
    if (wrong.length === 0 || right.length === DECIDE || wrong.length === DECIDE) break;
  }
  if (right.length + wrong.length === 0) return null;
  const ok = right.length > wrong.length;
  return { ok, maxRelativeError: (ok ? right : wrong).reduce((a, b) => Math.max(a, b)) };
}

/** The same cell, layers and loss at sizes that take no time, and nothing done to it beside its lines: that speaks of sizes of its own. */
function shrunk({ interventions: _, noise: __, ...network }: Network): Network {
  return { ...network, inputs: INPUTS, outputs: network.loss === 'mse' ? 2 : 3, units: UNITS };
}

function drawProblem(network: Network, rng: Rng): Problem {
  const draw = (length: number, bound: number) => Float32Array.from({ length }, () => bound * (2 * rng.uniform() - 1));
  const rows = STEPS * SIZE;
  const classes = (): Float32Array => Float32Array.from({ length: rows }, () => rng.integer(network.outputs));
  const y = network.loss === 'mse' ? draw(rows * network.outputs, 1) : classes();
  const weights = Float32Array.from({ length: rows }, () => rng.uniform() / rows);
  const parameters = draw(layoutOf(network).size, 0.7);
  const batch = { steps: STEPS, size: SIZE, x: draw(rows * INPUTS, 1), y, weights };
  const disturbed = disturbedStates(network.cell);
  if (disturbed.length === 0) return { parameters, batch };
  const noise = disturbed.map((state) => [state, Array.from({ length: network.layers }, () => draw(rows * UNITS, 0.3))] as const);
  return { parameters, batch: { ...batch, noise: new Map(noise) } };
}

/** The answer in float64; null where it is out of range, or moves by more than a tenth of the tolerance when its numbers are rounded otherwise. */
function sureAnswer(network: Network, { parameters, batch }: Problem): Differentiation | null {
  const exact = differentiate(network, Float64Array.from(parameters), batch);
  if (!inRange(exact)) return null;
  const rng = createRng('nudges');
  const nudged = (values: Float32Array) => Float64Array.from(values, (value) => value * (1 + (rng.uniform() < 0.5 ? -NUDGE : NUDGE)));
  for (let k = 0; k < 2; k++) {
    const moved = differentiate(network, nudged(parameters), { ...batch, x: nudged(batch.x) });
    if (!(largestDifference(moved, exact) <= TOLERANCE / 10)) return null;
  }
  return exact;
}

/**
 * Whether values kept in float32 can say what float64 does, as plain TypeScript computes it: in a saturated cell 1 − tanh²
 * is nothing but rounding, and no backend is to be blamed for that.
 */
async function float32Agrees(network: Network, { parameters, batch }: Problem, exact: Differentiation): Promise<boolean> {
  const { createCpuMaker } = await import('./cpu/executor.ts');
  const executor = await createCpuMaker().make(network, 'sgd', parameters, { floor: 2 ** -149, exact: false });
  try {
    return largestDifference(await executor.differentiate(batch), exact) <= TOLERANCE / 10;
  } finally {
    executor.dispose();
  }
}

function inRange({ loss, outputs, states, stateGradients, parameterGradients }: Differentiation): boolean {
  const arrays = [[loss], outputs, parameterGradients, ...[...states.values(), ...stateGradients.values()].flat()];
  return arrays.map(largestOf).every((largest) => largest === 0 || (largest > SMALL && largest < LARGE));
}

async function errorOf(
  network: Network,
  { parameters, batch }: Problem,
  exact: Differentiation,
  make: MakeExecutor,
  options: MakeOptions,
  optimizer: OptimizerName,
): Promise<number> {
  const executor = await make(network, optimizer, parameters, options);
  try {
    await executor.prepare(STEPS, SIZE);
    const apart = largestDifference(await executor.differentiate(batch), exact);
    const { learning, change, norm, isClear } = updateOf(exact.parameterGradients, optimizer, epsilonFor(options.floor));
    const made = await executor.iterate(batch, learning);
    const after = (await executor.weights()).parameters;
    const changed = after.map((value, k) => (isClear(k) ? value - (parameters[k] ?? 0) : 0));
    const pairs: [ArrayLike<number>, ArrayLike<number>][] = [
      [[made.loss], [exact.loss]],
      [[made.gradientNorm], [norm]],
      [changed, change],
    ];
    return pairs.reduce((worst, [measured, wanted]) => Math.max(worst, relativeError(measured, wanted)), apart);
  } finally {
    executor.dispose();
  }
}

/** Gradients under this share of the largest may be rounding; an optimiser that looks at their sign alone is not judged by them. */
const CLEAR = 1e-2;

/** The first update of each optimiser by a gradient g, over the rate. */
const FIRST: Readonly<Record<OptimizerName, (g: number, epsilon: number) => number>> = {
  sgd: (g) => g,
  momentum: (g) => g,
  rmsprop: (g, epsilon) => g / (Math.sqrt(0.01) * Math.abs(g) + epsilon),
  adam: (g, epsilon) => g / (Math.abs(g) + epsilon),
};

/** One update that clips to half of the norm and moves the weight that it moves most by 0.1. */
function updateOf(gradient: ArrayLike<number>, optimizer: OptimizerName, epsilon: number) {
  const g = Float64Array.from(gradient);
  const norm = Math.hypot(...g);
  const largest = largestOf(g);
  const rate = 0.1 / (Math.abs(FIRST[optimizer](largest / 2, epsilon)) || 1);
  const isClear = (k: number): boolean => Math.abs(g[k] ?? 0) >= CLEAR * largest;
  const change = g.map((value, k) => (isClear(k) ? -rate * FIRST[optimizer](value / 2, epsilon) : 0));
  return { norm, learning: { rate, clip: norm / 2 }, change, isClear };
}

/** NaN and ∞ where there are any. */
function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let k = 0; k < values.length; k++) largest = Math.max(largest, Math.abs(values[k] ?? Number.NaN));
  return largest;
}
