/**
 * Functions of four float32 at once. In a module that is not relaxed they use IEEE operations alone, so that every
 * machine gives the same bits. Each emits its code where it is called and takes a variable, since it reads it more
 * than once; its constants are made at the start of the function. NaN gives NaN.
 *
 * Largest error against float64 rounded to float32, in units of the last place: exp 1, log 1, sigmoid 2, tanh 2,
 * softplus 2 (against the exact value 1.01, 0.93, 2.41, 2.50 and 2.02). Inlined, one value takes about 1 ns (exp) to
 * 2 ns (softplus); called as functions of the module about 1 ns more, since V8 keeps no vector register over a call.
 *
 * Method: Cody & Waite 1980 for the reduction; polynomials fitted to the smallest largest error by linear programming;
 * fdlibm's `e_log.c` for the logarithm in s = f/(2 + f).
 */
import type { Body, Local } from './body.ts';
import { type Expression, f32x4, i32x4, v128 } from './opcodes.ts';

type Vector = Local<'v128'>;
type Result = Expression<'v128'>;

/** ln 2 in two parts, the first of so few bits that its products with exponents are exact. */
const [LN2_HIGH, LN2_LOW] = [0.693359375, -2.1219444e-4];
/** Added to a small number it leaves that number, rounded, in the lowest bits. */
const ROUNDER = 0xc00000;
const BIAS = 127;
const SMALLEST_NORMAL = 1.1754943508222875e-38;
/** e^r = 1 + r + r² (c₀ + c₁ r + …) for |r| ≤ ½ ln 2. */
const EXPONENTIAL = [0.4999999701976776, 0.1666654646396637, 0.04166744276881218, 0.008366253226995468, 0.0013869948452338576];
/** ln(1 + f) = f − s (f − s² (c₀ + c₁ s² + …)) with s = f/(2 + f), for f from √½ − 1 to 1. */
const LOGARITHM = [0.08333302289247513, 0.012506700120866299, 0.002187729347497225, 0.0005470194737426937].map(
  (c, k) => c * (8 << (2 * k)),
);

/** e^a; 0 below −103.98, Infinity above 88.72. */
export function exp(f: Body, a: Vector): Result {
  return expOf(f, f.value(f32x4.pmin(f32x4.pmax(a, f.constant(-104)), f.constant(89))));
}

/** 1/(1 + e^−a); relative accuracy where a is negative too. */
export function sigmoid(f: Body, a: Vector): Result {
  const power = f.value(expOf(f, f.value(f32x4.pmax(minusAbs(f, a), f.constant(-104)))));
  const numerator = v128.bitselect(power, f.constant(1), f32x4.lt(a, f.constant(0)));
  return f32x4.div(numerator, f32x4.add(power, f.constant(1)));
}

/** F/(2 − F) with F = 1 − e^−2|a|, and the sign of a; tanh(−a) = −tanh(a). */
export function tanh(f: Body, a: Vector): Result {
  const { scaled, rest } = reduce(f, f.value(f32x4.pmax(minusAbs(f, a), f.constant(-10))), BIAS, 2);
  const power = f.value(i32x4.shl(scaled, 23));
  const lost = f.value(f.multiplySubtract(power, powerMinusOne(f, rest), f32x4.sub(f.constant(1), power)));
  const ratio = f32x4.div(lost, f32x4.sub(f.constant(2), lost));
  return v128.or(ratio, v128.and(a, f.bits(0x80000000)));
}

/** max(a, 0) + ln(1 + e^−|a|); relative accuracy where a is negative too. */
export function softplus(f: Body, a: Vector): Result {
  const power = f.value(expOf(f, f.value(f32x4.pmax(minusAbs(f, a), f.constant(-104)))));
  return f32x4.add(f32x4.pmax(a, f.constant(0)), log1p(f, power));
}

/** ln(1 + a) for a from 0 to 1. */
export function log1p(f: Body, a: Vector): Result {
  return f32x4.sub(a, logarithmTail(f, a));
}

