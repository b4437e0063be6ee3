import { columnOf, columnsOf } from '../analysis/column.ts';
import type { Column } from '../analysis/norms.ts';
import { ownBatches, ownOf } from '../analysis/own.ts';
import { stepOf } from '../analysis/step.ts';
import { nodeAt } from '../cell/build.ts';
import type { Cell } from '../cell/cell.ts';
import { evaluateNode, type Leaves, sizeOf } from '../cell/evaluate.ts';
import type { Id, OuterProduct } from '../cell/graph.ts';
import { operandsOf } from '../cell/schedule.ts';
import type { Differentiation } from '../network.ts';
import type { Subject } from './subject.ts';

/** One product of a matrix: at each step it adds `by` ⊗ `of` to the matrix’s gradient. Rows are steps. */
export interface Factors {
  readonly by: Float64Array;
  readonly of: Float64Array;
}

/** What a pass measured, and which of its sequences is meant. */
interface Measured {
  readonly differentiation: Differentiation;
  readonly column: Column;
}

/**
 * The products of some matrices at the steps up to the last scored one, by the loss of that step alone: of the states, the
 * gates and the blame that the running executor measured, so that no product of a matrix is taken again to tell them.
 */
export async function factorsOf(subject: Subject, names: readonly string[]): Promise<readonly (readonly Factors[])[]> {
  const { network, trace, layer } = subject;
  const { cell, units } = network;
  const steps = trace.scored + 1;
  const measured = await lastAlone(subject);
  const known = knownBy(cell, layer, measured, units);
  const products = names.map((name) => cell.backward.matrices.get(name) ?? []);
  const rows = new Map<Id, Float64Array>();
  const needed = neededFor(cell, products.flat(), known);
  const readAt = readerOf(subject, measured);
  const { sizes } = readAt(0);
  const widthOf = (id: Id): number => sizeOf(nodeAt(cell.graph, id).width, sizes);
  for (const { by, of } of products.flat()) for (const id of [by, of]) rows.set(id, new Float64Array(steps * widthOf(id)));
  const values: Float64Array[] = [];
  for (const id of [...needed, ...known.keys()]) values[id] = new Float64Array(widthOf(id));
  for (let t = 0; t < steps; t++) {
    const { leaves } = readAt(t);
    for (const [id, column] of known) values[id]?.set(column.subarray(t * units, (t + 1) * units));
    for (const id of needed) evaluateNode(nodeAt(cell.graph, id), leaves, values, values[id] as Float64Array);
    for (const [id, all] of rows) all.set(values[id] as Float64Array, (t * all.length) / steps);
  }
  return products.map((each) => each.map(({ by, of }) => ({ by: rows.get(by) as Float64Array, of: rows.get(of) as Float64Array })));
}

/** The sequence on show with the blame of its last scored step alone: as the probe’s own pass has it, or one pass more for a sequence that a person gave. */
async function lastAlone({ trace, probe, differentiation, differentiate }: Subject): Promise<Measured> {
  const [steps, { size }] = [trace.steps, probe.batch];
  const column = { steps, size, sequence: size - probe.size + trace.sequence };
  const isSame = (values: Float32Array, shown: Float32Array): boolean => columnOf(values, column).every((value, k) => value === shown[k]);
  const isProbed = probe.scored[trace.sequence] === trace.scored && isSame(probe.batch.x, trace.x) && isSame(probe.batch.y, trace.y);
  if (isProbed) return { differentiation, column };
  const [batch] = ownBatches({ ...ownOf(trace), y: trace.y }, size);
  if (batch === undefined) throw new RangeError('there is no batch to measure');
  return { differentiation: await differentiate(batch.probe.batch), column: { steps, size, sequence: LAST } };
}

/** Of an `OwnBatch`, the sequence whose last scored step alone has a loss. */
const LAST = 1;

/** Nodes of which one value a unit was measured, with these values by step: gates, new states and their blame. */
function knownBy(cell: Cell, layer: number, { differentiation, column }: Measured, units: number): ReadonlyMap<Id, Float32Array> {
  const { gates, states, stateGradients } = differentiation;
  const known = new Map<Id, Float32Array>();
  const take = (id: Id | undefined, values: ArrayLike<number> | undefined): void => {
    if (id === undefined || values?.length !== column.steps * column.size * units) return;
    const node = nodeAt(cell.graph, id);
    if (node.width !== 'units') return;
    known.set(id, columnOf(values, column));
    if (node.op === 'define' && nodeAt(cell.graph, node.of).width === 'units') known.set(node.of, known.get(id) as Float32Array);
  };
  for (const [name, layers] of gates) take(cell.definitions.get(name), layers[layer]);
  for (const [name, layers] of states) take(cell.definitions.get(`${name}'`), layers[layer]);
  for (const [name, layers] of stateGradients) take(cell.backward.blame.get(name), layers[layer]);
  return known;
}

/** What has to be computed for the products, in order. */
function neededFor({ graph }: Cell, products: readonly OuterProduct[], known: ReadonlyMap<Id, unknown>): readonly Id[] {
  const found = new Set<Id>(products.flatMap(({ by, of }) => [by, of]));
  for (let id = graph.length - 1; id >= 0; id--) {
    if (!found.has(id) || known.has(id)) continue;
    if (nodeAt(graph, id).op === 'incoming') throw new Error(`node ${id} of the backward pass is reached past the blame of every state`);
    for (const operand of operandsOf(nodeAt(graph, id))) found.add(operand);
  }
  return [...found].filter((id) => !known.has(id)).sort((a, b) => a - b);
}

/** What each step of the layer reads. */
function readerOf({ network, parameters, trace, layer }: Subject, { differentiation, column }: Measured) {
  const states = [...differentiation.states].map(([name, layers]) => [name, columnsOf(layers, column)] as const);
  const { iteration, steps, units, x, noise } = trace;
  const disturbed = noise === undefined ? {} : { noise };
  const columns = { iteration, steps, units, x, ...disturbed, states: Object.fromEntries(states), stateGradients: {} };
  const numbers = Float64Array.from(parameters);
  return (t: number) => {
    const read = stepOf(network, columns, numbers, { layer, step: t, unit: null });
    const leaves: Leaves = {
      x: read.x,
      parameters: read.parameters,
      previous: read.previous,
      noise: read.noise ?? new Map(),
      incoming: new Map(),
    };
    return { sizes: read.sizes, leaves };
  };
}
