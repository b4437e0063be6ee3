import { nodeAt } from './build.ts';
import type { Cell, Equation } from './cell.ts';
import type { Width } from './graph.ts';
import { rewrite } from './rewrite.ts';

/**
 * The cell with some of its gates held at numbers: their lines give the number in every unit, whatever they read, and the
 * backward pass is derived anew, so that no blame passes through them. Names, widths and the order of the parameters stay,
 * so that the same weights fit; a parameter that no line reads any more has no gradient.
 */
export function holdGates(cell: Cell, held: ReadonlyMap<string, number>): Cell {
  if (held.size === 0) return cell;
  const change = (equation: Equation): Equation => {
    const value = held.get(equation.name);
    return value === undefined ? equation : { ...equation, expression: numberIn(equation, value), width: widthOf(cell, equation.name) };
  };
  return rewrite(
    cell,
    change,
    [...held].map(([gate, value]) => `${gate} held at ${value}`),
  );
}

const numberIn = ({ expression }: Equation, value: number): Equation['expression'] => ({ kind: 'number', value, place: expression.place });

function widthOf({ graph, definitions }: Cell, gate: string): Width {
  const id = definitions.get(gate);
  if (id === undefined) throw new Error(`the cell has no gate ${gate}`);
  return nodeAt(graph, id).width;
}

/** Matrices and vectors that no line of the cell reads: those of gates that are held. */
export function unread({ graph, forward, matrices, vectors }: Cell): ReadonlySet<string> {
  const read = new Set<string>();
  for (const node of graph.slice(0, forward)) {
    if (node.op === 'product') read.add(node.matrix);
    else if (node.op === 'vector') read.add(node.name);
  }
  return new Set([...matrices.map(({ name }) => name), ...vectors].filter((name) => !read.has(name)));
}
