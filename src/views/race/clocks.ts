import type { ClockName } from '../../core/race/raceLink.ts';
import type { Race } from '../../store/race/race.ts';
import { axisEnd } from '../figures/iterations.ts';
import { whole } from '../figures/numbers.ts';
import type { Racer } from './useRace.ts';

/** What stands across under each clock. */
export const ACROSS: Readonly<Record<ClockName, { readonly title: string; readonly unit: string }>> = {
  iterations: { title: 'by iteration', unit: 'iteration' },
  time: { title: 'by seconds of training', unit: 's' },
  work: { title: 'by millions of multiply-adds', unit: 'million multiply-adds' },
};

/** In seconds, or in millions of multiply-adds. */
const SHORTEST = 0.1;
/** Arrow keys walk an axis in so many steps. */
const STEPS = 100;

/** Right end of the axis under a clock that holds `value`: iterations as everywhere, and 0.1, 0.15, 0.2, 0.3, … of what may be a fraction. */
export const clockEnd = (clock: ClockName, value: number): number =>
  clock === 'iterations' ? axisEnd(value) : Number(axisEnd(value, SHORTEST).toPrecision(2));

/** The nearest place on an axis that can be pointed at. */
export const placeAt = (clock: ClockName, value: number): number =>
  clock === 'iterations' ? Math.round(value) : Number(value.toPrecision(3));

/** How far an arrow key goes. */
export const strideOf = (clock: ClockName, end: number): number =>
  clock === 'iterations' ? Math.max(1, Math.round(end / STEPS)) : end / STEPS;

/** "iteration 1,350", "0.52 s", "1.2 million multiply-adds" */
export const placeText = (clock: ClockName, value: number): string =>
  clock === 'iterations' ? `iteration ${whole(value)}` : `${whole(value)} ${ACROSS[clock].unit}`;

/**
 * How much of the clock's unit an iteration takes: seconds in two digits, so that the curve is not laid anew all the time; 0 while
 * that is not known.
 */
export function scaleOf(race: Race, { entry }: Racer, clock: ClockName): number {
  if (clock === 'iterations') return 1;
  if (clock === 'work') return entry.racer.work() / 1e6;
  return Number((race.spent(entry) / 1000 / Math.max(1, entry.racer.iteration())).toPrecision(2));
}
