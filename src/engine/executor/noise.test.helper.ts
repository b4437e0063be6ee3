import { cellOf } from '../../core/cell/builtin.ts';
import { disturb } from '../../core/cell/disturb.ts';
import { holdGates } from '../../core/cell/hold.ts';
import { differentiate } from '../../core/cell/interpret.ts';
import { type Batch, layoutOf, type Network, type States } from '../../core/network.ts';
import { createRng } from '../../core/rng.ts';
import { largestDifference, relativeError } from '../selfCheck.ts';
import type { MakeExecutor } from './executor.ts';
import { using } from './interventions.test.helper.ts';

const OPTIONS = { floor: 2 ** -149, exact: false };
const [STEPS, SIZE, UNITS] = [6, 3, 5];

interface Problem {
  readonly network: Network;
  readonly parameters: Float32Array;
  readonly batch: Batch & { readonly noise: States };
}

function problemOf(cell: string, layers: number, states: readonly string[], held: Readonly<Record<string, number>> = {}): Problem {
  const rng = createRng('noise', cell, layers);
  const draw = (length: number, bound = 0.8) => Float32Array.from({ length }, () => bound * (2 * rng.uniform() - 1));
  const disturbed = disturb(holdGates(cellOf(cell), new Map(Object.entries(held))), states);
  const network: Network = { cell: disturbed, inputs: 3, units: UNITS, layers, outputs: 2, loss: 'mse' };
  const rows = STEPS * SIZE;
  return {
    network,
    parameters: draw(layoutOf(network).size),
    batch: {
      steps: STEPS,
      size: SIZE,
      x: draw(rows * 3),
      y: draw(rows * 2),
      weights: Float32Array.from({ length: rows }, () => rng.uniform() / rows),
      noise: new Map(states.map((state) => [state, Array.from({ length: layers }, () => draw(rows * UNITS, 0.4))])),
    },
  };
}

/** How far an executor is, relative to the largest entry, from float64 with noise on each state, on all of them, and beside a gate that is held. */
export async function noiseErrors(make: MakeExecutor, cells: readonly string[], depths: readonly number[]) {
  const errors: Record<string, number> = {};
  for (const cell of cells) {
    const { states, gates } = cellOf(cell);
    const alone = states.length > 1 ? states.map((state) => [state]) : [];
    for (const layers of depths) {
      for (const disturbed of [states, ...alone]) {
        errors[`${layers} of ${cell} with ${disturbed}`] = await measuring(make, problemOf(cell, layers, disturbed));
      }
      const gate = gates[0];
      if (gate !== undefined)
        errors[`${layers} of ${cell}, held`] = await measuring(make, problemOf(cell, layers, states, { [gate]: 0.3 }));
      errors[`${layers} of ${cell}, updated`] = await updating(make, problemOf(cell, layers, states));
    }
  }
  return errors;
}

/** With noise, then without (none of it is left in the memory), with other noise, and of another shape in between. */
const measuring = (make: MakeExecutor, { network, parameters, batch }: Problem): Promise<number> =>
  using(make(network, 'sgd', parameters, OPTIONS), async (executor) => {
    const { noise, ...silent } = batch;
    const other: States = new Map(
      [...noise].map(([state, layers]) => [state, layers.map((each) => Float32Array.from(each, (n) => -n / 2))]),
    );
    let worst = 0;
    for (const given of [batch, silent, { ...batch, noise: other }, firstSteps(batch, 4), batch]) {
      const exact = differentiate(network, Float64Array.from(parameters), given);
      worst = Math.max(worst, largestDifference(await executor.differentiate(given), exact));
    }
    return worst;
  });

/** Two updates, the second from the states in which the first ended, which are the disturbed ones. */
const updating = (make: MakeExecutor, { network, parameters, batch }: Problem): Promise<number> =>
  using(make(network, 'sgd', parameters, OPTIONS), async (executor) => {
    const first = differentiate(network, Float64Array.from(parameters), batch);
    const last = (values: ArrayLike<number>) => Array.from(values).slice((values.length / STEPS) * (STEPS - 1));
    const start: States = new Map([...first.states].map(([name, layers]) => [name, layers.map(last)]));
    const rate = 0.1;
    const moved = Float64Array.from(parameters, (value, i) => value - rate * (first.parameterGradients[i] ?? 0));
    const second = differentiate(network, moved, { ...batch, start });
    const losses = [await executor.iterate(batch, { rate, clip: 0 })];
    losses.push(await executor.iterate({ ...batch, continues: true }, { rate, clip: 0 }));
    const after = Float64Array.from((await executor.weights()).parameters, (value, i) => value - (parameters[i] ?? 0));
    const wanted = moved.map((value, i) => value - rate * (second.parameterGradients[i] ?? 0) - (parameters[i] ?? 0));
    const told = losses.map(({ loss }) => loss);
    return Math.max(relativeError(told, [first.loss, second.loss]), relativeError(after, wanted));
  });

function firstSteps({ size, noise, ...data }: Problem['batch'], steps: number): Batch {
  const part = (values: ArrayLike<number>): Float32Array => Float32Array.from(values).slice(0, (steps * values.length) / data.steps);
  const parts = new Map([...noise].map(([state, layers]) => [state, layers.map(part)]));
  return { steps, size, x: part(data.x), y: part(data.y), weights: part(data.weights), noise: parts };
}
