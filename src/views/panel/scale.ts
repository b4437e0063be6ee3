import type { Range } from '../../core/limits.ts';

export type Bounds = Pick<Range, 'minimum' | 'maximum' | 'step'>;

/** How a slider's way is spread over its values. `zero`: the lowest notch is 0, above it logarithmic from one step on. */
export type Spread = 'linear' | 'logarithmic' | 'zero';

/** From this ratio of largest to smallest on, equal ways stand for equal ratios. */
const WIDE = 40;
/** Notches of a logarithmic slider. */
const NOTCHES = 200;

export function spreadOf({ minimum, maximum, step }: Bounds): Spread {
  if (minimum > 0) return maximum / minimum >= WIDE ? 'logarithmic' : 'linear';
  return minimum === 0 && maximum / step >= 1000 ? 'zero' : 'linear';
}

/** What the native slider counts in: values where the spread is linear, notches where it is not. */
export function track(bounds: Bounds): Bounds {
  return spreadOf(bounds) === 'linear' ? bounds : { minimum: 0, maximum: NOTCHES, step: 1 };
}

export function toTrack(bounds: Bounds, value: number): number {
  const spread = spreadOf(bounds);
  if (spread === 'linear') return value;
  if (spread === 'zero' && value <= 0) return 0;
  const smallest = smallestOf(bounds, spread);
  const way = Math.log(Math.max(value, smallest) / smallest) / Math.log(bounds.maximum / smallest);
  return spread === 'zero' ? 1 + Math.round(way * (NOTCHES - 1)) : Math.round(way * NOTCHES);
}

/** The value at a place of the slider, rounded as a person would: two figures, whole where the range is. */
export function fromTrack(bounds: Bounds, at: number): number {
  const spread = spreadOf(bounds);
  if (spread === 'linear') return onStep(bounds, at);
  if (spread === 'zero' && at <= 0) return 0;
  const way = spread === 'zero' ? (at - 1) / (NOTCHES - 1) : at / NOTCHES;
  const smallest = smallestOf(bounds, spread);
  return rounded(bounds, smallest * (bounds.maximum / smallest) ** way);
}

/**
 * The next value that differs from `value` by a turn of the slider in the direction: a notch too small to change a
 * whole number is passed over.
 */
export function turn(bounds: Bounds, value: number, direction: 1 | -1): number {
  const { minimum, maximum, step } = track(bounds);
  for (let at = toTrack(bounds, value) + direction * step; at >= minimum && at <= maximum; at += direction * step) {
    const next = fromTrack(bounds, at);
    if ((next - value) * direction > 0) return next;
  }
  return direction > 0 ? bounds.maximum : bounds.minimum;
}

const smallestOf = ({ minimum, step }: Bounds, spread: Spread): number => (spread === 'zero' ? step : minimum);

function rounded(bounds: Bounds, value: number): number {
  const short = Number(value.toPrecision(2));
  return within(bounds, bounds.step >= 1 ? Math.round(value < 100 ? value : short) : short);
}

function onStep(bounds: Bounds, value: number): number {
  return within(bounds, Number((Math.round(value / bounds.step) * bounds.step).toPrecision(12)));
}

const within = ({ minimum, maximum }: Bounds, value: number): number => Math.min(maximum, Math.max(minimum, value));
