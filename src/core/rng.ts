import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A source of random numbers, seeded and passed as a value. The same seed gives the same numbers everywhere. */
export interface Rng {
  /** Uniform in [0, 1), with 53 bits. */
  uniform(): number;
  /** Normal with mean 0 and variance 1. */
  normal(): number;
  /** A whole number in [0, below). */
  integer(below: number): number;
  /** A generator of its own for a named purpose: independent of how much was drawn here before. */
  fork(...label: readonly Label[]): Rng;
}

export type Label = string | number;

/**
 * xoroshiro128+ (Blackman & Vigna 2018) started from a hash of the labels; a fork hashes its own labels after its
 * parent's, so that the whole path is its seed. `1` and `'1'` are different labels.
 */
export function createRng(...path: readonly Label[]): Rng {
  const generator = xoroshiro128plusFromState(hash(JSON.stringify(path)));
  const uniform = (): number => uniformFloat64(generator);
  return {
    uniform,
    normal: normalFrom(uniform),
    integer(below) {
      if (!Number.isInteger(below) || below < 1) throw new RangeError(`integer below ${below}: must be a whole number from 1`);
      return uniformInt(generator, 0, below - 1);
    },
    fork: (...label) => createRng(...path, ...label),
  };
}

/**
 * Marsaglia & Bray's polar method (1964): a point (u, v) uniform in the unit disc, s = u² + v², gives two normal values
 * u √(−2 ln s / s) and v √(−2 ln s / s). The second is kept for the next call.
 */
function normalFrom(uniform: () => number): () => number {
  let spare: number | null = null;
  return () => {
    if (spare !== null) {
      const value = spare;
      spare = null;
      return value;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s === 0 || s >= 1) continue;
      const scale = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * scale;
      return u * scale;
    }
  };
}

/** Odd start values and multipliers of four hashes that run side by side; digits of √2, √3, √5, √7 and of e, π, φ, ln 2. */
const LANES = [
  [0x6a09e667, 0xadf85459],
  [0xbb67ae85, 0x243f6a89],
  [0x3c6ef373, 0x9e3779b1],
  [0xa54ff53b, 0xb17217f7],
] as const;

/** 128 bits of a text: multiplicative hashes over its UTF-16 units, each finished by MurmurHash3's `fmix32`. */
const hash = (text: string): number[] => LANES.map(([start, factor]) => lane(text, start, factor));

function lane(text: string, start: number, factor: number): number {
  let value = start ^ text.length;
  for (let k = 0; k < text.length; k++) {
    value = Math.imul(value ^ text.charCodeAt(k), factor);
    value ^= value >>> 15;
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
