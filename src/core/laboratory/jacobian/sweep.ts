import { nodeAt } from '../../cell/build.ts';
import type { Cell } from '../../cell/cell.ts';
import { evaluateNode, evaluateNodes, type Leaves, type Sizes, sizeOf } from '../../cell/evaluate.ts';
import type { Graph, Id } from '../../cell/graph.ts';
import { operandsOf } from '../../cell/schedule.ts';
import { addProduct } from './matrix.ts';

/**
 * The backward pass of one step of a layer, which is linear in the blame that comes in, for a blame of 1 in each entry of
 * s_t by itself: the rows of a Jacobian. A row that has met no matrix yet has one entry, at its own unit, so that n rows
 * are as many numbers; what has met one is dense.
 */
export interface Sweep {
  /** Takes the step whose leaves these are. */
  at(leaves: Omit<Leaves, 'incoming'>): void;
  /**
   * What a node gets by element-wise ways alone: for entry (k, j) of s_t, the k-th state's unit j, what comes to unit j of
   * the node. Null where no such way leads there. Overwritten by the next step.
   */
  alone(id: Id | null): Float64Array | null;
  /** What it gets by ways through a matrix, n × units; null where none leads there. Overwritten by the next step. */
  through(id: Id | null): Float64Array | null;
  /** Multiplications so far, as a measure of the time that it took. */
  readonly work: number;
}

export function sweepOf(cell: Cell, sizes: Sizes): Sweep {
  const { graph, forward, states } = cell;
  const blamed = blamedBy(cell);
  const needed = neededBy(cell);
  const ids = Array.from(graph.keys()).filter((id) => id >= forward && needed[id]);
  const shared = ids.filter((id) => !blamed[id]);
  const size = sizes.units * states.length;
  const [alone, through] = [new Map<Id, Float64Array>(), new Map<Id, Float64Array>()];
  const moves = ids.filter((id) => blamed[id]).map((id) => moveOf(graph, id, blamed));
  for (const { id, kind, of, beside } of moves) {
    const isRead = (rooms: ReadonlyMap<Id, Float64Array>): boolean => rooms.has(of) || rooms.has(beside);
    if (kind === 'incoming' || (kind !== 'product' && isRead(alone))) alone.set(id, new Float64Array(size));
    if (kind === 'product' || isRead(through)) through.set(id, new Float64Array(size * sizeOf(nodeAt(graph, id).width, sizes)));
  }
  for (const { id, kind, name } of moves) if (kind === 'incoming') alone.get(id)?.set(onesAt(states.indexOf(name), sizes.units));
  const values: Float64Array[] = [];
  let work = 0;
  return {
    at(given) {
      const leaves = { ...given, incoming: new Map() };
      evaluateNodes(graph, 0, forward, sizes, leaves, values);
      for (const id of shared) {
        const out = values[id] ?? new Float64Array(sizeOf(nodeAt(graph, id).width, sizes));
        values[id] = out;
        evaluateNode(nodeAt(graph, id), leaves, values, out);
      }
      for (const { id, kind, name, of, beside } of moves) {
        const [out, dense] = [alone.get(id), through.get(id)];
        switch (kind) {
          case 'incoming':
            break;
          case 'product':
            if (dense !== undefined)
              work += timesMatrix(alone.get(of), through.get(of), given.parameters.get(name) ?? [], sizes.units, dense);
            break;
          case 'add':
          case 'subtract':
            combine(alone.get(of), alone.get(beside), kind === 'add' ? 1 : -1, out);
            combine(through.get(of), through.get(beside), kind === 'add' ? 1 : -1, dense);
            break;
          case 'negate':
            combine(undefined, alone.get(of), -1, out);
            combine(undefined, through.get(of), -1, dense);
            break;
          default: {
            const factor = values[beside] ?? new Float64Array(1).fill(Number.NaN);
            scale(alone.get(of), factor, kind === 'divide', sizes.units, out);
            scale(through.get(of), factor, kind === 'divide', (dense?.length ?? 0) / size, dense);
          }
        }
        work += (out?.length ?? 0) + (dense?.length ?? 0);
      }
    },
    alone: (id) => (id === null ? null : (alone.get(id) ?? null)),
    through: (id) => (id === null ? null : (through.get(id) ?? null)),
    get work() {
      return work;
    },
  };
}

