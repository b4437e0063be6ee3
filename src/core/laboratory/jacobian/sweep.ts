import { nodeAt } from '../../cell/build.ts';
import type { Cell } from '../../cell/cell.ts';
import { evaluateNode, evaluateNodes, type Leaves, type Sizes, sizeOf } from '../../cell/evaluate.ts';
import type { Id, Node } from '../../cell/graph.ts';
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
  const values: Float64Array[] = [];
  const rooms = new Map<number, Map<Id, Rows>>();
  let wide = new Map<Id, Rows>();
  let parameters: Leaves['parameters'] = new Map();
  let work = 0;
  const room = (id: Id, length: number): Rows => {
    const known = wide.get(id);
    if (known !== undefined) return known;
    const made = new Float64Array(length);
    wide.set(id, made);
    return made;
  };
  return {
    at(given) {
      const leaves = { ...given, incoming: new Map() };
      parameters = given.parameters;
      evaluateNodes(graph, 0, forward, sizes, leaves, values);
      for (let id = forward; id < graph.length; id++) {
        if (!needed[id] || blamed[id]) continue;
        const out = new Float64Array(sizeOf(nodeAt(graph, id).width, sizes));
        values[id] = out;
        evaluateNode(nodeAt(graph, id), leaves, values, out);
      }
    },
    send(incoming, rows, products = true) {
      wide = rooms.get(rows) ?? new Map();
      rooms.set(rows, wide);
      for (let id = forward; id < graph.length; id++) {
        if (!needed[id] || !blamed[id]) continue;
        const node = nodeAt(graph, id);
        const out = room(id, rows * sizeOf(node.width, sizes));
        const of = (operand: Id): Operand => ({ blamed: blamed[operand] === true, values: wide.get(operand) ?? values[operand] ?? out });
        work += out.length;
        if (node.op === 'incoming') out.set(incoming.get(node.state) ?? new Float64Array(out.length));
        else if (node.op === 'product' && !products) out.fill(0);
        else work += passOn(node, of, parameters, rows, out);
      }
    },
    rowsOf: (id) => (id !== null && blamed[id] && needed[id] ? (wide.get(id) ?? null) : null),
    get work() {
      return work;
    },
  };
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

interface Operand {
  readonly blamed: boolean;
  readonly values: Float64Array;
}

/** Returns how many multiplications a matrix took. */
function passOn(node: Node, of: (id: Id) => Operand, parameters: Leaves['parameters'], rows: number, out: Rows): number {
  if (node.op === 'product' && node.transposed) return timesMatrix(of(node.of).values, parameters.get(node.matrix) ?? [], rows, out);
  if (node.op === 'unary' && node.function === 'negate') {
    const { values } = of(node.of);
    for (let i = 0; i < out.length; i++) out[i] = -(values[i] as number);
    return 0;
  }
  if (node.op === 'binary') {
    const [left, right] = [of(node.left), of(node.right)];
    if (left.blamed && right.blamed && (node.function === 'add' || node.function === 'subtract'))
      return sum(left.values, right.values, node.function === 'add' ? 1 : -1, out);
    const [rowed, factor] = left.blamed ? [left, right] : [right, left];
    if (!factor.blamed && (node.function === 'multiply' || (node.function === 'divide' && left.blamed)))
      return scale(rowed.values, factor.values, node.function === 'divide', rows, out);
  }
  throw new Error(`the backward pass has a ${node.op} that is not linear in the blame`);
}

function sum(left: Rows, right: Rows, sign: number, out: Rows): number {
  for (let i = 0; i < out.length; i++) out[i] = (left[i] as number) + sign * (right[i] as number);
  return 0;
}

/** Each row times, or divided by, a factor that all have in common. */
function scale(values: Rows, factor: Float64Array, divides: boolean, rows: number, out: Rows): number {
  const width = out.length / rows;
  const stride = factor.length === 1 ? 0 : 1;
  for (let row = 0, i = 0; row < rows; row++) {
    for (let j = 0; j < width; j++, i++) {
      const [value, by] = [values[i] as number, factor[j * stride] as number];
      out[i] = divides ? value / by : value * by;
    }
  }
  return 0;
}

/** Each row δ becomes Mᵀδ; what is 0 in it is passed over, since rows of a unit matrix are little else. */
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
