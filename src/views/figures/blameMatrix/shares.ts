import { isBelowFloor } from '../../../core/analysis/floor.ts';
import type { BlameMatrix } from '../../../core/analysis/own.ts';
import { type Palette, type Pixel, shade } from '../../paint/ramps.ts';

/** Stands for a step that is read after the answer, which cannot blame it. */
export const LATER = Number.POSITIVE_INFINITY;
/** Stands for blame below the floor of the backend. */
export const BELOW = Number.NEGATIVE_INFINITY;

/** The row of the answer at a step; −1 where that step is not scored. */
export const rowAt = ({ scored }: BlameMatrix, step: number): number => scored.indexOf(step);

/** ‖∂L_s/∂x_t‖ of a row over t. */
export const normsAt = ({ steps, norms }: BlameMatrix, row: number): Float32Array => norms.subarray(row * steps, (row + 1) * steps);

/** log₁₀ of each step's share of the step that the row's answer blames most: (t); `LATER`, `BELOW`, or NaN where there is none. */
export function sharesOf(matrix: BlameMatrix, row: number, floor: number): Float64Array {
  const norms = normsAt(matrix, row);
  const answered = matrix.scored[row] ?? -1;
  const most = Math.log10(norms.reduce((largest, norm) => (Number.isFinite(norm) ? Math.max(largest, norm) : largest), 0));
  return Float64Array.from(norms, (norm, t) => {
    if (t > answered) return LATER;
    if (!Number.isFinite(norm)) return Number.NaN;
    return isBelowFloor(norm, floor) ? BELOW : Math.log10(norm) - most;
  });
}

/** How much ink a share gets, from none, 0, to all, 1: as much as the share is, so that the few steps that count stand out. */
export const inkOf = (share: number): number => (Number.isFinite(share) ? Math.min(1, 10 ** share) : 0);

/** The colour of so much ink: the ramp of blame runs straight from paper to ink below 0. */
export const inkColour = ({ blame }: Palette, ink: number): Pixel => shade(blame, blame.low * (1 - ink));
