import { cellOf } from '../../core/cell/builtin.ts';
import { differentiate } from '../../core/cell/interpret.ts';
import { type Batch, type Differentiation, layoutOf, type Network } from '../../core/network.ts';
import { createRng } from '../../core/rng.ts';
import { relativeError } from '../selfCheck.ts';

const [STEPS, SIZE, INPUTS, UNITS, OUTPUTS] = [8, 3, 2, 3, 2];
const NUDGE = 1e-5;

interface Problem {
  readonly network: Network;
  readonly parameters: Float64Array;
  readonly batch: Batch;
  readonly plain: Differentiation;
}

/** Small weights, under which blame dies fast; scored at the last two steps, and in the last sequence at the one before the last alone. */
function problemOf(cell: string): Problem {
  const rng = createRng('boost', cell);
  const draw = (length: number, bound: number) => Float32Array.from({ length }, () => bound * (2 * rng.uniform() - 1));
  const network: Network = { cell: cellOf(cell), inputs: INPUTS, units: UNITS, layers: 1, outputs: OUTPUTS, loss: 'mse' };
  const rows = STEPS * SIZE;
  const isScored = (row: number): boolean => row >= (STEPS - 2) * SIZE && row !== rows - 1;
  const weights = Float32Array.from({ length: rows }, (_, row) => (isScored(row) ? 0.2 + 0.1 * rng.uniform() : 0));
  const batch = { steps: STEPS, size: SIZE, x: draw(rows * INPUTS, 1), y: draw(rows * OUTPUTS, 1), weights };
  const parameters = Float64Array.from(draw(layoutOf(network).size, 0.4));
  return { network, parameters, batch, plain: differentiate(network, parameters, batch) };
}

type Differentiate = (network: Network, parameters: Float64Array, batch: Batch) => Differentiation;

/**
 * How far boosted blame and gradient are, relative to the largest entry, from a backward pass by hand, in which
 * every Jacobian is taken by central differences of one step.
 */
export function boostError(measure: Differentiate, cell: string): number {
  const problem = problemOf(cell);
  const { network, parameters, batch } = problem;
  const interventions = { still: [], clipValue: 0, cuts: [], boost: true };
  const measured = measure({ ...network, interventions }, parameters, batch);
  const wanted = byHand(problem);
  const states = network.cell.states.map((state) =>
    relativeError(measured.stateGradients.get(state)?.[0] ?? [], wanted.blame.get(state) ?? []),
  );
  return Math.max(...states, relativeError(measured.parameterGradients, wanted.gradient));
}

function byHand(problem: Problem) {
  const { network, parameters, plain } = problem;
  const { states } = network.cell;
  const blame = new Map(states.map((state) => [state, new Float64Array(STEPS * SIZE * UNITS)]));
  const gradient = Float64Array.from(plain.parameterGradients);
  const head = headOf(network);
  gradient.fill(0, 0, head);
  for (let b = 0; b < SIZE; b++) {
    let [handed, size] = [new Array<number>(states.length * UNITS).fill(0), 0];
    for (let t = STEPS - 1; t >= 0; t--) {
      const answered = outsideAt(problem, t, b);
      const incoming = handed.map((value, i) => value + (answered[i] ?? 0));
      const own = withinStep(problem, t, b, incoming);
      if (size === 0) size = Math.hypot(...own);
      states.forEach((state, k) => {
        blame.get(state)?.set(own.slice(k * UNITS, (k + 1) * UNITS), (t * SIZE + b) * UNITS);
      });
      const before = statesAt(problem, t - 1, b);
      const along = (stepped: (by: number) => readonly number[]): number => slopeAlong(incoming, stepped);
      for (let p = 0; p < head; p++) {
        const nudged = (by: number) => parameters.with(p, (parameters[p] ?? 0) + by);
        gradient[p] = (gradient[p] ?? 0) + along((by) => stepFrom(problem, nudged(by), t, b, before));
      }
      handed = raised(
        before.map((value, i) => along((by) => stepFrom(problem, parameters, t, b, before.with(i, value + by)))),
        size,
      );
    }
  }
  return { blame, gradient };
}

const headOf = (network: Network): number => layoutOf(network).slots.find(({ layer }) => layer === null)?.offset ?? 0;

/** v · ∂(stepped)/∂by at 0. */
function slopeAlong(v: readonly number[], stepped: (by: number) => readonly number[]): number {
  const [up, down] = [stepped(NUDGE), stepped(-NUDGE)];
  return v.reduce((sum, value, i) => sum + (value * ((up[i] ?? 0) - (down[i] ?? 0))) / (2 * NUDGE), 0);
}

function raised(values: readonly number[], size: number): number[] {
  const norm = Math.hypot(...values);
  return values.map((value) => (norm > 0 && norm < size ? (value * size) / norm : value));
}

const rowOf = (values: ArrayLike<number>, t: number, b: number, width: number): number[] =>
  Array.from(values).slice((t * SIZE + b) * width, (t * SIZE + b + 1) * width);

/** All states after a step, one after the other; zeros before the first. */
const statesAt = ({ network, plain }: Problem, t: number, b: number): number[] =>
  network.cell.states.flatMap((state) => (t < 0 ? [0, 0, 0] : rowOf(plain.states.get(state)?.[0] ?? [], t, b, UNITS)));

/** All states after one step from others. */
function stepFrom({ network, batch }: Problem, parameters: Float64Array, t: number, b: number, before: readonly number[]): number[] {
  const start = new Map(network.cell.states.map((state, k) => [state, [before.slice(k * UNITS, (k + 1) * UNITS)]]));
  const one = { steps: 1, size: 1, x: rowOf(batch.x, t, b, INPUTS), y: [0, 0], weights: [1], start };
  const { states } = differentiate(network, parameters, one);
  return network.cell.states.flatMap((state) => Array.from(states.get(state)?.[0] ?? []));
}

/** ∂L/∂h_t by that step's own answer: Vᵀ 2 w (y − target) / outputs. */
function outsideAt({ network, parameters, batch, plain }: Problem, t: number, b: number): number[] {
  const weight = batch.weights[t * SIZE + b] ?? 0;
  const [y, target] = [rowOf(plain.outputs, t, b, OUTPUTS), rowOf(batch.y, t, b, OUTPUTS)];
  const V = parameters.slice(headOf(network));
  const part = (unit: number, o: number): number => (2 * weight * ((y[o] ?? 0) - (target[o] ?? 0)) * (V[o * UNITS + unit] ?? 0)) / OUTPUTS;
  return Array.from({ length: UNITS }, (_, unit) => part(unit, 0) + part(unit, 1));
}

/** In an LSTM h' = o tanh(c') hands part of its blame to c' within the step; in the other cells here no state reads another's new value. */
function withinStep({ network: { cell }, plain }: Problem, t: number, b: number, incoming: readonly number[]): number[] {
  if (!cell.gates.includes('o')) return [...incoming];
  const [o, c] = [rowOf(plain.gates.get('o')?.[0] ?? [], t, b, UNITS), rowOf(plain.states.get('c')?.[0] ?? [], t, b, UNITS)];
  return incoming.map((value, i) => {
    const k = i - UNITS;
    return k < 0 ? value : value + (incoming[k] ?? 0) * (o[k] ?? 0) * (1 - Math.tanh(c[k] ?? 0) ** 2);
  });
}
