import type { Cell } from '../../../core/cell/cell.ts';
import { recurrentMatrices } from '../../../core/cell/recurrent.ts';

const PREFIX = 'spectrum:';

/** The list of what is open with the spectrum of this matrix chosen; a cell's first matrix needs no mention. */
export function choosing(cell: Cell, open: readonly string[], matrix: string): readonly string[] {
  const others = open.filter((entry) => !entry.startsWith(PREFIX));
  return matrix === recurrentMatrices(cell)[0] ? others : [...others, PREFIX + matrix];
}
