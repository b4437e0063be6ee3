import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import { log } from './exact/log.ts';

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
export const createRng = (...path: readonly Label[]): Rng => new Seeded(written('', path));

class Seeded implements Rng {
  /** The labels as JSON writes them in a list, without its brackets. */
  private readonly path: string;
  private readonly generator: RandomGenerator;
  private spare: number | null = null;

  constructor(path: string) {
    this.path = path;
    this.generator = xoroshiro128plusFromState(hash(`[${path}]`));
  }

  uniform(): number {
    return uniformFloat64(this.generator);
  }

  integer(below: number): number {
    if (!Number.isInteger(below) || below < 1) throw new RangeError(`integer below ${below}: must be a whole number from 1`);
    return below <= WORDS ? fairly(this.generator, below) : uniformInt(this.generator, 0, below - 1);
  }

  fork(...label: readonly Label[]): Rng {
    return new Seeded(written(this.path, label));
  }

  /**
   * Marsaglia & Bray's polar method (1964): a point (u, v) uniform in the unit disc, s = u² + v², gives two normal values
   * u √(−2 ln s / s) and v √(−2 ln s / s). The second is kept for the next call.
   */
  normal(): number {
    const kept = this.spare;
    this.spare = null;
    if (kept !== null) return kept;
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const s = u * u + v * v;
      if (s === 0 || s >= 1) continue;
      const scale = Math.sqrt((-2 * log(s)) / s);
      this.spare = v * scale;
      return u * scale;
    }
  }
}

const WORDS = 0x100000000;

/**
 * What pure-rand's `uniformInt` draws: the remainder of a word, words of the last and incomplete interval of `below`
 * thrown away. The quotient is exact and cheap where the remainder of two float64s takes longer than the draw.
 */
function fairly(generator: RandomGenerator, below: number): number {
  for (;;) {
    const word = (generator.next() ^ 0x80000000) >>> 0;
    const start = Math.floor(word / below) * below;
    if (start + below <= WORDS) return word - start;
  }
}

/** A path with more labels after it, as JSON writes them. */
function written(path: string, labels: readonly Label[]): string {
  let text = path;
  for (const label of labels) text = text === '' ? json(label) : `${text},${json(label)}`;
  return text;
}

const json = (label: Label): string => (Number.isSafeInteger(label) ? `${label}` : JSON.stringify(label));

/**
 * 128 bits of a text: four multiplicative hashes over its UTF-16 units side by side, each finished by MurmurHash3's `fmix32`.
 * Odd start values and multipliers: digits of √2, √3, √5, √7 and of e, π, φ, ln 2.
 */
function hash(text: string): [number, number, number, number] {
  let a = 0x6a09e667 ^ text.length;
  let b = 0xbb67ae85 ^ text.length;
  let c = 0x3c6ef373 ^ text.length;
  let d = 0xa54ff53b ^ text.length;
  for (let k = 0; k < text.length; k++) {
    const unit = text.charCodeAt(k);
    a = mixed(a ^ unit, 0xadf85459);
    b = mixed(b ^ unit, 0x243f6a89);
    c = mixed(c ^ unit, 0x9e3779b1);
    d = mixed(d ^ unit, 0xb17217f7);
  }
  return [finished(a), finished(b), finished(c), finished(d)];
}

function mixed(value: number, factor: number): number {
  const product = Math.imul(value, factor);
  return product ^ (product >>> 15);
}

function finished(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return twice ^ (twice >>> 16);
}
