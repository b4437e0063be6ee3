import { type Building, intern, newBuilding, nodeAt } from './build.ts';
import type { Equation } from './cell.ts';
import { type Contributions, type Flow, flowThrough, newContributions } from './flow.ts';
import type { Backward, Graph, Id, Node, OuterProduct, Path } from './graph.ts';
import { lowerLine } from './lower.ts';
import { gather } from './simplify.ts';
import type { Expression } from './syntax.ts';

/** What a cell's equations come to: the forward pass as a graph, and behind it the backward pass derived from it. */
export interface Derived {
  readonly graph: Graph;
  readonly forward: number;
  readonly definitions: ReadonlyMap<string, Id>;
  readonly backward: Backward;
  /** Each piece of the equations' text → the node that computes it. */
  readonly nodeOf: ReadonlyMap<Expression, Id>;
}

/** The names of a cell, whose order is the order of the maps that are derived. */
export interface Names {
  readonly states: readonly string[];
  readonly gates: readonly string[];
  readonly matrices: readonly string[];
  readonly vectors: readonly string[];
}

/**
 * Lowers the equations and derives their reverse-mode derivative (Rumelhart, Hinton & Williams 1986; one step of
 * backpropagation through time). The lines are taken from the last to the first, since only later lines read a line; each
 * hands its blame on to what it reads, and what reads a state of the step before is kept as a path.
 */
export function derive(equations: readonly Equation[], names: Names): Derived {
  const building = newBuilding();
  const lowering = { building, states: new Set(names.states), definitions: new Map<string, Id>(), nodeOf: new Map<Expression, Id>() };
  for (const { name, expression, width } of equations) lowerLine(lowering, name, expression, width);
  const forward = building.nodes.length;
  const flow: Flow = {
    building,
    nodeOf: lowering.nodeOf,
    named: namesOf(building),
    contributions: newContributions(),
    paths: [],
    states: lowering.states,
  };
  const adjoints = deriveLines(flow, equations);
  const backward = collect(flow, names, adjoints);
  return { graph: building.nodes, forward, definitions: lowering.definitions, backward, nodeOf: lowering.nodeOf };
}

/** What a line calls a computed value, which the backward pass then calls by that name. */
function namesOf({ nodes }: Building): ReadonlyMap<Id, Id> {
  const named = new Map<Id, Id>();
  nodes.forEach((node, id) => {
    if (node.op === 'define' && isComputed(nodeAt(nodes, node.of)) && !named.has(node.of)) named.set(node.of, id);
  });
  return named;
}

const isComputed = ({ op }: Node): boolean => op === 'unary' || op === 'binary' || op === 'product';

/** ∂L by each line's quantity, by its name as written. */
function deriveLines(flow: Flow, equations: readonly Equation[]): ReadonlyMap<string, Id | null> {
  const adjoints = new Map<string, Id | null>();
  for (const { name, expression } of equations.toReversed()) {
    const adjoint = adjointOf(flow, name);
    adjoints.set(name, adjoint);
    const paths: Path[] = [];
    if (adjoint !== null)
      flowThrough({ ...flow, paths }, expression, adjoint, { definition: name, matrix: null, before: null, after: null });
    flow.paths.unshift(...paths);
  }
  return adjoints;
}

function adjointOf({ building, contributions }: Flow, name: string): Id | null {
  const added = contributions.names.get(name) ?? [];
  if (!name.endsWith("'")) return total(building, added);
  return total(building, [intern(building, { op: 'incoming', state: name.slice(0, -1) }, 'units'), ...added]);
}

const total = (building: Building, terms: readonly Id[]): Id | null =>
  terms.length === 0 ? null : terms.reduce((sum, term) => gather(building, sum, term));

function collect({ building, contributions, paths }: Flow, names: Names, adjoints: ReadonlyMap<string, Id | null>): Backward {
  const sum = (name: string): Id | null => total(building, contributions.names.get(name) ?? []);
  return {
    blame: new Map(names.states.map((state) => [state, blameOf(adjoints, state)])),
    gates: new Map(names.gates.map((gate) => [gate, adjoints.get(gate) ?? null])),
    previous: new Map(names.states.map((state) => [state, sum(state)])),
    input: sum('x'),
    vectors: new Map(names.vectors.map((vector) => [vector, sum(vector)])),
    matrices: new Map(names.matrices.map((matrix) => [matrix, productsOf(building, contributions, matrix)])),
    paths,
  };
}

function blameOf(adjoints: ReadonlyMap<string, Id | null>, state: string): Id {
  const id = adjoints.get(`${state}'`);
  if (id === undefined || id === null) throw new Error(`the state ${state} has no line`);
  return id;
}

/** The products that make a matrix's gradient; those with one and the same operand are drawn together. */
function productsOf(building: Building, { products }: Contributions, matrix: string): OuterProduct[] {
  const by = new Map<Id, Id>();
  for (const product of products.get(matrix) ?? []) {
    const known = by.get(product.of);
    by.set(product.of, known === undefined ? product.by : gather(building, known, product.by));
  }
  return [...by].map(([of, sum]) => ({ by: sum, of }));
}
