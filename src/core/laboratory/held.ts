import { nodeAt } from '../cell/build.ts';
import type { Cell } from '../cell/cell.ts';
import { evaluateNode, type Leaves, type Sizes, sizeOf } from '../cell/evaluate.ts';
import type { Graph, Id, Node } from '../cell/graph.ts';
import { operandsOf } from '../cell/schedule.ts';

/** A layer whose input is held, without any noise: an autonomous map s ↦ F(s) of all its states, one after the other as the cell names them, in float64. */
export interface Held {
  /** Units × states. */
  readonly width: number;
  /** About how many multiplications and additions a step takes. */
  readonly cost: number;
  /** F(s) into `out`. */
  step(s: ArrayLike<number>, out: Float64Array): void;
  /** (∂F/∂s)ᵀ v into `out`, where s is what was stepped from last. */
  pull(v: ArrayLike<number>, out: Float64Array): void;
}

/** What a node costs beside its arithmetic. */
const OVERHEAD = 40;

/** Only what depends on the state is computed again at each step. */
export function holdInput(cell: Cell, sizes: Sizes, parameters: Leaves['parameters'], x: ArrayLike<number>): Held {
  const { graph, forward, states, backward } = cell;
  const { units } = sizes;
  const buffers = (): Map<string, Float64Array> => new Map(states.map((state) => [state, new Float64Array(units)]));
  const [previous, incoming] = [buffers(), buffers()];
  const leaves: Leaves = { x, parameters, previous, incoming };
  const defined = states.map((state) => cell.definitions.get(`${state}'`) as Id);
  const pulled = states.map((state) => backward.previous.get(state) ?? null);
  const read = reachedFrom(graph, [...defined, ...pulled.filter((id) => id !== null)]);
  const moving = movedBy(graph, (node) => node.op === 'previous');
  const values = graph.map(({ width }) => new Float64Array(sizeOf(width, sizes)));
  const compute = (ids: readonly Id[]): void => {
    for (const id of ids) {
      const out = values[id] as Float64Array;
      evaluateNode(nodeAt(graph, id), leaves, values, out);
    }
  };
  const stepped = read.filter((id) => id < forward && moving.has(id));
  const returned = read.filter((id) => id >= forward);
  compute(read.filter((id) => id < forward && !moving.has(id)));
  return {
    width: states.length * units,
    cost: stepped.reduce((sum, id) => sum + costOf(graph, id, sizes), 0),
    step(s, out) {
      scatter(s, previous);
      compute(stepped);
      for (const [k, id] of defined.entries()) out.set(values[id] as Float64Array, k * units);
    },
    pull(v, out) {
      scatter(v, incoming);
      compute(returned);
      out.fill(0);
      for (const [k, id] of pulled.entries()) if (id !== null) out.set(values[id] as Float64Array, k * units);
    },
  };
}

function scatter(from: ArrayLike<number>, into: ReadonlyMap<string, Float64Array>): void {
  let k = 0;
  for (const buffer of into.values()) for (let j = 0; j < buffer.length; j++) buffer[j] = from[k++] as number;
}

/** In the order of the graph. */
function reachedFrom(graph: Graph, ids: readonly Id[]): readonly Id[] {
  const reached = new Set<Id>();
  const pending = [...ids];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    pending.push(...operandsOf(nodeAt(graph, id)));
  }
  return [...reached].sort((a, b) => a - b);
}

function movedBy(graph: Graph, moves: (node: Node) => boolean): ReadonlySet<Id> {
  const moved = new Set<Id>();
  for (const [id, node] of graph.entries()) if (moves(node) || operandsOf(node).some((of) => moved.has(of))) moved.add(id);
  return moved;
}

function costOf(graph: Graph, id: Id, sizes: Sizes): number {
  const node = nodeAt(graph, id);
  const width = sizeOf(node.width, sizes);
  return OVERHEAD + (node.op === 'product' ? width * sizeOf(nodeAt(graph, node.of).width, sizes) : 4 * width);
}
