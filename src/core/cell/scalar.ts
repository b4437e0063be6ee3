import type { Binary, Unary } from './graph.ts';

/** `sigmoid(a)` without overflow on either side. */
function sigmoid(a: number): number {
  if (a >= 0) return 1 / (1 + Math.exp(-a));
  const e = Math.exp(a);
  return e / (1 + e);
}

/** `ln(1 + e^a)` without overflow. */
const softplus = (a: number): number => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a)));

/** Functions of one entry, as `graph.ts` defines them. */
export const UNARY: Readonly<Record<Unary, (a: number) => number>> = {
  sigmoid,
  tanh: Math.tanh,
  relu: (a) => Math.max(a, 0),
  softplus,
  exp: Math.exp,
  abs: Math.abs,
  sqrt: Math.sqrt,
  negate: (a) => -a,
  step: (a) => (a > 0 ? 1 : 0),
  sign: Math.sign,
};

/** Functions of two entries, as `graph.ts` defines them. */
export const BINARY: Readonly<Record<Binary, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  min: Math.min,
  max: Math.max,
  exceeds: (a, b) => (a > b ? 1 : a === b ? 0.5 : 0),
};
