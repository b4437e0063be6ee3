import type { Cell, Equation } from './cell.ts';
import { derive } from './derive.ts';

/** The cell with other lines, whose forward and backward pass are derived anew; names and the order of the parameters stay, so that the same weights fit. */
export function rewrite(cell: Cell, change: (equation: Equation) => Equation, notes: readonly string[]): Cell {
  const equations = cell.equations.map(change);
  const { states, gates, vectors, matrices } = cell;
  const derived = derive(equations, { states, gates, vectors, matrices: matrices.map(({ name }) => name) });
  return { ...cell, source: [cell.source, ...notes.map((note) => `# ${note}`)].join('\n'), equations, ...derived };
}
