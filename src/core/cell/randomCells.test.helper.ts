import fc from 'fast-check';
import { type Loss, layoutOf, type Network } from '../network.ts';
import { createRng } from '../rng.ts';
import type { Cell } from './cell.ts';
import { type Leaves, type Sizes, sizeOf } from './evaluate.ts';
import type { Sequences } from './interpret.ts';
import { describeFault, parseCell } from './parse.ts';

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
    fc
      .tuple(
        below,
        fc.constantFrom('+', '-', '*', '/'),
        number.filter((text) => text !== '0'),
      )
      .map(([a, sign, b]) => `(${a}) ${sign} ${b}`),
    fc.tuple(fc.oneof(below, number), below).map(([a, b]) => `(${a}) / (1.5 + abs(${b}))`),
    ...(kind === 'units' ? MATRICES.map(weighted) : []),
  );
}

/** The lines of a cell: one to three states and up to three gates, units or inputs wide, in any order. */
const lines: fc.Arbitrary<readonly Line[]> = fc
  .tuple(
    fc.constantFrom(["h'"], ["h'", "c'"], ["h'", "c'", "s'"]),
    fc.array(fc.constantFrom<Kind>('units', 'units', 'inputs'), { maxLength: 3 }),
  )
  .map(([states, gates]): Line[] => [
    ...states.map((name) => ({ name, kind: 'units' as const })),
    ...gates.map((kind, k) => ({ name: `g${k}`, kind })),
  ])
  .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));

/** What line `index` may read: the input, parameters, every state of the step before, and the lines above it. */
function namesAt(all: readonly Line[], index: number): Names {
  const above = all.slice(0, index);
  const states = all.flatMap(({ name }) => (name.endsWith("'") ? [name.slice(0, -1)] : []));
  const named = (kind: Kind) => above.filter((line) => line.kind === kind).map(({ name }) => name);
  return { units: [...states, ...named('units'), 'a', 'b'], inputs: ['x', ...named('inputs')] };
}

export const cells: fc.Arbitrary<Cell> = lines
  .chain((all) =>
    fc.tuple(...all.map(({ name, kind }, index) => expression(namesAt(all, index), kind, 3).map((text) => `${name} = ${text}`))),
  )
  .map((texts) => cell(texts.join('\n')));

function cell(source: string): Cell {
  const parsed = parseCell(source);
  if (!parsed.ok) throw new Error(`${source}\n${parsed.faults.map(describeFault).join('\n')}`);
  return Object.assign(parsed.cell, { [fc.toStringMethod]: () => source });
}

export const SIZES: Sizes = { units: 2, inputs: 3 };

/** A small problem around a cell, its numbers drawn from ±1. */
export interface Problem {
  readonly network: Network;
  readonly parameters: Float64Array;
  readonly sequences: Sequences;
  /** More numbers from ±1. */
  readonly draw: (length: number) => Float64Array;
}

export const problems: fc.Arbitrary<Problem> = fc
  .tuple(cells, fc.constantFrom<Loss>('mse', 'crossEntropy'), fc.integer({ min: 1, max: 2 }), fc.integer())
  .map(([cell, loss, layers, seed]) => {
    const rng = createRng('random cell', seed);
    const draw = (length: number) => Float64Array.from({ length }, () => 2 * rng.uniform() - 1);
    const network: Network = { cell, ...SIZES, layers, outputs: 2, loss };
    const [steps, size] = [3, 2];
    const y = loss === 'mse' ? draw(steps * size * 2) : draw(steps * size).map((value) => (value > 0 ? 1 : 0));
    const weights = draw(steps * size).map((value) => Math.max(0, value));
    return {
      network,
      parameters: draw(layoutOf(network).size),
      sequences: { steps, size, x: draw(steps * size * SIZES.inputs), y, weights },
      draw,
    };
  });

/** Leaves of one step for a cell, all from ±1. */
export function leavesOf(cell: Cell, seed: number): Leaves {
  const rng = createRng('leaves', seed);
  const draw = (length: number) => Float64Array.from({ length }, () => 2 * rng.uniform() - 1);
  const perState = () => new Map(cell.states.map((state) => [state, draw(SIZES.units)]));
  const matrices = cell.matrices.map(({ name, columns }) => [name, draw(SIZES.units * sizeOf(columns, SIZES))] as const);
  const parameters = new Map([...matrices, ...cell.vectors.map((name) => [name, draw(SIZES.units)] as const)]);
  return { x: draw(SIZES.inputs), parameters, previous: perState(), incoming: perState() };
}
