import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { layoutOf, type Network } from '../network.ts';
import { nodeAt } from './build.ts';
import { evaluateNodes, type Leaves } from './evaluate.ts';
import type { Node } from './graph.ts';
import { answer, lossAt } from './head.ts';
import { differentiate, type Sequences } from './interpret.ts';
import { forwardLayer, type Values, valueOf } from './layer.ts';
import { type Problem, problems, SIZES } from './randomCells.test.helper.ts';

const RUNS = { numRuns: 250 };
const STEP = 1e-4;
/** How far arguments must stand from where a function has a kink, for differences over ±2 STEP to make sense. */
const MARGIN = 5e-3;

/** Fourth-order central difference of f at 0. */
const slope = (f: (e: number) => number): number => (8 * (f(STEP) - f(-STEP)) - (f(2 * STEP) - f(-2 * STEP))) / (12 * STEP);

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, k) => sum + value * (b[k] ?? Number.NaN), 0);
const moved = (from: ArrayLike<number>, along: ArrayLike<number>, e: number): Float64Array =>
  Float64Array.from(from, (value, k) => value + e * (along[k] ?? 0));

function expectSlope(measured: number, f: (e: number) => number): void {
  const difference = slope(f);
  expect(Math.abs(measured - difference), `${measured} for ${difference}`).toBeLessThan(1e-6 * Math.max(1, Math.abs(difference)));
}

/** The distance of a node's arguments from a kink. */
function marginOf(node: Node, values: readonly Float64Array[]): number {
  if (node.op === 'unary' && (node.function === 'relu' || node.function === 'abs'))
    return Math.min(...valueOf(values, node.of).map(Math.abs));
  if (node.op !== 'binary' || (node.function !== 'min' && node.function !== 'max')) return 1;
  const [left, right] = [valueOf(values, node.left), valueOf(values, node.right)];
  const gap = (j: number) => Math.abs((left[j] ?? left[0] ?? 0) - (right[j] ?? right[0] ?? 0));
  return Math.min(...Array.from({ length: Math.max(left.length, right.length) }, (_, j) => gap(j)));
}

/** Whether all values stay small, and all arguments off the kinks, so that differences can be trusted. */
function isSmooth({ network, parameters, sequences }: Problem): boolean {
  const { graph, definitions } = network.cell;
  const isTame = (values: Values) =>
    values.every((value, id) => value.every((entry) => Math.abs(entry) < 30) && marginOf(nodeAt(graph, id), values) > MARGIN);
  for (let b = 0; b < sequences.size; b++) {
    let xs: readonly ArrayLike<number>[] = inputsOf(sequences, b);
    for (let layer = 0; layer < network.layers; layer++) {
      const tape = forwardLayer(layerOf(network, parameters, layer), xs);
      if (!tape.every(isTame)) return false;
      xs = tape.map((values) => valueOf(values, definitions.get("h'")));
    }
  }
  return true;
}

const inputsOf = ({ steps, size, x }: Sequences, b: number): ArrayLike<number>[] =>
  Array.from({ length: steps }, (_, t) => Array.from(x).slice((t * size + b) * SIZES.inputs, (t * size + b + 1) * SIZES.inputs));

function layerOf(network: Network, parameters: Float64Array, layer: number | null) {
  const slots = layoutOf(network).slots.filter((slot) => slot.layer === layer);
  const named = new Map(slots.map(({ name, offset, rows, columns }) => [name, parameters.subarray(offset, offset + rows * columns)]));
  const sizes = layer === 0 ? SIZES : { units: SIZES.units, inputs: SIZES.units };
  return { cell: network.cell, sizes, parameters: named, gradients: new Map<string, Float64Array>() };
}

interface Nudge {
  readonly state: string;
  readonly t: number;
  readonly by: Float64Array;
}

/** The loss of the first sequence, with something added to one new state as soon as it is computed. */
function lossWith({ network, parameters, sequences }: Problem, nudge: Nudge): number {
  const { cell } = network;
  const layer = layerOf(network, parameters, 0);
  const head = layerOf(network, parameters, null).parameters;
  const [V = new Float64Array(), a = new Float64Array()] = [head.get('V'), head.get('a')];
  let previous: ReadonlyMap<string, Float64Array> = new Map();
  return inputsOf(sequences, 0).reduce((loss, x, t) => {
    const values = stepWith(network, { x, parameters: layer.parameters, previous, incoming: new Map() }, t === nudge.t ? nudge : null);
    previous = new Map(cell.states.map((state) => [state, valueOf(values, cell.definitions.get(`${state}'`))]));
    const y = answer({ loss: network.loss, outputs: 2, V, a, gradientV: V, gradientA: a }, valueOf(values, cell.definitions.get("h'")));
    const width = network.loss === 'mse' ? 2 : 1;
    const target = Array.from(sequences.y).slice(t * sequences.size * width, (t * sequences.size + 1) * width);
    return loss + (sequences.weights[t * sequences.size] ?? 0) * lossAt(network.loss, y, target).loss;
  }, 0);
}

function stepWith({ cell }: Network, leaves: Leaves, nudge: Nudge | null): Values {
  const values: Values = [];
  const at = nudge === null ? cell.forward - 1 : (cell.definitions.get(`${nudge.state}'`) ?? 0);
  evaluateNodes(cell.graph, 0, at + 1, SIZES, leaves, values);
  if (nudge !== null) values[at] = moved(valueOf(values, at), nudge.by, 1);
  evaluateNodes(cell.graph, at + 1, cell.forward, SIZES, leaves, values);
  return values;
}

describe('the derivative of a random cell agrees with central differences', () => {
  test('by parameters and inputs', () => {
    const property = fc.property(problems, (problem) => {
      fc.pre(isSmooth(problem));
      const { network, parameters, sequences, draw } = problem;
      const measured = differentiate(network, parameters, sequences);
      const lossOf = (p: Float64Array, x: ArrayLike<number>) => differentiate(network, p, { ...sequences, x }).loss;
      const [along, across] = [draw(parameters.length), draw(sequences.x.length)];
      expectSlope(dot(measured.parameterGradients, along), (e) => lossOf(moved(parameters, along, e), sequences.x));
      expectSlope(dot(measured.inputGradients, across), (e) => lossOf(parameters, moved(sequences.x, across, e)));
      for (let k = 0; k < parameters.length; k += 7) {
        const one = parameters.map((_, j) => (j === k ? 1 : 0));
        expectSlope(measured.parameterGradients[k] ?? Number.NaN, (e) => lossOf(moved(parameters, one, e), sequences.x));
      }
    });
    fc.assert(property, RUNS);
  }, 60_000);

  test('by each state at each step, moved alone', () => {
    const property = fc.property(problems, (problem) => {
      fc.pre(problem.network.layers === 1 && isSmooth(problem));
      const { network, parameters, sequences, draw } = problem;
      const { stateGradients } = differentiate(network, parameters, sequences);
      for (const state of network.cell.states) {
        for (let t = 0; t < sequences.steps; t++) {
          const along = draw(SIZES.units);
          const at = t * sequences.size * SIZES.units;
          const blame = Array.from(stateGradients.get(state)?.[0] ?? []).slice(at, at + SIZES.units);
          expectSlope(dot(blame, along), (e) => lossWith(problem, { state, t, by: along.map((value) => e * value) }));
        }
      }
    });
    fc.assert(property, RUNS);
  }, 60_000);
});
