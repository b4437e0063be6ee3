import { reduceToQuarter } from './quarter.ts';

/**
 * Sine of an angle in radians up to ±1.6 million, the same bits wherever IEEE 754 holds: only + − × ÷. Within 0.9 ulp.
 * NaN for what is not finite.
 * @throws {RangeError} beyond.
 */
export const sin = (x: number): number => turned(x, 0);

/** Cosine, as `sin`. */
export const cos = (x: number): number => turned(x, 1);

/** sin(x + ahead · π/2): x less whole quarter turns by one series or the other, in the quarter's sign. */
function turned(x: number, ahead: number): number {
  if (x === 0 && ahead === 0) return x;
  if (!Number.isFinite(x)) return Number.NaN;
  const { quarters, high, low } = reduceToQuarter(x);
  const quarter = (quarters + ahead) & 3;
  const value = (quarter & 1) === 0 ? sineOf(high, low) : cosineOf(high, low);
  return quarter < 2 ? value : -value;
}

/** sin(r + low) for |r| ≤ π/4, by the series to r¹⁷/17!. */
function sineOf(r: number, low: number): number {
  const z = r * r;
  const far = 1 / 362880 - z * (1 / 39916800 - z * (1 / 6227020800 - z * (1 / 1307674368000 - z * (1 / 355687428096000))));
  const series = 1 / 120 - z * (1 / 5040 - z * far);
  return r - (z * (0.5 * low - z * r * series) - low + (z * r) / 6);
}

/** cos(r + low) for |r| ≤ π/4, by the series to r¹⁸/18!; what 1 − r²/2 loses in rounding is put back. */
function cosineOf(r: number, low: number): number {
  const z = r * r;
  const far = 1 / 3628800 - z * (1 / 479001600 - z * (1 / 87178291200 - z * (1 / 20922789888000 - z * (1 / 6402373705728000))));
  const series = z * z * (1 / 24 - z * (1 / 720 - z * (1 / 40320 - z * far)));
  const most = 1 - 0.5 * z;
  return most + (1 - most - 0.5 * z + (series - r * low));
}
