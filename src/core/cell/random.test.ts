import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Differentiation, layoutOf, type Loss, type Network } from '../network.ts';
import { nodeAt } from './build.ts';
import type { Cell } from './cell.ts';
import { evaluateNode, evaluateNodes, evaluateStep, type Leaves, type Sizes, sizeOf } from './evaluate.ts';
import type { Id, Node } from './graph.ts';
import { differentiate, type Sequences } from './interpret.ts';
import { forwardLayer, valueOf } from './layer.ts';
import { describeFault, parseCell } from './parse.ts';
import { printEquation } from './print.ts';
import { type Phase, scheduleOf } from './schedule.ts';

const RUNS = { numRuns: 250 };

type Kind = 'units' | 'inputs';
type Names = Readonly<Record<Kind, readonly string[]>>;
interface Line {
  readonly name: string;
  readonly kind: Kind;
}

const MATRICES: readonly (readonly [string, Kind])[] = [
  ['W', 'inputs'],
  ['W2', 'inputs'],
  ['U', 'units'],
  ['U2', 'units'],
];
const number = fc.constantFrom('0.5', '2', '1', '0', '1e-1', '3');

/** Expressions of one width. Square roots and quotients are written so that they stay off their singularities. */
function expression(names: Names, kind: Kind, depth: number): fc.Arbitrary<string> {
  const leaf = fc.constantFrom(...names[kind]);
  if (depth === 0) return leaf;
  const below = expression(names, kind, depth - 1);
  const weighted = ([matrix, of]: readonly [string, Kind]) => expression(names, of, depth - 1).map((text) => `${matrix} (${text})`);
  return fc.oneof(
    leaf,
    fc.tuple(fc.constantFrom('sigmoid', 'tanh', 'relu', 'softplus', 'abs'), below).map(([name, a]) => `${name}(${a})`),
    below.map((a) => `exp(tanh(${a}))`),
    below.map((a) => `sqrt(0.5 + abs(${a}))`),
    below.map((a) => `-(${a})`),
    fc.tuple(fc.constantFrom('min', 'max'), below, fc.oneof(below, number)).map(([name, a, b]) => `${name}(${a}, ${b})`),
    fc.tuple(fc.oneof(below, number), fc.constantFrom('+', '-', '*'), below).map(([a, sign, b]) => `(${a}) ${sign} (${b})`),
    fc.tuple(below, fc.constantFrom('+', '-', '*', '/'), number.filter((text) => text !== '0')).map(([a, sign, b]) => `(${a}) ${sign} ${b}`),
    fc.tuple(fc.oneof(below, number), below).map(([a, b]) => `(${a}) / (1.5 + abs(${b}))`),
    ...(kind === 'units' ? MATRICES.map(weighted) : []),
  );
}

/** The lines of a cell: one to three states and up to three gates, units or inputs wide, in any order. */
const lines: fc.Arbitrary<readonly Line[]> = fc
  .tuple(fc.constantFrom(["h'"], ["h'", "c'"], ["h'", "c'", "s'"]), fc.array(fc.constantFrom<Kind>('units', 'units', 'inputs'), { maxLength: 3 }))
  .map(([states, gates]): Line[] => [...states.map((name) => ({ name, kind: 'units' as const })), ...gates.map((kind, k) => ({ name: `g${k}`, kind }))])
  .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));

/** What line `index` may read: the input, parameters, every state of the step before, and the lines above it. */
function namesAt(all: readonly Line[], index: number): Names {
  const above = all.slice(0, index);
  const states = all.flatMap(({ name }) => (name.endsWith("'") ? [name.slice(0, -1)] : []));
  const named = (kind: Kind) => above.filter((line) => line.kind === kind).map(({ name }) => name);
  return { units: [...states, ...named('units'), 'a', 'b'], inputs: ['x', ...named('inputs')] };
}

const cells: fc.Arbitrary<Cell> = lines
  .chain((all) => fc.tuple(...all.map(({ name, kind }, index) => expression(namesAt(all, index), kind, 3).map((text) => `${name} = ${text}`))))
  .map((texts) => cell(texts.join('\n')));

function cell(source: string): Cell {
  const parsed = parseCell(source);
  if (!parsed.ok) throw new Error(`${source}\n${parsed.faults.map(describeFault).join('\n')}`);
  return Object.assign(parsed.cell, { [fc.toStringMethod]: () => source });
}

const SIZES: Sizes = { units: 2, inputs: 3 };
const entries = (length: number) => fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: length, maxLength: length });

/** A small problem around a cell: every array is drawn from one stream of numbers. */
interface Problem {
  readonly network: Network;
  readonly parameters: Float64Array;
  readonly sequences: Sequences;
  /** Numbers for directions. */
  readonly draw: (length: number) => Float64Array;
}

const problems: fc.Arbitrary<Problem> = fc
  .tuple(cells, fc.constantFrom<Loss>('mse', 'crossEntropy'), fc.integer({ min: 1, max: 2 }), fc.integer())
  .map(([cell, loss, layers, seed]) => {
    const draw = numbers(seed);
    const network: Network = { cell, ...SIZES, layers, outputs: 2, loss };
    const [steps, size] = [3, 2];
    const y = loss === 'mse' ? draw(steps * size * 2) : draw(steps * size).map((value) => (value > 0 ? 1 : 0));
    const weights = draw(steps * size).map((value) => Math.max(0, value));
    return { network, parameters: draw(layoutOf(network).size), sequences: { steps, size, x: draw(steps * size * SIZES.inputs), y, weights }, draw };
  });