/** Ones for the units of one state, zeros for those of the states before it. */
const onesAt = (state: number, units: number): Float64Array => new Float64Array((state + 1) * units).fill(1, state * units);

/** One node that blame reaches: what it does to the blame of the node `of`, with the blame or the numbers of the node `beside`. */
interface Move {
  readonly id: Id;
  readonly kind: 'incoming' | 'product' | 'negate' | 'add' | 'subtract' | 'multiply' | 'divide';
  /** Of the state that comes in, or of the matrix. */
  readonly name: string;
  readonly of: Id;
  readonly beside: Id;
}

function moveOf(graph: Graph, id: Id, blamed: readonly boolean[]): Move {
  const node = nodeAt(graph, id);
  if (node.op === 'incoming') return { id, kind: 'incoming', name: node.state, of: -1, beside: -1 };
  if (node.op === 'product' && node.transposed) return { id, kind: 'product', name: node.matrix, of: node.of, beside: -1 };
  if (node.op === 'unary' && node.function === 'negate') return { id, kind: 'negate', name: '', of: node.of, beside: -1 };
  if (node.op === 'binary') {
    const { function: kind, left, right } = node;
    const both = blamed[left] && blamed[right];
    if (both && (kind === 'add' || kind === 'subtract')) return { id, kind, name: '', of: left, beside: right };
    if (!both && (kind === 'multiply' || (kind === 'divide' && blamed[left]))) {
      return { id, kind, name: '', of: blamed[left] ? left : right, beside: blamed[left] ? right : left };
    }
  }
  throw new Error(`node ${id} of the backward pass is not linear in the blame`);
}

/** Nodes that what comes in from outside reaches. */
function blamedBy({ graph }: Cell): boolean[] {
  const reached: boolean[] = [];
  for (const node of graph) reached.push(node.op === 'incoming' || operandsOf(node).some((operand) => reached[operand]));
  return reached;
}

/** Nodes of which a path, or what is carried to the step before, is made. */
function neededBy({ graph, backward: { previous, paths } }: Cell): boolean[] {
  const found = graph.map(() => false);
  for (const id of [...previous.values(), ...paths.flatMap(({ before, term }) => [before, term])]) if (id !== null) found[id] = true;
  for (let id = graph.length - 1; id >= 0; id--) {
    if (found[id]) for (const operand of operandsOf(nodeAt(graph, id))) found[operand] = true;
  }
  return found;
}

/** out = left + sign · right, where one that is missing is 0. */
function combine(left: Float64Array | undefined, right: Float64Array | undefined, sign: number, out: Float64Array | undefined): void {
  if (out === undefined) return;
  if (left !== undefined && right !== undefined) {
    for (let i = 0; i < out.length; i++) out[i] = (left[i] as number) + sign * (right[i] as number);
  } else if (left !== undefined) out.set(left);
  else if (right !== undefined) for (let i = 0; i < out.length; i++) out[i] = sign * (right[i] as number);
}

/** Each row of `width` numbers times, or divided by, a factor that all have in common. */
function scale(of: Float64Array | undefined, factor: Float64Array, divides: boolean, width: number, out: Float64Array | undefined): void {
  if (of === undefined || out === undefined) return;
  const stride = factor.length === 1 ? 0 : 1;
  for (let from = 0; from < out.length; from += width) {
    for (let j = 0; j < width; j++) {
      const by = factor[j * stride] as number;
      out[from + j] = divides ? (of[from + j] as number) / by : (of[from + j] as number) * by;
    }
  }
}

/** Each row δ becomes Mᵀδ: one that is alone its unit’s row of M, scaled. Returns the multiplications. */
function timesMatrix(
  alone: Float64Array | undefined,
  through: Float64Array | undefined,
  matrix: ArrayLike<number>,
  units: number,
  out: Float64Array,
): number {
  const width = matrix.length / units;
  if (alone === undefined) out.fill(0);
  else {
    for (let row = 0; row < alone.length; row++) {
      const factor = alone[row] as number;
      const [from, to] = [(row % units) * width, row * width];
      for (let j = 0; j < width; j++) out[to + j] = factor * (matrix[from + j] as number);
    }
  }
  if (through === undefined) return out.length;
  const block = (values: ArrayLike<number>, stride: number) => ({ values, from: 0, stride });
  addProduct(block(through, units), block(matrix, width), [out.length / width, units, width], { ...block(out, width), values: out });
  return out.length * (1 + units);
}
