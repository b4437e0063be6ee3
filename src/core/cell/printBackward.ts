import { nodeAt } from './build.ts';
import type { Cell } from './cell.ts';
import type { Graph, Id, Node } from './graph.ts';
import { type Piece, print } from './pieces.ts';
import { operandsOf, scheduleOf } from './schedule.ts';

/** One equation of the backward pass as text. */
export interface BackwardEquation {
  readonly name: string;
  readonly text: string;
}

/**
 * The derived backward pass of one step as equations, in the order in which they can be computed:
 * - `∂a` is ∂L/∂a: `∂h'` the blame of the new state, `∂z` of a gate, `∂x`, `∂b`, `∂W` of input and parameters;
 *   `∂h`, without prime, is what this step carries to the step before;
 * - `∂⁺h'` is the part of `∂h'` that comes from outside the step: from later steps, the layer above, the loss;
 * - `δz` is a part of the blame of line `z` that is read more than once, mostly that before the nonlinearity;
 * - `Wᵀ` is transposed and `⊗` the outer product. A vector's and a matrix's gradient is the sum over steps and sequences.
 */
export function printBackward(cell: Cell): readonly BackwardEquation[] {
  const symbols = symbolsOf(cell);
  const name = (id: Id): string => print(printing(cell.graph, symbols, null), id);
  const computed = [...symbols]
    .sort(([a], [b]) => a - b)
    .map(([id, symbol]) => ({ name: symbol, text: print(printing(cell.graph, symbols, id), id) }));
  const again = namedResults(cell).flatMap(([symbol, id]) => (symbols.get(id) === symbol ? [] : [{ name: symbol, text: name(id) }]));
  const matrices = [...cell.backward.matrices].flatMap(([matrix, products]) => {
    const text = products.map(({ by, of }) => `${factor(name(by))} ⊗ ${factor(name(of))}`).join(' + ');
    return text === '' ? [] : [{ name: `∂${matrix}`, text }];
  });
  return [...computed, ...again, ...matrices];
}

const factor = (text: string): string => (/ [-+*/] |^-/.test(text) ? `(${text})` : text);

/** Nodes that have a symbol are written by it, except `own`, whose equation is being written. */
const printing = (graph: Graph, symbols: ReadonlyMap<Id, string>, own: Id | null) => ({
  style: { minus: '-', merge: true, exact: false },
  view: (id: Id): Piece<Id> => {
    const symbol = id === own ? undefined : symbols.get(id);
    return symbol === undefined ? viewOf(nodeAt(graph, id)) : { kind: 'atom', text: symbol };
  },
});

const OPERATORS = { add: '+', subtract: '-', multiply: '*', divide: '/' } as const;

function viewOf(node: Node): Piece<Id> {
  switch (node.op) {
    case 'number':
      return { kind: 'atom', text: String(node.value) };
    case 'input':
      return { kind: 'atom', text: 'x' };
    case 'previous':
      return { kind: 'atom', text: node.state };
    case 'incoming':
      return { kind: 'atom', text: `∂⁺${node.state}'` };
    case 'noise':
      return { kind: 'atom', text: 'noise' };
    case 'vector':
    case 'define':
      return { kind: 'atom', text: node.name };
    case 'product':
      return { kind: 'product', matrix: node.transposed ? `${node.matrix}ᵀ` : node.matrix, of: node.of };
    case 'unary':
      return node.function === 'negate' ? { kind: 'negate', of: node.of } : { kind: 'call', function: node.function, of: [node.of] };
    case 'binary':
      if (node.function === 'min' || node.function === 'max' || node.function === 'exceeds')
        return { kind: 'call', function: node.function, of: [node.left, node.right] };
      return { kind: 'operator', operator: OPERATORS[node.function], left: node.left, right: node.right };
  }
}

/** What the backward pass is for, except the matrices, in the order of the cell's own names. */
function namedResults({ backward: { blame, gates, previous, input, vectors } }: Cell): [string, Id][] {
  const results: [string, Id | null][] = [
    ...[...blame].map(([state, id]): [string, Id] => [`∂${state}'`, id]),
    ...[...gates].map(([gate, id]): [string, Id | null] => [`∂${gate}`, id]),
    ...[...previous].map(([state, id]): [string, Id | null] => [`∂${state}`, id]),
    ['∂x', input],
    ...[...vectors].map(([vector, id]): [string, Id | null] => [`∂${vector}`, id]),
  ];
  return results.flatMap(([name, id]): [string, Id][] => (id === null ? [] : [[name, id]]));
}

/** The nodes that get an equation of their own: what lines are blamed with, parts that are read more than once, results. */
function symbolsOf(cell: Cell): ReadonlyMap<Id, string> {
  const { blame, gates } = cell.backward;
  const lines = new Map<Id, string>();
  for (const [state, id] of blame) lines.set(id, `${state}'`);
  for (const [gate, id] of gates) if (id !== null && !lines.has(id)) lines.set(id, gate);
  const symbols = new Map([...lines].map(([id, line]) => [id, `∂${line}`]));
  nameShared(cell, lines, symbols);
  for (const [name, id] of namedResults(cell)) if (!symbols.has(id)) symbols.set(id, name);
  return symbols;
}

function nameShared(cell: Cell, lines: ReadonlyMap<Id, string>, symbols: Map<Id, string>): void {
  const { phase } = scheduleOf(cell);
  const lineOf = linesBehind(cell, lines);
  const uses = usesOf(cell);
  const taken = new Map<string, number>();
  cell.graph.forEach((_, id) => {
    const line = lineOf[id];
    if (symbols.has(id) || (uses[id] ?? 0) < 2 || (phase[id] !== 'backward' && phase[id] !== 'after') || line === undefined) return;
    const count = (taken.get(line) ?? 0) + 1;
    taken.set(line, count);
    symbols.set(id, `δ${line}${count === 1 ? '' : subscript(count)}`);
  });
}

const subscript = (count: number): string => [...String(count)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');

/** The line whose blame each node of the backward pass was made from. */
function linesBehind({ graph }: Cell, lines: ReadonlyMap<Id, string>): (string | undefined)[] {
  const behind: (string | undefined)[] = [];
  graph.forEach((node, id) => {
    const operands = operandsOf(node).map((operand) => behind[operand]);
    behind[id] = lines.get(id) ?? operands.find((line) => line !== undefined);
  });
  return behind;
}

/** How often each node is read by what is needed. */
function usesOf(cell: Cell): number[] {
  const uses = cell.graph.map(() => 0);
  const count = (id: Id): void => {
    uses[id] = (uses[id] ?? 0) + 1;
  };
  const { phase } = scheduleOf(cell);
  cell.graph.forEach((node, id) => {
    if (phase[id] !== 'unused') operandsOf(node).forEach(count);
  });
  for (const { by } of [...cell.backward.matrices.values()].flat()) count(by);
  for (const [, id] of namedResults(cell)) count(id);
  return uses;
}
