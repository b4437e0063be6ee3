import { type Grid, HATCHED, paintHeat } from '../paint/heat.ts';
import { shade } from '../paint/ramps.ts';
import type { Domain } from './domain.ts';
import type { Colours, Stage } from './lane.ts';
import { fixed } from './words.ts';

/** Paints signed values in orange and blue over the stage's domain. */
export function diverging({ context, width, height, domain, palette }: Stage, grid: Grid): void {
  const ramp = palette.diverging;
  const scale = 1 / domain.high;
  paintHeat(context, width, height, grid, (value) => (Number.isNaN(value) ? HATCHED : shade(ramp, value * scale)), palette);
}

export const divergingLegend = ({ low, high }: Domain): Colours => ({
  ramp: 'diverging',
  low: fixed(low, 0),
  high: `+${fixed(high, 0)}`,
});
