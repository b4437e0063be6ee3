import { isBelowFloor } from '../../../core/analysis/floor.ts';
import type { BlameMatrix } from '../../../core/analysis/own.ts';

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

/** Steps that are blamed at least so much of the most, the most blamed first. */
const NOTABLE = Math.log10(0.2);
const NAMED = 3;

/** The few steps that a row's answer blames most, in their order. */
export function mostBlamed(shares: Float64Array): readonly number[] {
  return Array.from(shares.keys())
    .filter((t) => shares[t] !== LATER && (shares[t] as number) >= NOTABLE)
    .sort((a, b) => (shares[b] as number) - (shares[a] as number))
    .slice(0, NAMED)
    .sort((a, b) => a - b);
}
