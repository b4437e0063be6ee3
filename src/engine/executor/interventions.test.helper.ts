import { cellOf } from '../../core/cell/builtin.ts';
import { holdGates } from '../../core/cell/hold.ts';
import { differentiate } from '../../core/cell/interpret.ts';
import { type Batch, type Differentiation, type Interventions, layoutOf, type Network, type States } from '../../core/network.ts';
import { createRng } from '../../core/rng.ts';
import { relativeError } from '../selfCheck.ts';
import type { Executor, MakeExecutor } from './executor.ts';

const OPTIONS = { floor: 2 ** -149, exact: false };
const [STEPS, SIZE] = [7, 3];
const NONE: Interventions = { still: [], clipValue: 0, cuts: [] };

/** A cell with a gate held, and the cell that somebody would type instead. */
const HELD = [
  {
    cell: 'lstm',
    held: { f: 1 },
    typed: "i = sigmoid(Wi x + Ui h + bi)\ng = tanh(Wg x + Ug h + bg)\no = sigmoid(Wo x + Uo h + bo)\nc' = c + i * g\nh' = o * tanh(c')",
  },
  {
    cell: 'lstm',
    held: { g: -0.5, o: 0.25 },
    typed: "i = sigmoid(Wi x + Ui h + bi)\nf = sigmoid(Wf x + Uf h + bf)\nc' = f * c + i * (-0.5)\nh' = 0.25 * tanh(c')",
  },
  { cell: 'gru', held: { z: 0.1 }, typed: "r = sigmoid(Wr x + Ur h + br)\nn = tanh(Wn x + bn + r * (Un h + cn))\nh' = 0.9 * n + 0.1 * h" },
  { cell: 'gru', held: { r: 0 }, typed: "z = sigmoid(Wz x + Uz h + bz)\nn = tanh(Wn x + bn)\nh' = (1 - z) * n + z * h" },
] as const;

interface Problem {
  readonly network: Network;
  readonly parameters: Float32Array;
  readonly batch: Batch;
}

function problemOf(cell: string, layers: number): Problem {
  const rng = createRng('interventions', cell, layers);
  const draw = (length: number, bound = 0.8) => Float32Array.from({ length }, () => bound * (2 * rng.uniform() - 1));
  const network: Network = { cell: cellOf(cell), inputs: 3, units: 5, layers, outputs: 2, loss: 'mse' };
  const rows = STEPS * SIZE;
  const weights = Float32Array.from({ length: rows }, () => rng.uniform() / rows);
  return {
    network,
    parameters: draw(layoutOf(network).size),
    batch: { steps: STEPS, size: SIZE, x: draw(rows * 3), y: draw(rows * 2), weights },
  };
}

/** How far an executor is, relative to the largest entry, from what a direct computation in float64 says of each intervention. */
export async function interventionErrors(make: MakeExecutor, cells: readonly string[], depths: readonly number[]) {
  const errors: Record<string, number> = {};
  for (const { cell, held, typed } of HELD) {
    const name = Object.entries(held).map(([gate, value]) => `${gate} at ${value}`);
    for (const layers of depths) errors[`${layers} of ${cell} with ${name.join(' and ')}`] = await holding(make, cell, layers, held, typed);
  }
  for (const cell of cells) {
    for (const layers of depths) {
      errors[`${layers} of ${cell} cut`] = await cutting(make, cell, layers);
      errors[`${layers} of ${cell} clipped and still`] = await clipping(make, cell, layers);
    }
  }
  return errors;
}

/** An executor for as long as it is used. */
export const using = async <T>(executor: Executor | Promise<Executor>, use: (executor: Executor) => Promise<T>): Promise<T> => {
  const made = await executor;
  try {
    return await use(made);
  } finally {
    made.dispose();
  }
};

/** Everything measured, and the weights after three updates, beside those of the typed cell with the same parameters. */
async function holding(
  make: MakeExecutor,
  cell: string,
  layers: number,
  held: Readonly<Record<string, number>>,
  typed: string,
): Promise<number> {
  const { network: plain, parameters, batch } = problemOf(cell, layers);
  const network = { ...plain, cell: holdGates(plain.cell, new Map(Object.entries(held))), interventions: NONE };
  const other: Network = { ...plain, cell: cellOf(typed) };
  const from = indices(other, plain);
  const wanted = differentiate(
    other,
    from.map((index) => parameters[index] ?? Number.NaN),
    batch,
  );
  return using(make(network, 'sgd', parameters, OPTIONS), async (executor) => {
    const measured = await executor.differentiate(batch);
    const pairs = [
      [measured.outputs, wanted.outputs],
      [measured.inputGradients, wanted.inputGradients],
      [from.map((index) => measured.parameterGradients[index] ?? Number.NaN), wanted.parameterGradients],
      ...[...wanted.states].flatMap(([state, values]) => values.map((each, l) => [measured.states.get(state)?.[l] ?? [], each])),
      ...[...wanted.stateGradients].flatMap(([state, values]) =>
        values.map((each, l) => [measured.stateGradients.get(state)?.[l] ?? [], each]),
      ),
      ...Object.entries(held).flatMap(([gate, value]) =>
        (measured.gates.get(gate) ?? []).map((each) => [each, each.length > 0 ? Array.from(each, () => value) : [value]]),
      ),
    ] as [ArrayLike<number>, ArrayLike<number>][];
    return pairs.reduce((worst, [a, b]) => Math.max(worst, relativeError(a, b)), 0);
  });
}

/** For each parameter of a network, the index of the one of the same name in another. */
function indices(network: Network, other: Network): number[] {
  const { slots } = layoutOf(other);
  return layoutOf(network).slots.flatMap(({ layer, name, rows, columns }) => {
    const slot = slots.find((each) => each.layer === layer && each.name === name);
    return Array.from({ length: rows * columns }, (_, k) => (slot?.offset ?? Number.NaN) + k);
  });
}

