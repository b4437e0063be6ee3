import type { Binary, Unary } from '../../core/cell/graph.ts';
import { LEAST_BLAME } from '../../core/plan/least.ts';
import type { Body, Local } from './body.ts';
import { exp, sigmoid, softplus, tanh } from './math.ts';
import { type Expression, f32x4, v128 } from './opcodes.ts';

type Vector = Local<'v128'>;
type Result = Expression<'v128'>;

/** A NaN stays one: pmax and pmin give their first operand where a comparison fails. */
const UNARY: Readonly<Record<Unary, (f: Body, a: Vector) => Result>> = {
  sigmoid,
  tanh,
  softplus,
  exp,
  relu: (f, a) => f32x4.pmax(a, f.constant(0)),
  abs: (_, a) => f32x4.abs(a),
  sqrt: (_, a) => f32x4.sqrt(a),
  negate: (_, a) => f32x4.neg(a),
  step: (f, a) => v128.and(f32x4.gt(a, f.constant(0)), f.constant(1)),
  sign: (f, a) => f32x4.sub(v128.and(f32x4.gt(a, f.constant(0)), f.constant(1)), v128.and(f32x4.lt(a, f.constant(0)), f.constant(1))),
};

const BINARY: Readonly<Record<Binary, (f: Body, a: Vector, b: Vector) => Result>> = {
  add: (_, a, b) => f32x4.add(a, b),
  subtract: (_, a, b) => f32x4.sub(a, b),
  multiply: (_, a, b) => f32x4.mul(a, b),
  divide: (_, a, b) => f32x4.div(a, b),
  min: (_, a, b) => f32x4.min(a, b),
  max: (_, a, b) => f32x4.max(a, b),
  exceeds: (f, a, b) => v128.or(v128.and(f32x4.gt(a, b), f.constant(1)), v128.and(f32x4.eq(a, b), f.constant(0.5))),
};

/** A function of one value, for four sequences at once. */
export const unaryOf = (name: Unary, f: Body, a: Vector): Result => UNARY[name](f, a);

/** A function of two values, for four sequences at once. */
export const binaryOf = (name: Binary, f: Body, a: Vector, b: Vector): Result => BINARY[name](f, a, b);

/** 0 where |a| is smaller than any blame that is carried, else a; a NaN stays one. */
export const flushed = (f: Body, a: Vector): Result => v128.andnot(a, f32x4.lt(f32x4.abs(a), f.constant(LEAST_BLAME)));
