import { ticks } from 'd3-array';
import { format } from 'd3-format';
import type { Picture } from '../../store/session.ts';

const STEPS = [1, 1.5, 2, 3, 5, 7.5] as const;
const SHORTEST = 100;

/** Right end of an axis of iterations: the smallest of 100, 150, 200, 300, 500, 750, 1,000, 1,500, … that holds `iteration`; from another `shortest` on likewise. */
export function axisEnd(iteration: number, shortest = SHORTEST): number {
  if (!(iteration > shortest)) return shortest;
  const decade = 10 ** Math.floor(Math.log10(iteration));
  return decade * (STEPS.find((step) => step * decade >= iteration) ?? 10);
}

/** The last iteration that a picture knows of; 0 before training. */
export function lastIteration({ trace, losses, columns }: Picture): number {
  return Math.max(trace?.iteration ?? 0, losses.length, columns.at(-1)?.iteration ?? 0);
}

/** The last one that an axis has to hold: of what was too. */
export function farthestIteration(picture: Picture): number {
  const { was } = picture;
  return Math.max(lastIteration(picture), was === null ? 0 : was.from + was.losses.length);
}

export interface Tick {
  /** Place on the axis, from 0 to 1. */
  readonly at: number;
  readonly label: string;
}

export function iterationTicks(end: number): readonly Tick[] {
  return ticks(0, end, 3).map((value) => ({ at: value / end, label: short(value) }));
}

const grouped = format(',');

/** 900, 1,500, 20k, 1.5M: at most five characters. */
function short(value: number): string {
  if (value >= 1e6) return `${value / 1e6}M`;
  return value >= 1e4 ? `${value / 1e3}k` : grouped(value);
}
