import { powerOfTwo } from './bits.ts';
import { LN2_HIGH, LN2_LOW } from './ln2.ts';

/** Above it e^x is no float64; below the other it rounds to 0. */
const LARGEST = 709.782712893384;
const SMALLEST = -745.1332191019411;

/**
 * e^x, the same bits wherever IEEE 754 holds: only + − × ÷ and whole numbers. Within 0.9 ulp.
 *
 * x = k ln 2 + r with |r| ≤ ln 2 / 2, k ln 2 taken off in two parts; e^r by its series to r¹³/13!; times 2^k.
 */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > LARGEST) return Number.POSITIVE_INFINITY;
  if (x < SMALLEST) return 0;
  const k = Math.round(x * Math.LOG2E);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  return scaled(1 + (high - (low - r * r * series(r))), k);
}

/** (e^r − 1 − r) / r² = 1/2! + r/3! + … + r¹¹/13!: what follows is under 2⁻⁵⁷ of e^r. */
function series(r: number): number {
  const far = 1 / 40320 + r * (1 / 362880 + r * (1 / 3628800 + r * (1 / 39916800 + r * (1 / 479001600 + r * (1 / 6227020800)))));
  return 1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120 + r * (1 / 720 + r * (1 / 5040 + r * far)))));
}

/** y · 2^k, rounded once even where the result is subnormal. */
function scaled(y: number, k: number): number {
  if (k > 1023) return y * 2 * powerOfTwo(k - 1);
  return k < -1021 ? y * powerOfTwo(k + 1000) * powerOfTwo(-1000) : y * powerOfTwo(k);
}