/** The sequence cut in windows, each from the states in which the one before ended, with nothing blamed across. */
async function cutting(make: MakeExecutor, cell: string, layers: number): Promise<number> {
  const { network, parameters, batch } = problemOf(cell, layers);
  const cuts = [2, 3, 6];
  const bounds = [0, ...cuts, STEPS];
  const exact: Differentiation[] = [];
  let start: States = new Map();
  for (const [k, from] of bounds.slice(0, -1).entries()) {
    const window = windowOf(batch, from, bounds[k + 1] ?? STEPS);
    const made = differentiate(network, Float64Array.from(parameters), { ...window, start });
    exact.push(made);
    start = endOf(made, window.steps);
  }
  const gradient = exact
    .map(({ parameterGradients }) => Array.from(parameterGradients))
    .reduce((sum, each) => sum.map((value, i) => value + (each[i] ?? 0)));
  return using(make({ ...network, interventions: { ...NONE, cuts } }, 'sgd', parameters, OPTIONS), async (executor) => {
    const measured = await executor.differentiate(batch);
    const joinedOf = (pick: (each: Differentiation) => ArrayLike<number>) => exact.flatMap((each) => Array.from(pick(each)));
    const pairs: [ArrayLike<number>, ArrayLike<number>][] = [
      [measured.parameterGradients, gradient],
      [measured.outputs, joinedOf(({ outputs }) => outputs)],
      [measured.inputGradients, joinedOf(({ inputGradients }) => inputGradients)],
      [[measured.loss], [exact.reduce((sum, { loss }) => sum + loss, 0)]],
    ];
    for (const state of network.cell.states) {
      for (let layer = 0; layer < layers; layer++) {
        pairs.push([
          measured.stateGradients.get(state)?.[layer] ?? [],
          joinedOf(({ stateGradients }) => stateGradients.get(state)?.[layer] ?? []),
        ]);
      }
    }
    const before = await executor.weights();
    const rate = 1 / Math.hypot(...gradient);
    await executor.iterate(batch, { rate, clip: 0 });
    const moved = Array.from((await executor.weights()).parameters, (value, i) => ((before.parameters[i] ?? 0) - value) / rate);
    return Math.max(relativeError(moved, gradient), ...pairs.map(([a, b]) => relativeError(a, b)));
  });
}

/** One step of gradient descent on a gradient of which some is 0 and the rest clipped, then by norm. */
async function clipping(make: MakeExecutor, cell: string, layers: number): Promise<number> {
  const { network, parameters, batch } = problemOf(cell, layers);
  const { slots, size } = layoutOf(network);
  const gradient = Float64Array.from(differentiate(network, Float64Array.from(parameters), batch).parameterGradients);
  const limit = Math.fround([...gradient].map(Math.abs).sort((a, b) => a - b)[Math.floor(size * 0.7)] ?? 0);
  const frozen = slots.find(({ layer, name }) => layer === layers - 1 && name.startsWith('U'));
  const head = slots.find(({ name }) => name === 'V');
  const still = [
    { from: 4, length: 1 },
    { from: frozen?.offset ?? 0, length: 25 },
    { from: (head?.offset ?? 0) + 6, length: 1 },
  ];
  const rests = (i: number) => still.some(({ from, length }) => i >= from && i < from + length);
  const wanted = gradient.map((g, i) => (rests(i) ? 0 : Math.sign(g) * Math.min(Math.abs(g), limit)));
  const norm = Math.hypot(...wanted);
  const clip = norm / 2;
  const interventions: Interventions = { still, clipValue: limit, cuts: [] };
  const sgd = await using(make({ ...network, interventions }, 'sgd', parameters, OPTIONS), async (executor) => {
    const measured = await executor.differentiate(batch);
    const rate = 1 / norm;
    const made = await executor.iterate(batch, { rate, clip });
    const after = (await executor.weights()).parameters;
    const moved = Array.from(after, (value, i) => ((parameters[i] ?? 0) - value) / rate);
    return Math.max(
      relativeError(measured.parameterGradients, wanted),
      relativeError([made.gradientNorm], [norm]),
      relativeError(
        moved,
        wanted.map((g) => g / 2),
      ),
    );
  });
  return Math.max(sgd, await resting(make, { ...network, interventions }, parameters, batch, rests));
}

/** Infinite where what does not learn moves by a bit under Adam, or gathers moments. */
async function resting(
  make: MakeExecutor,
  network: Network,
  parameters: Float32Array,
  batch: Batch,
  rests: (i: number) => boolean,
): Promise<number> {
  return using(make(network, 'adam', parameters, OPTIONS), async (executor) => {
    for (let k = 0; k < 3; k++) await executor.iterate(batch, { rate: 0.1, clip: 1 });
    const { parameters: after, moments } = await executor.weights();
    const rested = after.every((value, i) => !rests(i) || value === parameters[i]) && after.some((value, i) => value !== parameters[i]);
    return rested && moments.every((values) => values.every((value, i) => !rests(i) || value === 0)) ? 0 : Number.POSITIVE_INFINITY;
  });
}

function windowOf({ steps, size, ...data }: Batch, from: number, to: number): Batch {
  const part = (values: Float32Array): Float32Array => values.slice((from * values.length) / steps, (to * values.length) / steps);
  return { steps: to - from, size, x: part(data.x), y: part(data.y), weights: part(data.weights) };
}

function endOf({ states }: Differentiation, steps: number): States {
  const last = (values: ArrayLike<number>) => Array.from(values).slice((values.length / steps) * (steps - 1));
  return new Map([...states].map(([name, layers]) => [name, layers.map(last)]));
}