/** Numbers in ±1 from a small generator (mulberry32). */
function numbers(seed: number): (length: number) => Float64Array {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
  return (length) => Float64Array.from({ length }, next);
}

const STEP = 1e-4;
/** How far arguments must stand from where a function has a kink, for differences over ±2 STEP to make sense. */
const MARGIN = 5e-3;

/** Fourth-order central difference of f at 0. */
const slope = (f: (e: number) => number): number => (8 * (f(STEP) - f(-STEP)) - (f(2 * STEP) - f(-2 * STEP))) / (12 * STEP);

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((sum, value, k) => sum + value * (b[k] ?? Number.NaN), 0);
const moved = (from: ArrayLike<number>, along: ArrayLike<number>, e: number): Float64Array => Float64Array.from(from, (value, k) => value + e * (along[k] ?? 0));

const expectSlope = (measured: number, f: (e: number) => number): void => {
  const difference = slope(f);
  expect(Math.abs(measured - difference), `${measured} for ${difference}`).toBeLessThan(1e-6 * Math.max(1, Math.abs(difference)));
};

/** The distance of a node's arguments from a kink. */
function marginOf(node: Node, values: readonly Float64Array[]): number {
  if (node.op === 'unary' && (node.function === 'relu' || node.function === 'abs')) return Math.min(...valueOf(values, node.of).map(Math.abs));
  if (node.op !== 'binary' || (node.function !== 'min' && node.function !== 'max')) return 1;
  const [left, right] = [valueOf(values, node.left), valueOf(values, node.right)];
  return Math.min(...Array.from({ length: Math.max(left.length, right.length) }, (_, j) => Math.abs((left[j] ?? left[0] ?? 0) - (right[j] ?? right[0] ?? 0))));
}

/** Whether all values stay small, and all arguments off the kinks, in the first layer of the first sequence and beyond. */
function isSmooth({ network, parameters, sequences }: Problem): boolean {
  const { cell, layers } = network;
  return Array.from({ length: sequences.size }, (_, b) => {
    let xs: readonly ArrayLike<number>[] = inputsOf(sequences, b);
    return Array.from({ length: layers }, (_, layer) => {
      const tape = forwardLayer({ cell, sizes: layer === 0 ? SIZES : { units: 2, inputs: 2 }, parameters: layerParameters(network, parameters, layer), gradients: new Map() }, xs);
      xs = tape.map((values) => valueOf(values, cell.definitions.get("h'")));
      return tape.every((values) => values.every((value, id) => value.every((entry) => Math.abs(entry) < 50) && marginOf(nodeAt(cell.graph, id), values) > MARGIN));
    }).every(Boolean);
  }).every(Boolean);
}

const inputsOf = ({ steps, size, x }: Sequences, b: number): Float64Array[] =>
  Array.from({ length: steps }, (_, t) => Float64Array.from(x).subarray((t * size + b) * SIZES.inputs, (t * size + b + 1) * SIZES.inputs));

const layerParameters = (network: Network, parameters: Float64Array, layer: number) =>
  new Map(
    layoutOf(network)
      .slots.filter((slot) => slot.layer === layer)
      .map(({ name, offset, rows, columns }) => [name, parameters.subarray(offset, offset + rows * columns)]),
  );

describe('the derivative of a random cell', () => {
  test('by parameters and inputs agrees with central differences', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        fc.pre(isSmooth(problem));
        const { network, parameters, sequences, draw } = problem;
        const measured = differentiate(network, parameters, sequences);
        const lossAt = (p: Float64Array, x: ArrayLike<number>) => differentiate(network, p, { ...sequences, x }).loss;
        for (const along of [draw(parameters.length), draw(parameters.length)]) {
          expectSlope(dot(measured.parameterGradients, along), (e) => lossAt(moved(parameters, along, e), sequences.x));
        }
        const along = draw(sequences.x.length);
        expectSlope(dot(measured.inputGradients, along), (e) => lossAt(parameters, moved(sequences.x, along, e)));
        for (let k = 0; k < parameters.length; k += 7) {
          const unit = parameters.map((_, j) => (j === k ? 1 : 0));
          expectSlope(measured.parameterGradients[k] ?? Number.NaN, (e) => lossAt(moved(parameters, unit, e), sequences.x));
        }
      }),
      RUNS,
    );
  });

  test('by every state at every step agrees with moving that state alone', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        fc.pre(problem.network.layers === 1 && isSmooth(problem));
        const { network, parameters, sequences, draw } = problem;
        const measured = differentiate(network, parameters, sequences);
        for (const state of network.cell.states) {
          for (let t = 0; t < sequences.steps; t++) {
            const along = draw(SIZES.units);
            const blame = measured.stateGradients.get(state)?.[0]?.slice(t * 2 * SIZES.units, (t * 2 + 1) * SIZES.units) ?? [];
            expectSlope(dot(blame, along), (e) => lossWithout(problem, { state, t, by: along.map((value) => e * value) }));
          }
        }
      }),
      RUNS,
    );
  });
});
