import type { Cell } from '../core/cell/cell.ts';
import { recurrentMatrices } from '../core/cell/recurrent.ts';
import type { View } from '../core/view.ts';
import type { Look } from '../protocol/messages.ts';

const SPECTRUM = 'spectrum:';

/** What the engine has to measure for a view of a cell. */
export function lookOf(view: View, cell: Cell): Look {
  return { sequence: view.sequence, layer: view.layer, step: view.t, unit: view.unit, spectrum: spectrumMatrix(view, cell) };
}

/** The matrix whose spectrum is on show: the one chosen (`spectrum:Uf` among what is open), else the first recurrent one. */
export function spectrumMatrix(view: View, cell: Cell): string | null {
  const recurrent = recurrentMatrices(cell);
  const chosen = view.open.find((name) => name.startsWith(SPECTRUM))?.slice(SPECTRUM.length);
  return chosen !== undefined && recurrent.includes(chosen) ? chosen : (recurrent[0] ?? null);
}
