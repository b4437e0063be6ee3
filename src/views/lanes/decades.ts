import type { Domain } from './domain.ts';

/** Powers of ten that are always in view. */
const USUAL: Domain = { low: -4, high: 1 };
/** Share of the height that stays free above what is drawn, for the horizon's label. */
const HEADROOM = 0.15;

/** Whole powers of ten around what is drawn; in threes once there are many, so that they seldom change. */
export function decades(extent: Domain | null): Domain {
  const low = Math.min(USUAL.low, extent?.low ?? 0);
  const top = extent?.high ?? 0;
  const high = Math.max(USUAL.high, Math.ceil(top + HEADROOM * (top - low)));
  const every = high - low > 8 ? 3 : 1;
  return { low: Math.floor(low / every) * every, high };
}
