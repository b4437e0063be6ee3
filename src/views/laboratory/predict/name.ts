import type { Place } from './Line.tsx';

/** Room that a name needs above the line or below it, as a share of the height. */
const ROOM = 0.18;

/**
 * Where the name of a line stands that is `along` of the way on it, both from 0 to 1, and whether below the line or above it.
 * Its own point at x of its width stands there, so that it is between the axes wherever that is. The last place has it below,
 * the others above, where there is room.
 */
export function nameOf(points: readonly Place[], along: number): { readonly x: number; readonly y: number; readonly below: boolean } {
  const drawn = points.filter(([, y]) => Number.isFinite(y));
  const [x, place] = drawn[Math.floor(along * (drawn.length - 1))] ?? [0, 0];
  const y = Math.min(1, Math.max(0, place));
  return { x: Math.min(1, Math.max(0, x)), y, below: along === 1 ? y < 1 - ROOM : y < ROOM };
}
