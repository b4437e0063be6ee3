import type { Cell } from '../core/cell/cell.ts';
import { recurrentMatrices } from '../core/cell/recurrent.ts';
import { openFigures } from '../core/laboratory/names.ts';
import { isNormAsked } from '../core/predict/asked.ts';
import type { View } from '../core/view.ts';
import type { Look } from '../protocol/messages.ts';
import type { State } from './session.ts';

const SPECTRUM = 'spectrum:';

/** What the engine has to measure for a view of a cell. */
export function lookOf({ view, cell, own }: Pick<State, 'view' | 'cell' | 'own'>): Look {
  const { sequence, layer, t: step, unit } = view;
  // While a person predicts the norm, nothing on show is shaded by blame.
  const matrix = view.open.includes(MATRIX) && !isNormAsked(view.predict);
  const laboratory = openFigures(view.open);
  return { sequence, layer, step, unit, spectrum: spectrumMatrix(view, cell), own, matrix, laboratory };
}

/** What is open where the blame of each answer by each input is on show. */
export const MATRIX = 'blame-matrix';

/** The matrix whose spectrum is on show: the one chosen (`spectrum:Uf` among what is open), else the first recurrent one. */
export function spectrumMatrix(view: View, cell: Cell): string | null {
  const recurrent = recurrentMatrices(cell);
  const chosen = view.open.find((name) => name.startsWith(SPECTRUM))?.slice(SPECTRUM.length);
  return chosen !== undefined && recurrent.includes(chosen) ? chosen : (recurrent[0] ?? null);
}
