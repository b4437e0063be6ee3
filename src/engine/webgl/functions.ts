import type { Binary, Unary } from '../../core/cell/graph.ts';

/**
 * Functions of cells in GLSL: none overflows where its value does not, and none turns NaN into a number, since that is
 * how an iteration that exploded is known. exp and log (of 1 and more) are Cephes' expf and logf, since GLSL bounds the
 * error of its own loosely; tanh below 0.625 is Cephes' tanhf, above 1 − 2e/(1 + e) with e = exp(−2|a|); sigmoid is
 * e/(1 + e) or 1 less that with e = exp(−|a|), softplus max(a, 0) + ln(1 + e), ln(1 + e) as Kahan has it.
 * What one calls stands before it.
 */
const DECLARED: Readonly<Record<string, string>> = {
  cellExp: `vec4 cellExp(vec4 a) {
  vec4 c = clamp(a, -104.0, 89.0);
  vec4 n = floor(c * 1.44269504 + 0.5);
  vec4 r = (c - n * 0.693359375) + n * 2.12194440e-4;
  vec4 p = ((((1.9875691500e-4 * r + 1.3981999507e-3) * r + 8.3334519073e-3) * r + 4.1665795894e-2) * r + 1.6666665459e-1) * r + 5.0000001201e-1;
  ivec4 whole = ivec4(n);
  ivec4 part = whole >> 1;
  vec4 e = (p * r * r + r + 1.0) * intBitsToFloat((part + 127) << 23) * intBitsToFloat((whole - part + 127) << 23);
  return mix(e, a, greaterThan(floatBitsToInt(a) & 0x7fffffff, ivec4(0x7f800000)));
}`,
  cellLog: `vec4 cellLog(vec4 a) {
  ivec4 bits = floatBitsToInt(a);
  ivec4 e = (bits - 0x3f3504f3) >> 23;
  vec4 m = intBitsToFloat(bits - (e << 23)) - 1.0;
  vec4 n = vec4(e);
  vec4 z = m * m;
  vec4 p = ((((7.0376836292e-2 * m - 1.1514610310e-1) * m + 1.1676998740e-1) * m - 1.2420140846e-1) * m + 1.4249322787e-1) * m - 1.6668057665e-1;
  p = (((p * m + 2.0000714765e-1) * m - 2.4999993993e-1) * m + 3.3333331174e-1) * m * z;
  return mix((p - 2.12194440e-4 * n - 0.5 * z + m) + 0.693359375 * n, a, greaterThanEqual(bits & 0x7fffffff, ivec4(0x7f800000)));
}`,
  cellSigmoid: `vec4 cellSigmoid(vec4 a) {
  vec4 e = cellExp(-abs(a));
  vec4 r = e / (1.0 + e);
  return mix(r, 1.0 - r, greaterThanEqual(a, vec4(0)));
}`,
  cellTanh: `vec4 cellTanh(vec4 a) {
  vec4 z = a * a;
  vec4 p = (((-5.70498872745e-3 * z + 2.06390887954e-2) * z - 5.37397155531e-2) * z + 1.33314422036e-1) * z - 3.33332819422e-1;
  vec4 e = cellExp(-2.0 * abs(a));
  vec4 r = 1.0 - 2.0 * (e / (1.0 + e));
  return mix(mix(r, -r, lessThan(a, vec4(0))), a + a * z * p, lessThan(abs(a), vec4(0.625)));
}`,
  cellLog1p: `vec4 cellLog1p(vec4 e) {
  vec4 w = 1.0 + e;
  return mix(cellLog(w) * (e / (w - 1.0)), e, lessThanEqual(w, vec4(1)));
}`,
  cellSoftplus: `vec4 cellSoftplus(vec4 a) {
  return mix(a, vec4(0), lessThanEqual(a, vec4(0))) + cellLog1p(cellExp(-abs(a)));
}`,
  cellExceeds: `vec4 cellExceeds(vec4 a, vec4 b) {
  return vec4(greaterThan(a, b)) + 0.5 * vec4(equal(a, b));
}`,
};

const UNARY: Readonly<Record<Unary, (a: string) => string>> = {
  sigmoid: (a) => `cellSigmoid(${a})`,
  tanh: (a) => `cellTanh(${a})`,
  relu: (a) => `mix(${a}, vec4(0), lessThanEqual(${a}, vec4(0)))`,
  softplus: (a) => `cellSoftplus(${a})`,
  exp: (a) => `cellExp(${a})`,
  abs: (a) => `abs(${a})`,
  sqrt: (a) => `sqrt(${a})`,
  negate: (a) => `-${a}`,
  step: (a) => `vec4(greaterThan(${a}, vec4(0)))`,
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

/** f(a) in GLSL; `a` is a name. */
export const unaryText = (name: Unary, a: string): string => UNARY[name](a);

/** f(a, b) in GLSL; both are names. */
export const binaryText = (name: Binary, a: string, b: string): string => BINARY[name](a, b);

/** A number as a literal of all four sequences. */
export function numberText(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return 'vec4(uintBitsToFloat(0x7fc00000u))';
  if (!Number.isFinite(single)) return `vec4(${single < 0 ? '-' : ''}uintBitsToFloat(0x7f800000u))`;
  const text = String(single);
  return `vec4(${/[.e]/.test(text) ? text : `${text}.0`})`;
}

/** The declarations of those functions that a body calls. */
export function functionsFor(body: readonly string[]): string[] {
  const declared: string[] = [];
  for (const [name, text] of Object.entries(DECLARED).toReversed()) {
    if ([...body, ...declared].some((line) => line.includes(`${name}(`))) declared.unshift(text);
  }
  return declared;
}
