import type { Binary, Unary } from '../../core/cell/graph.ts';
import type { Lines } from './wgsl.ts';

/**
 * Functions of cells in WGSL: none overflows where its value does not, and none turns NaN into a number, since that is
 * how an iteration that exploded is known. tanh below 0.625 is Cephes' tanhf, above 1 − 2e/(1 + e) with e = exp(−2|a|);
 * sigmoid is e/(1 + e) with e = exp(−|a|) or 1 less that, so that both are right to half a unit in the last place where
 * they saturate and slopes 1 − tanh² live on their last bits; softplus is max(a, 0) + ln(1 + e), the logarithm after Kahan.
 */
const DECLARED: Readonly<Record<string, Lines>> = {
  cellSigmoid: [
    'fn cellSigmoid(a : f32) -> f32 {',
    '  let e = exp(-abs(a));',
    '  let q = e / (1.0 + e);',
    '  return select(q, 1.0 - q, a >= 0.0);',
    '}',
  ],
  cellTanh: [
    'fn cellTanh(a : f32) -> f32 {',
    '  let z = a * a;',
    '  let p = (((-5.70498872745e-3 * z + 2.06390887954e-2) * z - 5.37397155531e-2) * z + 1.33314422036e-1) * z - 3.33332819422e-1;',
    '  let e = exp(-2.0 * abs(a));',
    '  let r = 1.0 - 2.0 * e / (1.0 + e);',
    '  return select(select(r, -r, a < 0.0), a + a * z * p, abs(a) < 0.625);',
    '}',
  ],
  cellSoftplus: [
    'fn cellSoftplus(a : f32) -> f32 {',
    '  let e = exp(-abs(a));',
    '  let w = 1.0 + e;',
    '  let l = select(log(w) * (e / (w - 1.0)), e, w <= 1.0);',
    '  return select(a, 0.0, a <= 0.0) + l;',
    '}',
  ],
  cellExceeds: ['fn cellExceeds(a : f32, b : f32) -> f32 {', '  return select(select(0.0, 0.5, a == b), 1.0, a > b);', '}'],
};

const UNARY: Readonly<Record<Unary, (a: string) => string>> = {
  sigmoid: (a) => `cellSigmoid(${a})`,
  tanh: (a) => `cellTanh(${a})`,
  relu: (a) => `select(${a}, 0.0, ${a} <= 0.0)`,
  softplus: (a) => `cellSoftplus(${a})`,
  exp: (a) => `exp(${a})`,
  abs: (a) => `abs(${a})`,
  sqrt: (a) => `sqrt(${a})`,
  negate: (a) => `-${a}`,
  step: (a) => `select(0.0, 1.0, ${a} > 0.0)`,
  sign: (a) => `sign(${a})`,
};

const BINARY: Readonly<Record<Binary, (a: string, b: string) => string>> = {
  add: (a, b) => `${a} + ${b}`,
  subtract: (a, b) => `${a} - ${b}`,
  multiply: (a, b) => `${a} * ${b}`,
  divide: (a, b) => `${a} / ${b}`,
  min: (a, b) => `min(${a}, ${b})`,
  max: (a, b) => `max(${a}, ${b})`,
  exceeds: (a, b) => `cellExceeds(${a}, ${b})`,
};

/** f(a) in WGSL; `a` is a name. */
export const unaryText = (name: Unary, a: string): string => UNARY[name](a);

/** f(a, b) in WGSL; both are names. */
export const binaryText = (name: Binary, a: string, b: string): string => BINARY[name](a, b);

/** The declarations of those functions that a body calls. */
export const functionsFor = (body: Lines): string[] =>
  Object.entries(DECLARED).flatMap(([name, lines]) => (body.some((line) => line.includes(`${name}(`)) ? [...lines, ''] : []));
