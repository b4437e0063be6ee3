import type { Interventions } from '../network.ts';
import type { Cell } from './cell.ts';
import { addInto, addOuter, evaluateNodes, type Leaves, type Sizes } from './evaluate.ts';
import type { Id } from './graph.ts';

/** One layer with its parameters by name, and as many entries again into which their gradients are added. */
export interface Layer {
  readonly cell: Cell;
  readonly sizes: Sizes;
  readonly parameters: ReadonlyMap<string, Float64Array>;
  readonly gradients: ReadonlyMap<string, Float64Array>;
}

/** One step's values, by node. */
export type Values = Float64Array[];

/** States of one sequence by name; one that is missing is 0. */
export type LayerStates = ReadonlyMap<string, ArrayLike<number>>;

const NOTHING: LayerStates = new Map();

/** The forward pass of one sequence through one layer, from the states in `start`: `xs`, the result and what disturbs the states are by step. */
export function forwardLayer(
  { cell, sizes, parameters }: Layer,
  xs: readonly ArrayLike<number>[],
  start = NOTHING,
  noise: readonly LayerStates[] = [],
): Values[] {
  let previous = start;
  return xs.map((x, t) => {
    const values: Values = [];
    evaluateNodes(cell.graph, 0, cell.forward, sizes, { x, parameters, previous, noise: noise[t] ?? NOTHING, incoming: NOTHING }, values);
    previous = statesOf(cell, values);
    return values;
  });
}

/**
 * The backward pass of one sequence through one layer, from the last step to the first. `outside` is ∂L/∂h_t by what reads h
 * outside the layer, by step; `tape` is what `forwardLayer` gave from `start`, and takes the rest of each step's values.
 * What is handed from step to step is as the interventions have it. Returns ∂L/∂x_t.
 */
export function backwardLayer(
  layer: Layer,
  xs: readonly ArrayLike<number>[],
  tape: readonly Values[],
  outside: readonly Float64Array[],
  start = NOTHING,
  { cuts = [], boost = false }: Partial<Interventions> = {},
): Float64Array[] {
  const { cell, sizes, parameters } = layer;
  const given: Float64Array[] = [];
  let carried: ReadonlyMap<string, Float64Array> = new Map();
  let size = 0;
  for (let t = tape.length - 1; t >= 0; t--) {
    const values = tape[t] ?? [];
    const leaves: Leaves = {
      x: xs[t] ?? [],
      parameters,
      previous: t === 0 ? start : statesOf(cell, tape[t - 1] ?? []),
      incoming: incomingAt(cell, sizes, outside[t], carried),
    };
    evaluateNodes(cell.graph, cell.forward, cell.graph.length, sizes, leaves, values);
    addGradients(layer, values);
    carried = new Map(cuts.includes(t) ? [] : [...cell.backward.previous].map(([state, id]) => [state, orZero(values, id, sizes.units)]));
    if (size === 0) size = normOf([...cell.backward.blame.values()].map((id) => valueOf(values, id)));
    if (boost) carried = raised(carried, size);
    given[t] = orZero(values, cell.backward.input, sizes.inputs);
  }
  return given;
}

const normOf = (values: Iterable<Float64Array>): number => Math.hypot(...[...values].flatMap((each) => Array.from(each)));

/** What is smaller than `size`, and not 0, becomes as large. The step keeps its own: the same values may be its blame. */
function raised(carried: ReadonlyMap<string, Float64Array>, size: number): ReadonlyMap<string, Float64Array> {
  const norm = normOf(carried.values());
  if (!(norm > 0 && norm < size)) return carried;
  return new Map([...carried].map(([state, values]) => [state, values.map((value) => (value / norm) * size)]));
}

const statesOf = ({ states, definitions }: Cell, values: Values): LayerStates =>
  new Map(states.map((state) => [state, valueOf(values, definitions.get(`${state}'`))]));

function incomingAt(
  cell: Cell,
  { units }: Sizes,
  outside: Float64Array | undefined,
  carried: ReadonlyMap<string, Float64Array>,
): ReadonlyMap<string, Float64Array> {
  const incoming = new Map(cell.states.map((state) => [state, Float64Array.from(carried.get(state) ?? new Float64Array(units))]));
  const h = incoming.get('h');
  if (h !== undefined && outside !== undefined) addInto(outside, h);
  return incoming;
}

function addGradients({ cell: { backward }, gradients }: Layer, values: Values): void {
  for (const [name, id] of backward.vectors) {
    const into = gradients.get(name);
    if (id !== null && into !== undefined) addInto(valueOf(values, id), into);
  }
  for (const [name, products] of backward.matrices) {
    const into = gradients.get(name);
    if (into !== undefined) for (const { by, of } of products) addOuter(valueOf(values, by), valueOf(values, of), into);
  }
}

/** The value of a node at a step that has been computed. */
export function valueOf(values: readonly Float64Array[], id: Id | undefined): Float64Array {
  const value = id === undefined ? undefined : values[id];
  if (value === undefined) throw new Error(`node ${id} has not been computed`);
  return value;
}

const orZero = (values: Values, id: Id | null, length: number): Float64Array =>
  id === null ? new Float64Array(length) : valueOf(values, id);
