import { isBelowFloor } from './floor.ts';
import { factorText } from './words.ts';

/** A norm is off the straight line of its fade where the two differ by more than this factor. */
const OFF = 3;
/** Fades this near to 1 count as no change. */
const FLAT = 0.005;

/** What the pace of a gradient is read from: its norms by step, the scored step, and the fade of them. */
export interface Course {
  readonly norms: ArrayLike<number>;
  readonly scored: number;
  readonly fade: number;
  readonly floor: number;
}

/**
 * "shrinks **×0.50** each step" where the norms at `lags` back follow fadeᵏ; elsewhere the curve is bent, the fade an
 * average over it, and called one: "shrinks **×0.84** a step on average, fast at first,". Empty where there is no fade.
 */
export function paceText(course: Course, lags: readonly number[]): string {
  const { fade } = course;
  if (Number.isNaN(fade)) return '';
  const off = lags.map((lag) => offLine(course, lag)).find((times) => times > OFF || times < 1 / OFF);
  if (Math.abs(fade - 1) < FLAT) return `changes **less than 1 %** ${off === undefined ? 'each step' : 'a step on average'}`;
  const verb = `${fade < 1 ? 'shrinks' : 'grows'} **${factorText(fade)}**`;
  const back = fade < 1 ? '' : ' back';
  return off === undefined ? `${verb} each step${back}` : `${verb} a step${back} on average, ${start(fade, off)} at first,`;
}

/** Above the line where it shrinks, or under it where it grows, the gradient set out slowly. */
const start = (fade: number, off: number): string => (fade < 1 === off < 1 ? 'fast' : 'slowly');

/** How many times the norm at a lag is what the fade alone would make of the one at the scored step; 1 where that cannot be measured. */
function offLine({ norms, scored, fade, floor }: Course, lag: number): number {
  const now = norms[scored] ?? 0;
  const there = norms[scored - lag] ?? 0;
  if ([now, there].some((value) => !Number.isFinite(value) || isBelowFloor(value, floor))) return 1;
  return there / now / fade ** lag;
}
