import type { Binary, Unary } from '../../core/cell/graph.ts';
import { LEAST_BLAME } from '../../core/plan/least.ts';
import type { Numbers } from './numbers.ts';

/** Writes a function of `count` entries from `a` (and `b`) to `to`. */
export type Loop = (m: Numbers, count: number, to: number, a: number, b: number) => void;

/** The range of e^x is cut in 32 parts of each power of two, and r = x − n ln 2 / 32 is at most 0.011. */
const PARTS_PER_LN2 = 32 / Math.LN2;
const LN2_PER_PART = Math.LN2 / 32;
const ROOTS = Float64Array.from({ length: 32 }, (_, part) => 2 ** (part / 32));
const MOST = 1100;
const POWERS = Float64Array.from({ length: 2 * MOST }, (_, index) => 2 ** (index - MOST));
/** Added and taken away it rounds to a whole number: the float64 beside it are 1 apart. */
const ROUNDING = 1.5 * 2 ** 52;

/** 2^(n/32) */
const rootOf = (n: number): number => ROOTS[n & 31]! * POWERS[(n >> 5) + MOST]!;

/** e^r − 1 for |r| ≤ 0.011, within 3e-15 of r. */
const small = (r: number): number => r * (1 + r * (0.5 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120)))));

/** Where sigmoid is 0 or 1 and e^x still a float64. */
const FAR = 700;

const sigmoid: Loop = (m, count, to, a) => {
  for (let i = 0; i < count; i++) {
    const x = m[a + i]!;
    const y = x > FAR ? -FAR : x < -FAR ? FAR : -x;
    const n = y * PARTS_PER_LN2 + ROUNDING - ROUNDING;
    const root = rootOf(n | 0);
    m[to + i] = 1 / (1 + root + root * small(y - n * LN2_PER_PART));
  }
};

/** Where tanh rounds to ±1 in float64. */
const FLAT = 20;

/** (e^2x − 1) / (e^2x + 1), with e^2x − 1 had without cancellation: relative errors stay small where x is. */
const tanh: Loop = (m, count, to, a) => {
  for (let i = 0; i < count; i++) {
    const x = m[a + i]!;
    const y = x > FLAT ? 2 * FLAT : x < -FLAT ? -2 * FLAT : 2 * x;
    const n = y * PARTS_PER_LN2 + ROUNDING - ROUNDING;
    const root = rootOf(n | 0);
    const e = root * small(y - n * LN2_PER_PART) + (root - 1);
    m[to + i] = e / (e + 2);
  }
};

/** Functions of one entry, as `graph.ts` defines them. */
export const UNARY: Readonly<Record<Unary, Loop>> = {
  sigmoid,
  tanh,
  relu: (m, count, to, a) => {
    for (let i = 0; i < count; i++) m[to + i] = Math.max(m[a + i]!, 0);
  },
  softplus: (m, count, to, a) => {
    for (let i = 0; i < count; i++) {
      const x = m[a + i]!;
      m[to + i] = Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
    }
  },
  exp: (m, count, to, a) => {
    for (let i = 0; i < count; i++) m[to + i] = Math.exp(m[a + i]!);
  },
  abs: (m, count, to, a) => {
    for (let i = 0; i < count; i++) m[to + i] = Math.abs(m[a + i]!);
  },
  sqrt: (m, count, to, a) => {
    for (let i = 0; i < count; i++) m[to + i] = Math.sqrt(m[a + i]!);
  },
  negate: (m, count, to, a) => {
    for (let i = 0; i < count; i++) m[to + i] = -m[a + i]!;
  },
  step: (m, count, to, a) => {
    for (let i = 0; i < count; i++) m[to + i] = m[a + i]! > 0 ? 1 : 0;
  },
  sign: (m, count, to, a) => {
    for (let i = 0; i < count; i++) m[to + i] = Math.sign(m[a + i]!);
  },
};

/** Functions of two entries, as `graph.ts` defines them. */
export const BINARY: Readonly<Record<Binary, Loop>> = {
  add: (m, count, to, a, b) => {
    for (let i = 0; i < count; i++) m[to + i] = m[a + i]! + m[b + i]!;
  },
  subtract: (m, count, to, a, b) => {
    for (let i = 0; i < count; i++) m[to + i] = m[a + i]! - m[b + i]!;
  },
  multiply: (m, count, to, a, b) => {
    for (let i = 0; i < count; i++) m[to + i] = m[a + i]! * m[b + i]!;
  },
  divide: (m, count, to, a, b) => {
    for (let i = 0; i < count; i++) m[to + i] = m[a + i]! / m[b + i]!;
  },
  min: (m, count, to, a, b) => {
    for (let i = 0; i < count; i++) m[to + i] = Math.min(m[a + i]!, m[b + i]!);
  },
  max: (m, count, to, a, b) => {
    for (let i = 0; i < count; i++) m[to + i] = Math.max(m[a + i]!, m[b + i]!);
  },
  exceeds: (m, count, to, a, b) => {
    for (let i = 0; i < count; i++) {
      const left = m[a + i]!;
      const right = m[b + i]!;
      m[to + i] = left > right ? 1 : left === right ? 0.5 : 0;
    }
  },
};

export const copy: Loop = (m, count, to, a) => {
  for (let i = 0; i < count; i++) m[to + i] = m[a + i]!;
};

/** What is smaller than any blame that is carried becomes 0; a NaN stays one. */
export const flush: Loop = (m, count, to, a) => {
  for (let i = 0; i < count; i++) m[to + i] = flushed(m[a + i]!);
};

export const flushed = (value: number): number => (Math.abs(value) < LEAST_BLAME ? 0 : value);
