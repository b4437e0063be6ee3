import { nodeAt } from '../../cell/build.ts';
import type { Cell } from '../../cell/cell.ts';
import { evaluateNode, evaluateNodes, type Leaves, type Sizes, sizeOf } from '../../cell/evaluate.ts';
import type { Graph, Id } from '../../cell/graph.ts';
import { operandsOf } from '../../cell/schedule.ts';

/** Numbers of many blames, one blame a row: entry (row, j) stands at `row * width + j`. */
export type Rows = Float64Array;

/**
 * The backward pass of one step of a layer, which is linear in the blame that comes in, for many blames at once. What they
 * share (the forward pass and its slopes) is computed once.
 */
export interface Sweep {
  /** Takes the step of which the forward pass and the slopes are computed. */
  at(leaves: Omit<Leaves, 'incoming'>): void;
  /**
   * Sends `rows` blames back through the step; `incoming` has the rows of each state, and one that is missing is 0. Without
   * `products` what meets a matrix is stopped there, so that the element-wise ways alone are left.
   */
  send(incoming: ReadonlyMap<string, Rows>, rows: number, products?: boolean): void;
  /** What a node came to: its rows; null where no blame reaches it. Overwritten by the next `send`. */
  rowsOf(id: Id | null): Rows | null;
  /** Multiplications so far, as a measure of the time that it took. */
  readonly work: number;
}

export function sweepOf(cell: Cell, sizes: Sizes): Sweep {
  const { graph, forward } = cell;
  const blamed = blamedBy(cell);
  const needed = neededBy(cell);
  const ids = Array.from(graph.keys()).filter((id) => id >= forward && needed[id]);
  const shared = ids.filter((id) => !blamed[id]);
  const moves = ids.filter((id) => blamed[id]).map((id) => moveOf(graph, id, blamed));
  const values: Float64Array[] = [];
  const rooms = new Map<number, Map<Id, Rows>>();
  let wide = new Map<Id, Rows>();
  let parameters: Leaves['parameters'] = new Map();
  let work = 0;
  return {
    at(given) {
      const leaves = { ...given, incoming: new Map() };
      parameters = given.parameters;
      evaluateNodes(graph, 0, forward, sizes, leaves, values);
      for (const id of shared) {
        const out = values[id] ?? new Float64Array(sizeOf(nodeAt(graph, id).width, sizes));
        values[id] = out;
        evaluateNode(nodeAt(graph, id), leaves, values, out);
      }
    },
    send(incoming, rows, products = true) {
      wide = rooms.get(rows) ?? roomsFor(graph, moves, sizes, rows);
      rooms.set(rows, wide);
      for (const move of moves) {
        const out = wide.get(move.id) ?? new Float64Array(0);
        const of = wide.get(move.of) ?? out;
        const beside = wide.get(move.beside) ?? values[move.beside] ?? out;
        work += out.length;
        switch (move.kind) {
          case 'incoming':
            out.set(incoming.get(move.name) ?? new Float64Array(out.length));
            break;
          case 'product':
            if (products) work += timesMatrix(of, parameters.get(move.name) ?? [], rows, out);
            else out.fill(0);
            break;
          case 'add':
          case 'subtract':
            sum(of, beside, move.kind === 'add' ? 1 : -1, out);
            break;
          case 'negate':
            for (let i = 0; i < out.length; i++) out[i] = -(of[i] as number);
            break;
          default:
            scale(of, beside, move.kind === 'divide', rows, out);
        }
      }
    },
    rowsOf: (id) => (id !== null && blamed[id] && needed[id] ? (wide.get(id) ?? null) : null),
    get work() {
      return work;
    },
  };
}

/** Room for the rows of each node. */
const roomsFor = (graph: Graph, moves: readonly Move[], sizes: Sizes, rows: number): Map<Id, Rows> =>
  new Map(moves.map(({ id }) => [id, new Float64Array(rows * sizeOf(nodeAt(graph, id).width, sizes))]));

/** One node that blame reaches: what it does to the rows of the node `of`, with the rows or the numbers of the node `beside`. */
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

function sum(left: Rows, right: Rows, sign: number, out: Rows): void {
  for (let i = 0; i < out.length; i++) out[i] = (left[i] as number) + sign * (right[i] as number);
}

/** Each row times, or divided by, a factor that all have in common. */
function scale(values: Rows, factor: Float64Array, divides: boolean, rows: number, out: Rows): void {
  const width = out.length / rows;
  const stride = factor.length === 1 ? 0 : 1;
  for (let row = 0, i = 0; row < rows; row++) {
    for (let j = 0; j < width; j++, i++) {
      const [value, by] = [values[i] as number, factor[j * stride] as number];
      out[i] = divides ? value / by : value * by;
    }
  }
}

/** Each row δ becomes Mᵀδ; what is 0 in it is passed over, since rows of a unit matrix are little else. Returns the multiplications. */
function timesMatrix(values: Rows, matrix: ArrayLike<number>, rows: number, out: Rows): number {
  const [units, width] = [values.length / rows, out.length / rows];
  let work = 0;
  out.fill(0);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < units; k++) {
      const factor = values[row * units + k] as number;
      if (factor === 0) continue;
      work += width;
      for (let j = 0; j < width; j++) out[row * width + j] = (out[row * width + j] as number) + factor * (matrix[k * width + j] as number);
    }
  }
  return work;
}
