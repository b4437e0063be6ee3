import type { HorizonColumn } from '../../../protocol/messages.ts';

/** A point of the boundary, both parts from 0 to 1; NaN lifts the pen. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * The lower edge of what the blame reaches, as steps: a column with horizon h stands over the lags 0 to h, so its edge
 * lies at h + 1 of `lags`. A column whose norm at lag 0 is nothing or not a number has no horizon and lifts the pen.
 */
export function boundaryOf(columns: readonly HorizonColumn[], end: number, latest: number, lags: number): readonly Point[] {
  return columns.flatMap(({ iteration, norms, horizon }, index) => {
    const next = columns[index + 1]?.iteration ?? Math.max(latest, iteration + 1);
    const start = norms[0] ?? 0;
    const y = start > 0 && Number.isFinite(start) ? Math.min(1, (horizon + 1) / lags) : Number.NaN;
    return [
      { x: iteration / end, y },
      { x: Math.min(1, next / end), y },
    ];
  });
}
