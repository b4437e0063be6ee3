import type { Binary, Graph, Id, Node, Operation, Unary, Width } from './graph.ts';
import { BINARY, UNARY } from './scalar.ts';

/** A graph being built, in which no two nodes say the same. */
export interface Building {
  readonly nodes: Node[];
  readonly ids: Map<string, Id>;
}

export const newBuilding = (): Building => ({ nodes: [], ids: new Map() });

export function nodeAt(graph: Graph, id: Id): Node {
  const node = graph[id];
  if (node === undefined) throw new Error(`the graph has ${graph.length} nodes and no node ${id}`);
  return node;
}

/** The node that says this, an old one where there is one. */
export function intern({ nodes, ids }: Building, operation: Operation, width: Width): Id {
  const key = keyOf(operation);
  const known = ids.get(key);
  if (known !== undefined) return known;
  ids.set(key, nodes.length);
  return nodes.push({ ...operation, width }) - 1;
}

/** Sums and products are the same either way round. Names hold no space, so the parts cannot run together. */
function keyOf(operation: Operation): string {
  if (operation.op === 'binary' && (operation.function === 'add' || operation.function === 'multiply')) {
    const { left, right } = operation;
    return `binary ${operation.function} ${Math.min(left, right)} ${Math.max(left, right)}`;
  }
  return operation.op === 'define' ? `define ${operation.name}` : Object.values(operation).join(' ');
}

export const constant = (b: Building, value: number): Id => intern(b, { op: 'number', value }, 'one');

/** The value of a node that is a number, else null. */
export function numberAt({ nodes }: Building, id: Id): number | null {
  const node = nodeAt(nodes, id);
  return node.op === 'number' ? node.value : null;
}

/** What a node negates, else null. */
export function negatedAt({ nodes }: Building, id: Id): Id | null {
  const node = nodeAt(nodes, id);
  return node.op === 'unary' && node.function === 'negate' ? node.of : null;
}

/** A unary node, or its value where that is a number and finite. */
export function unary(b: Building, name: Unary, of: Id): Id {
  const value = numberAt(b, of);
  const folded = value === null ? Number.NaN : UNARY[name](value);
  return Number.isFinite(folded) ? constant(b, folded) : intern(b, { op: 'unary', function: name, of }, nodeAt(b.nodes, of).width);
}

/** A binary node, or its value where that is a number and finite. A single number goes with any width. */
export function binary(b: Building, name: Binary, left: Id, right: Id): Id {
  const [x, y] = [numberAt(b, left), numberAt(b, right)];
  const folded = x === null || y === null ? Number.NaN : BINARY[name](x, y);
  if (Number.isFinite(folded)) return constant(b, folded);
  const width = nodeAt(b.nodes, left).width;
  return intern(b, { op: 'binary', function: name, left, right }, width === 'one' ? nodeAt(b.nodes, right).width : width);
}
