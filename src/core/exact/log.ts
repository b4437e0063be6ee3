import { upperBits, withUpperBits } from './bits.ts';
import { LN2_HIGH, LN2_LOW } from './ln2.ts';

const BIAS = 1023;
/** Upper bits of 1, and what carries a fraction above √2 into the next exponent. */
const ONE = 0x3ff00000;
const ABOVE_SQRT2 = 0x95f64;
const FRACTION = 0xfffff;
const EXPONENT = 0x100000;

/**
 * Natural logarithm, the same bits wherever IEEE 754 holds: only + − × ÷ and the number's own bits. Within 0.9 ulp.
 *
 * x = 2^k (1 + f) with 1 + f from √½ to √2; s = f / (2 + f), and ln(1 + f) = 2 artanh s = 2s + 2s³/3 + 2s⁵/5 + …, summed
 * as f − f²/2 plus a small rest, since 2s = f − s f (Tang 1990; the way of fdlibm's `e_log.c`, with the series' own fractions).
 * 0 gives −∞, below 0 gives NaN.
 */
export function log(x: number): number {
  if (!(x > 0) || x === Number.POSITIVE_INFINITY) return edge(x);
  if (x < SMALLEST_NORMAL) return reduced(x * TWO_54, -54);
  return reduced(x, 0);
}

const SMALLEST_NORMAL = 2.2250738585072014e-308;
const TWO_54 = 0x40000000000000;

const edge = (x: number): number => (x === 0 ? Number.NEGATIVE_INFINITY : x > 0 ? x : Number.NaN);

function reduced(x: number, scaled: number): number {
  const upper = upperBits(x);
  const fraction = upper & FRACTION;
  const carry = (fraction + ABOVE_SQRT2) & EXPONENT;
  const k = scaled + (upper >> 20) - BIAS + (carry >> 20);
  const f = withUpperBits(x, fraction | (carry ^ ONE)) - 1;
  const s = f / (2 + f);
  const half = 0.5 * f * f;
  const rest = s * (half + series(s * s));
  return k * LN2_HIGH - (half - (rest + k * LN2_LOW) - f);
}

/** 2 (z/3 + z²/5 + z³/7 + …) for z = s² up to 0.0295: what follows the eleventh term is under 2⁻⁶⁰. */
function series(z: number): number {
  const far = 2 / 13 + z * (2 / 15 + z * (2 / 17 + z * (2 / 19 + z * (2 / 21 + z * (2 / 23)))));
  return z * (2 / 3 + z * (2 / 5 + z * (2 / 7 + z * (2 / 9 + z * (2 / 11 + z * far)))));
}
