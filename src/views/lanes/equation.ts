import type { Cell } from '../../core/cell/cell.ts';

/** The line of the cell that defines a name, as it was written, without its comment. */
export function equationOf(cell: Cell, name: string): string | undefined {
  const equation = cell.equations.find((candidate) => candidate.name === name);
  return equation === undefined ? undefined : cell.source.split('\n')[equation.place.line - 1]?.replace(/#.*/, '').trim();
}
