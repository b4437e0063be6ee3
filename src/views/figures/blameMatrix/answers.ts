import type { BlameMatrix } from '../../../core/analysis/own.ts';
import { LATER } from './shares.ts';

/** The first step of the last answer; null where that is its last too, or every step from the first on is answered. */
export function firstAnswered({ scored }: BlameMatrix): number | null {
  const last = scored.at(-1) ?? 0;
  let first = last;
  for (const step of scored.toReversed()) if (step === first - 1) first = step;
  return first === 0 || first === last ? null : first;
}

/** Steps that are blamed at least so much of the most, the most blamed first. */
const NOTABLE = Math.log10(0.2);
const NAMED = 3;

/** The few steps that a row's answer blames most, in their order. */
export function mostBlamed(shares: Float64Array): readonly number[] {
  return Array.from(shares.keys())
    .filter((t) => shares[t] !== LATER && (shares[t] as number) >= NOTABLE)
    .sort((a, b) => (shares[b] as number) - (shares[a] as number))
    .slice(0, NAMED)
    .sort((a, b) => a - b);
}
