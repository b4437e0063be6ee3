import type { KeyboardEvent } from 'react';
import { clamp } from './axis.ts';

const PAGE = 10;

/** Where a key takes the cursor among so many steps, from 0; null for a key that moves nothing. */
export function stepAfter(key: string, step: number, steps: number): number | null {
  const last = steps - 1;
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: step - 1,
    ArrowRight: step + 1,
    PageDown: step - PAGE,
    PageUp: step + PAGE,
    Home: 0,
    End: last,
  };
  const to = Object.hasOwn(moves, key) ? moves[key] : undefined;
  return to === undefined ? null : clamp(to, 0, last);
}

/** Where a key takes the choice among so many units: units count downwards, as they are drawn. */
export function unitAfter(key: string, unit: number, units: number): number | null {
  const by = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  return by === 0 ? null : clamp(unit + by, 0, units - 1);
}

/** A key that did something here does nothing else: the page does not scroll, and the keys of the whole page stay silent. */
export function consume(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

export const isPlain = (event: KeyboardEvent): boolean => !(event.altKey || event.ctrlKey || event.metaKey);
