import { nodeAt } from './build.ts';
import type { Graph, Id, Node, Width } from './graph.ts';
import { BINARY, UNARY } from './scalar.ts';

/** How many entries a value of each width has in one layer. */
export interface Sizes {
  readonly units: number;
  readonly inputs: number;
}

/** What a step's leaves are, for one sequence. Matrices lie row by row. */
export interface Leaves {
  readonly x: ArrayLike<number>;
  /** The layer's matrices and vectors by name. */
  readonly parameters: ReadonlyMap<string, ArrayLike<number>>;
  /** State (no prime) → s_{t−1}; one that is missing is 0. */
  readonly previous: ReadonlyMap<string, ArrayLike<number>>;
  /** State (no prime) → what is added to it at this step, where the cell is disturbed there; one that is missing is 0. */
  readonly noise?: ReadonlyMap<string, ArrayLike<number>>;
  /** State (no prime) → ∂L/∂s_t from outside the step; one that is missing is 0. */
  readonly incoming: ReadonlyMap<string, ArrayLike<number>>;
}

export const sizeOf = (width: Width, { units, inputs }: Sizes): number => (width === 'units' ? units : width === 'inputs' ? inputs : 1);

/** Every node of a cell's graph at one step of one sequence, in float64, by node. */
export function evaluateStep(cell: { readonly graph: Graph }, sizes: Sizes, leaves: Leaves): readonly Float64Array[] {
  const values: Float64Array[] = [];
  evaluateNodes(cell.graph, 0, cell.graph.length, sizes, leaves, values);
  return values;
}

/** Computes the nodes from `start` to before `end` into `values`, which holds those before `start`. */
export function evaluateNodes(graph: Graph, start: Id, end: Id, sizes: Sizes, leaves: Leaves, values: Float64Array[]): void {
  for (let id = start; id < end; id++) {
    const node = nodeAt(graph, id);
    const out = new Float64Array(sizeOf(node.width, sizes));
    values[id] = out;
    evaluateNode(node, leaves, values, out);
  }
}

/** Computes one node into `out`; what it reads stands in `values`. */
export function evaluateNode(node: Node, leaves: Leaves, values: readonly Float64Array[], out: Float64Array): void {
  switch (node.op) {
    case 'number':
      out.fill(node.value);
      return;
    case 'input':
      return copy(leaves.x, out);
    case 'previous':
      return copy(leaves.previous.get(node.state), out);
    case 'noise':
      return copy(leaves.noise?.get(node.state), out);
    case 'incoming':
      return copy(leaves.incoming.get(node.state), out);
    case 'vector':
      return copy(parameter(leaves, node.name), out);
    case 'define':
      return spread(valueAt(values, node.of), out);
    case 'product': {
      const matrix = parameter(leaves, node.matrix);
      return (node.transposed ? multiplyTransposed : multiply)(matrix, valueAt(values, node.of), out);
    }
    case 'unary': {
      const of = valueAt(values, node.of);
      const compute = UNARY[node.function];
      for (let j = 0; j < out.length; j++) out[j] = compute(of[j] ?? Number.NaN);
      return;
    }
    case 'binary':
      return combine(BINARY[node.function], valueAt(values, node.left), valueAt(values, node.right), out);
  }
}

function valueAt(values: readonly Float64Array[], id: Id): Float64Array {
  const value = values[id];
  if (value === undefined) throw new Error(`node ${id} is read before it is computed`);
  return value;
}

function parameter({ parameters }: Leaves, name: string): ArrayLike<number> {
  const value = parameters.get(name);
  if (value === undefined) throw new Error(`the layer has no parameter ${name}`);
  return value;
}

function copy(from: ArrayLike<number> | undefined, out: Float64Array): void {
  if (from !== undefined) for (let j = 0; j < out.length; j++) out[j] = from[j] ?? Number.NaN;
}

/** A single number goes to every entry. */
function spread(from: Float64Array, out: Float64Array): void {
  const step = from.length === 1 ? 0 : 1;
  for (let j = 0; j < out.length; j++) out[j] = from[j * step] ?? Number.NaN;
}

function combine(compute: (a: number, b: number) => number, left: Float64Array, right: Float64Array, out: Float64Array): void {
  const [p, q] = [left.length === 1 ? 0 : 1, right.length === 1 ? 0 : 1];
  for (let j = 0; j < out.length; j++) out[j] = compute(left[j * p] ?? Number.NaN, right[j * q] ?? Number.NaN);
}

/** out = M a, with M row by row, `out.length` rows. */
export function multiply(matrix: ArrayLike<number>, a: ArrayLike<number>, out: Float64Array): void {
  for (let row = 0; row < out.length; row++) {
    let sum = 0;
    for (let column = 0; column < a.length; column++) sum += (matrix[row * a.length + column] ?? Number.NaN) * (a[column] ?? Number.NaN);
    out[row] = sum;
  }
}

/** out = Mᵀ a, with M row by row, `a.length` rows and `out.length` columns. */
export function multiplyTransposed(matrix: ArrayLike<number>, a: ArrayLike<number>, out: Float64Array): void {
  out.fill(0);
  for (let row = 0; row < a.length; row++) {
    const factor = a[row] ?? Number.NaN;
    for (let column = 0; column < out.length; column++) {
      out[column] = (out[column] ?? 0) + (matrix[row * out.length + column] ?? Number.NaN) * factor;
    }
  }
}

/** into += by ⊗ of, row by row. */
export function addOuter(by: ArrayLike<number>, of: ArrayLike<number>, into: Float64Array): void {
  for (let row = 0; row < by.length; row++) {
    const factor = by[row] ?? Number.NaN;
    for (let column = 0; column < of.length; column++) {
      const at = row * of.length + column;
      into[at] = (into[at] ?? 0) + factor * (of[column] ?? Number.NaN);
    }
  }
}

/** into += from */
export function addInto(from: ArrayLike<number>, into: Float64Array): void {
  for (let j = 0; j < into.length; j++) into[j] = (into[j] ?? 0) + (from[j] ?? Number.NaN);
}
