import type { HorizonColumn } from '../../../core/analysis/horizonColumn.ts';
import type { XY } from '../../paint/strokes.ts';

/** What the picture of the horizon spans. */
export interface Span {
  /** Iteration at the right edge; 0 is at the left one. */
  readonly end: number;
  /** Iteration up to which the last column stands. */
  readonly latest: number;
  /** Lags from the top to the bottom. */
  readonly lags: number;
}

/**
 * The lower edge of what the blame reaches, as steps over `width × height`: a column with horizon h stands over the
 * lags 0 to h, so its edge lies at h + 1 of `lags`. One whose norm at lag 0 is nothing or not a number lifts the pen.
 */
export function boundaryOf(columns: readonly HorizonColumn[], { end, latest, lags }: Span, width: number, height: number): readonly XY[] {
  const across = (iteration: number): number => Math.min(1, iteration / end) * width;
  return columns.flatMap(({ iteration, norms, horizon }, index): XY[] => {
    const start = norms[0] ?? 0;
    const y = start > 0 && Number.isFinite(start) ? Math.min(1, (horizon + 1) / lags) * height : Number.NaN;
    const next = columns[index + 1]?.iteration ?? Math.max(latest, iteration + 1);
    return [
      [across(iteration), y],
      [across(next), y],
    ];
  });
}
