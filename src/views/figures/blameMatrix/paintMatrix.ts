import type { BlameMatrix } from '../../../core/analysis/own.ts';
import { DOTTED, type Grid, HATCHED, paintHeat } from '../../paint/heat.ts';
import { type Palette, pixel } from '../../paint/ramps.ts';
import { BELOW, inkColour, inkOf, LATER, sharesOf } from './shares.ts';

/** The shares of all rows, as heat maps hold them: column by column. */
export function gridOf(matrix: BlameMatrix, floor: number): Grid {
  const [columns, rows] = [matrix.steps, matrix.scored.length];
  const values = new Float64Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    const shares = sharesOf(matrix, row, floor);
    for (let t = 0; t < columns; t++) values[t * rows + row] = shares[t] as number;
  }
  return { values, offset: 0, columns, rows };
}

/** One row a scored answer, one column a step: ink in proportion to what it blames, each row relative to its most; sunk where the step comes later. */
export function paintMatrix(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  { matrix, floor }: { readonly matrix: BlameMatrix; readonly floor: number },
  palette: Palette,
): void {
  const sunk = pixel(palette.ink('sunk'));
  const colour = (share: number): number => {
    if (Number.isNaN(share)) return HATCHED;
    if (share === LATER) return sunk;
    return share === BELOW ? DOTTED : inkColour(palette, inkOf(share));
  };
  paintHeat(context, width, height, gridOf(matrix, floor), colour, palette);
}