/** ln a; −Infinity at 0, NaN below. */
export function log(f: Body, a: Vector): Result {
  const small = f.value(f32x4.lt(a, f.constant(SMALLEST_NORMAL)));
  const bits = f.value(v128.bitselect(f32x4.mul(a, f.constant(0x800000)), a, small));
  const exponent = f.value(i32x4.shr_s(i32x4.sub(bits, f.bits(SQRT_HALF)), 23));
  const fraction = f.value(f32x4.sub(i32x4.sub(bits, i32x4.shl(exponent, 23)), f.constant(1)));
  const power = f.value(f32x4.sub(f32x4.convert_i32x4_s(exponent), v128.and(small, f.constant(23))));
  const rest = f32x4.sub(logarithmTail(f, fraction), f32x4.mul(power, f.constant(LN2_LOW)));
  const normal = f32x4.add(f32x4.mul(power, f.constant(LN2_HIGH)), f32x4.sub(fraction, rest));
  const special = v128.bitselect(f.constant(-Infinity), f32x4.sqrt(a), f32x4.eq(a, f.constant(0)));
  return v128.bitselect(normal, special, v128.and(f32x4.gt(a, f.constant(0)), f32x4.lt(a, f.constant(Infinity))));
}

/** The bits of √½. */
const SQRT_HALF = 0x3f3504f3;

const minusAbs = (f: Body, a: Vector): Result => v128.or(a, f.bits(0x80000000));

/** e^a for a from −104 to 89: the power of two in two factors, so that results below 2⁻¹²⁶ are rounded once. */
function expOf(f: Body, a: Vector): Result {
  const { scaled, rest } = reduce(f, a, 2 * BIAS);
  const half = f.value(i32x4.shr_u(scaled, 1));
  const factors = [i32x4.shl(half, 23), i32x4.shl(i32x4.sub(scaled, half), 23)];
  return factors.reduce<Result>((product, factor) => f32x4.mul(product, factor), f32x4.add(powerMinusOne(f, rest), f.constant(1)));
}

/** times · a = n ln 2 + rest, for times 1 or 2; n + bias in the lowest bits of `scaled`. */
function reduce(f: Body, a: Vector, bias: number, times: 1 | 2 = 1): { scaled: Vector; rest: Vector } {
  const scaled = f.value(f.multiplyAdd(a, f.constant(times * Math.LOG2E), f.constant(ROUNDER + bias)));
  const n = f.value(f32x4.sub(scaled, f.constant(ROUNDER + bias)));
  const high = f.multiplySubtract(n, f.constant(LN2_HIGH), times === 1 ? a : f32x4.add(a, a));
  return { scaled, rest: f.value(f.multiplySubtract(n, f.constant(LN2_LOW), high)) };
}

/** e^r − 1 for |r| ≤ ½ ln 2; the polynomial in pairs, so that fewer operations wait for each other. */
function powerMinusOne(f: Body, r: Vector): Result {
  const [c0, c1, c2, c3, c4] = EXPONENTIAL.map((c) => f.constant(c)) as [Vector, Vector, Vector, Vector, Vector];
  const square = f.value(f32x4.mul(r, r));
  const upper = f.multiplyAdd(square, c4, f.multiplyAdd(r, c3, c2));
  const lower = f.multiplyAdd(r, c1, c0);
  return f.multiplyAdd(square, f.multiplyAdd(square, upper, lower), r);
}

/** f − ln(1 + f) */
function logarithmTail(f: Body, fraction: Vector): Result {
  const s = f.value(f32x4.div(fraction, f32x4.add(fraction, f.constant(2))));
  const square = f.value(f32x4.mul(s, s));
  return f32x4.mul(s, f.multiplySubtract(square, polynomial(f, LOGARITHM, square), fraction));
}

/** c₀ + x (c₁ + x (c₂ + …)) */
function polynomial(f: Body, coefficients: readonly number[], x: Vector): Result {
  return coefficients.map((c): Result => f.constant(c)).reduceRight((sum, coefficient) => f.multiplyAdd(x, sum, coefficient));
}
