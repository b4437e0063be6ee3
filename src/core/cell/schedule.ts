import { nodeAt } from './build.ts';
import type { Cell } from './cell.ts';
import type { Graph, Id, Node } from './graph.ts';

/**
 * When a node can be computed, for an executor that walks the steps in a loop and does everything else for all steps at once:
 * - `constant`: from parameters and numbers alone, once;
 * - `before`: from x, noise and constants, for all steps before the forward loop;
 * - `forward`: from a state of the step before, in the forward loop;
 * - `between`: of the backward pass, from forward values alone, for all steps between the two loops;
 * - `backward`: the blame of this step and what it carries to the step before, in the backward loop;
 * - `after`: from blame, but feeding only the gradients of parameters, gates and x, for all steps after the backward loop;
 * - `unused`: serves only to tell the paths of blame apart.
 */
export type Phase = 'constant' | 'before' | 'forward' | 'between' | 'backward' | 'after' | 'unused';

/** Each phase's nodes in the order in which they can be computed; `phase` is by node. */
export type Schedule = { readonly phase: readonly Phase[] } & Readonly<Record<Exclude<Phase, 'unused'>, readonly Id[]>>;

const kept = new WeakMap<Cell, Schedule>();

/** The schedule of a cell, made once. */
export function scheduleOf(cell: Cell): Schedule {
  const known = kept.get(cell);
  if (known !== undefined) return known;
  const schedule = makeSchedule(cell);
  kept.set(cell, schedule);
  return schedule;
}

function makeSchedule(cell: Cell): Schedule {
  const phase = phasesOf(cell);
  const listed = (wanted: Phase): Id[] => phase.flatMap((found, id) => (found === wanted ? [id] : []));
  return {
    phase,
    constant: listed('constant'),
    before: listed('before'),
    forward: listed('forward'),
    between: listed('between'),
    backward: listed('backward'),
    after: listed('after'),
  };
}

function phasesOf(cell: Cell): Phase[] {
  const { graph, forward } = cell;
  const needed = ancestorsOf(graph, rootsOf(cell));
  const carrying = ancestorsOf(graph, carriedBy(cell));
  const blamed = reachedFrom(graph, ({ op }) => op === 'incoming');
  const recurrent = reachedFrom(graph, ({ op }) => op === 'previous');
  const varying = reachedFrom(graph, ({ op }) => op === 'input' || op === 'noise' || op === 'previous');
  return graph.map((_, id) => {
    if (!needed[id]) return 'unused';
    if (blamed[id]) return carrying[id] ? 'backward' : 'after';
    if (!varying[id]) return 'constant';
    if (id >= forward) return 'between';
    return recurrent[id] ? 'forward' : 'before';
  });
}

/** What the backward loop must give at each step. */
const carriedBy = ({ backward: { blame, previous } }: Cell): Id[] => [...blame.values(), ...present(previous.values())];

function rootsOf(cell: Cell): Id[] {
  const { gates, input, vectors, matrices } = cell.backward;
  const products = [...matrices.values()].flat().flatMap(({ by, of }) => [by, of]);
  return [...cell.definitions.values(), ...carriedBy(cell), ...present([...gates.values(), ...vectors.values(), input]), ...products];
}

const present = (ids: Iterable<Id | null>): Id[] => [...ids].filter((id) => id !== null);

/** The nodes that a node reads. */
export function operandsOf(node: Node): readonly Id[] {
  if (node.op === 'binary') return [node.left, node.right];
  return node.op === 'product' || node.op === 'unary' || node.op === 'define' ? [node.of] : [];
}

function ancestorsOf(graph: Graph, roots: readonly Id[]): boolean[] {
  const found = graph.map(() => false);
  for (const root of roots) found[root] = true;
  for (let id = graph.length - 1; id >= 0; id--) {
    if (found[id]) for (const operand of operandsOf(nodeAt(graph, id))) found[operand] = true;
  }
  return found;
}

function reachedFrom(graph: Graph, isSource: (node: Node) => boolean): boolean[] {
  const reached: boolean[] = [];
  for (const node of graph) reached.push(isSource(node) || operandsOf(node).some((operand) => reached[operand] === true));
  return reached;
}
