import { nice as niceTicks, ticks } from 'd3-array';

/** The values from the bottom to the top of a lane, or from the first to the last colour of one. */
export interface Domain {
  readonly low: number;
  readonly high: number;
}

/** A domain in use, and since when (in milliseconds) it has been far larger than what it has to hold. */
export interface Settled extends Domain {
  readonly looseSince: number | null;
  /** All that was needed since then; null where it is not too large. */
  readonly since: Domain | null;
}

/** Below this share of the span in use, what is needed counts as far smaller. */
const LOOSE = 0.75;
/** How long that must last before the domain shrinks. */
const PATIENCE = 5000;

/**
 * A domain that holds what is needed: widened at once, made smaller only after it has been far too large for a while, and then
 * to all that was needed in that while, so that what wavers does not widen it again at once.
 */
export function settle(before: Settled | null, needed: Domain, now: number): Settled {
  if (before === null) return firm(needed);
  const [low, high] = [Math.min(before.low, needed.low), Math.max(before.high, needed.high)];
  if (low < before.low || high > before.high) return firm({ low, high });
  const since = joined(before.since, needed) ?? needed;
  if (isLoose(since, before)) {
    const looseSince = before.looseSince ?? now;
    if (now - looseSince >= PATIENCE) return firm(since);
    return before.since !== null && isSame(since, before.since) ? before : { low, high, looseSince, since };
  }
  // What was needed earlier may be over, and what is needed now may be little.
  if (isLoose(needed, before)) return { low, high, looseSince: now, since: needed };
  return before.since === null ? before : firm(before);
}

const firm = ({ low, high }: Domain): Settled => ({ low, high, looseSince: null, since: null });
const isSame = (a: Domain, b: Domain): boolean => a.low === b.low && a.high === b.high;
const isLoose = (needed: Domain, used: Domain): boolean => needed.high - needed.low <= LOOSE * (used.high - used.low);

/** What holds both. */
export const joined = (a: Domain | null, b: Domain | null): Domain | null =>
  a === null || b === null ? (a ?? b) : { low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };

/** Lowest and highest finite value; null where there is none. */
export function extentOf(values: ArrayLike<number>): Domain | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low <= high ? { low, high } : null;
}

/** Widened to round numbers, and to some height where it has none. */
export function roundDomain({ low, high }: Domain, count = 4): Domain {
  const half = low === high ? Math.max(Math.abs(low) * 0.1, 0.5) : 0;
  const [start, stop] = niceTicks(low - half, high + half, count);
  return { low: start, high: stop };
}

/** Symmetric about 0, to the next of 1, 2, 5, 10, …; at least ±1. */
export function balancedDomain(extent: Domain | null): Domain {
  const most = Math.max(1, Math.abs(extent?.low ?? 0), Math.abs(extent?.high ?? 0));
  const power = 10 ** Math.floor(Math.log10(most));
  const limit = ([1, 2, 5, 10].find((factor) => factor * power >= most) ?? 10) * power;
  return { low: -limit, high: limit };
}

export interface Tick {
  /** Place from the top, 0, to the bottom, 1. */
  readonly at: number;
  readonly text: string;
}

/** Round numbers of a linear domain. */
export function linearTicks(domain: Domain, count: number, format: (value: number) => string): readonly Tick[] {
  return ticks(domain.low, domain.high, count).map((value) => ({ at: fromTop(domain, value), text: format(value) }));
}

/** Share of the height, from the top, at which a value stands. */
export const fromTop = ({ low, high }: Domain, value: number): number => (high - value) / (high - low);
