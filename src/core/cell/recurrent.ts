import type { Cell } from './cell.ts';
import type { Id } from './graph.ts';

/**
 * Matrices that carry a state from step to step: those that multiply, within a line of the cell, something in which a
 * state of the step before stands, as in `U h` and `U (r * h)`. One that multiplies a quantity of the same step alone,
 * as in `V g`, is none. In the order in which the cell names them.
 */
export function recurrentMatrices(cell: Cell): readonly string[] {
  const names = new Set<string>();
  for (const node of cell.graph.slice(0, cell.forward)) {
    if (node.op === 'product' && node.width === 'units' && holdsPrevious(cell, node.of)) names.add(node.matrix);
  }
  return cell.matrices.map(({ name }) => name).filter((name) => names.has(name));
}

function holdsPrevious(cell: Cell, id: Id): boolean {
  const node = cell.graph[id];
  switch (node?.op) {
    case 'previous':
      return true;
    case 'product':
    case 'unary':
      return holdsPrevious(cell, node.of);
    case 'binary':
      return holdsPrevious(cell, node.left) || holdsPrevious(cell, node.right);
    default:
      return false;
  }
}
