/**
 * The instructions, by the names and numbers of the specification, as functions that build expressions:
 * `f32x4.add(f32x4.mul(a, b), c)`. A plain number stands for a constant of the type asked for, in all lanes of a
 * vector. An expression is a piece of code: used twice it is computed twice, so a shared value goes to a local.
 *
 * Source: WebAssembly core specification 2.0, chapter 5.4; relaxed SIMD proposal.
 */
import { type Code, float32, float64, signed, unsigned } from './encoding.ts';

export type ValueType = 'i32' | 'f32' | 'f64' | 'v128';

/** Code that leaves one value of type T, or nothing where T is `void`. */
export interface Expression<T extends ValueType | 'void' = ValueType | 'void'> {
  readonly type: T;
  readonly code: Code;
}

type I32 = Expression<'i32'>;
type F32 = Expression<'f32'>;
type F64 = Expression<'f64'>;
type Vector = Expression<'v128'>;

/** Where a value is wanted, a number may stand. */
export type Operand<T extends ValueType> = Expression<T> | number;

const expression = <T extends ValueType | 'void'>(type: T, ...code: Code[]): Expression<T> => ({ type, code });

const SIMD = 0xfd;
const simd = (opcode: number): Code => [SIMD, unsigned(opcode)];

/** How a number is written as a constant of each type, by lanes for vectors. */
const asI32 = (value: Operand<'i32'>): I32 => (typeof value === 'number' ? expression('i32', 0x41, signed(value)) : value);
const asF32 = (value: Operand<'f32'>): F32 => (typeof value === 'number' ? expression('f32', 0x43, float32(value)) : value);
const asF64 = (value: Operand<'f64'>): F64 => (typeof value === 'number' ? expression('f64', 0x44, float64(value)) : value);

const vectorOf = (buffer: ArrayBufferLike): Vector => expression('v128', simd(12), [...new Uint8Array(buffer)]);
const asF32x4 = (value: Operand<'v128'>): Vector => (typeof value === 'number' ? vectorOf(new Float32Array(4).fill(value).buffer) : value);
const asI32x4 = (value: Operand<'v128'>): Vector => (typeof value === 'number' ? vectorOf(new Int32Array(4).fill(value).buffer) : value);
const asF64x2 = (value: Operand<'v128'>): Vector => (typeof value === 'number' ? vectorOf(new Float64Array(2).fill(value).buffer) : value);

/** An instruction that takes one, two or three operands of one kind. */
type As<T extends ValueType> = (value: Operand<T>) => Expression<T>;

function unary<T extends ValueType, R extends ValueType>(as: As<T>, result: R, ...opcode: Code[]) {
  return (a: Operand<T>): Expression<R> => expression(result, as(a).code, opcode);
}

function binary<T extends ValueType, R extends ValueType>(as: As<T>, result: R, ...opcode: Code[]) {
  return (a: Operand<T>, b: Operand<T>): Expression<R> => expression(result, as(a).code, as(b).code, opcode);
}

function ternary<T extends ValueType>(as: As<T>, result: T, ...opcode: Code[]) {
  return (a: Operand<T>, b: Operand<T>, c: Operand<T>): Expression<T> => expression(result, as(a).code, as(b).code, as(c).code, opcode);
}

/** Alignment is a hint; every address here is that of a float32. */
const memarg = (offset: number): Code => [2, unsigned(offset)];

function load<T extends ValueType>(type: T, ...opcode: Code[]) {
  return (pointer: Operand<'i32'>, offset = 0): Expression<T> => expression(type, asI32(pointer).code, opcode, memarg(offset));
}

function store<T extends ValueType>(as: As<T>, ...opcode: Code[]) {
  return (pointer: Operand<'i32'>, value: Operand<T>, offset = 0): Expression<'void'> =>
    expression('void', asI32(pointer).code, as(value).code, opcode, memarg(offset));
}

export const i32 = {
  const: asI32,
  load: load('i32', 0x28),
  store: store(asI32, 0x36),
  eqz: unary(asI32, 'i32', 0x45),
  eq: binary(asI32, 'i32', 0x46),
  ne: binary(asI32, 'i32', 0x47),
  lt_s: binary(asI32, 'i32', 0x48),
  lt_u: binary(asI32, 'i32', 0x49),
  gt_s: binary(asI32, 'i32', 0x4a),
  gt_u: binary(asI32, 'i32', 0x4b),
  le_s: binary(asI32, 'i32', 0x4c),
  ge_s: binary(asI32, 'i32', 0x4e),
  ge_u: binary(asI32, 'i32', 0x4f),
  add: binary(asI32, 'i32', 0x6a),
  sub: binary(asI32, 'i32', 0x6b),
  mul: binary(asI32, 'i32', 0x6c),
  div_u: binary(asI32, 'i32', 0x6e),
  rem_u: binary(asI32, 'i32', 0x70),
  and: binary(asI32, 'i32', 0x71),
  or: binary(asI32, 'i32', 0x72),
  xor: binary(asI32, 'i32', 0x73),
  shl: binary(asI32, 'i32', 0x74),
  shr_s: binary(asI32, 'i32', 0x75),
  shr_u: binary(asI32, 'i32', 0x76),
  reinterpret_f32: unary(asF32, 'i32', 0xbc),
  trunc_sat_f32_s: unary(asF32, 'i32', 0xfc, 0),
};

export const f32 = {
  const: asF32,
  load: load('f32', 0x2a),
  store: store(asF32, 0x38),
  eq: binary(asF32, 'i32', 0x5b),
  ne: binary(asF32, 'i32', 0x5c),
  lt: binary(asF32, 'i32', 0x5d),
  gt: binary(asF32, 'i32', 0x5e),
  le: binary(asF32, 'i32', 0x5f),
  ge: binary(asF32, 'i32', 0x60),
  abs: unary(asF32, 'f32', 0x8b),
  neg: unary(asF32, 'f32', 0x8c),
  nearest: unary(asF32, 'f32', 0x90),
  sqrt: unary(asF32, 'f32', 0x91),
  add: binary(asF32, 'f32', 0x92),
  sub: binary(asF32, 'f32', 0x93),
  mul: binary(asF32, 'f32', 0x94),
  div: binary(asF32, 'f32', 0x95),
  min: binary(asF32, 'f32', 0x96),
  max: binary(asF32, 'f32', 0x97),
  copysign: binary(asF32, 'f32', 0x98),
  convert_i32_s: unary(asI32, 'f32', 0xb2),
  demote_f64: unary(asF64, 'f32', 0xb6),
  reinterpret_i32: unary(asI32, 'f32', 0xbe),
};

export const f64 = {
  const: asF64,
  load: load('f64', 0x2b),
  store: store(asF64, 0x39),
  eq: binary(asF64, 'i32', 0x61),
  ne: binary(asF64, 'i32', 0x62),
  lt: binary(asF64, 'i32', 0x63),
  gt: binary(asF64, 'i32', 0x64),
  le: binary(asF64, 'i32', 0x65),
  ge: binary(asF64, 'i32', 0x66),
  abs: unary(asF64, 'f64', 0x99),
  neg: unary(asF64, 'f64', 0x9a),
  sqrt: unary(asF64, 'f64', 0x9f),
  add: binary(asF64, 'f64', 0xa0),
  sub: binary(asF64, 'f64', 0xa1),
  mul: binary(asF64, 'f64', 0xa2),
  div: binary(asF64, 'f64', 0xa3),
  min: binary(asF64, 'f64', 0xa4),
  max: binary(asF64, 'f64', 0xa5),
  convert_i32_s: unary(asI32, 'f64', 0xb7),
  promote_f32: unary(asF32, 'f64', 0xbb),
};

/** Instructions by bits, whatever the lanes hold. Numbers stand for the same 32 bits in each lane. */
export const v128 = {
  const: (lanes: Uint8Array | Float32Array | Int32Array): Vector => vectorOf(lanes.slice().buffer),
  load: load('v128', simd(0)),
  load32_splat: load('v128', simd(9)),
  load32_zero: load('v128', simd(92)),
  load64_zero: load('v128', simd(93)),
  store: store(asI32x4, simd(11)),
  /** Stores 64 bits: lanes 0 and 1 of four, or 2 and 3. */
  store64_lane: (pointer: Operand<'i32'>, value: Operand<'v128'>, half: 0 | 1, offset = 0): Expression<'void'> =>
    expression('void', asI32(pointer).code, asI32x4(value).code, simd(91), memarg(offset), half),
  not: unary(asI32x4, 'v128', simd(77)),
  and: binary(asI32x4, 'v128', simd(78)),
  /** a and not b */
  andnot: binary(asI32x4, 'v128', simd(79)),
  or: binary(asI32x4, 'v128', simd(80)),
  xor: binary(asI32x4, 'v128', simd(81)),
  /** a where c is set, else b. */
  bitselect: ternary(asI32x4, 'v128', simd(82)),
  any_true: unary(asI32x4, 'i32', simd(83)),
};

export const f32x4 = {
  const: asF32x4,
  splat: unary(asF32, 'v128', simd(19)),
  extract_lane: (a: Operand<'v128'>, lane: number): F32 => expression('f32', asF32x4(a).code, simd(31), lane),
  replace_lane: (a: Operand<'v128'>, lane: number, value: Operand<'f32'>): Vector =>
    expression('v128', asF32x4(a).code, asF32(value).code, simd(32), lane),
  /** Four of the lanes 0 to 3 of a and 4 to 7 of b (an i8x16.shuffle of whole lanes). */
  shuffle: (a: Operand<'v128'>, b: Operand<'v128'>, ...lanes: readonly [number, number, number, number]): Vector =>
    expression(
      'v128',
      asF32x4(a).code,
      asF32x4(b).code,
      simd(13),
      lanes.map((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)),
    ),
  eq: binary(asF32x4, 'v128', simd(65)),
  ne: binary(asF32x4, 'v128', simd(66)),
  lt: binary(asF32x4, 'v128', simd(67)),
  gt: binary(asF32x4, 'v128', simd(68)),
  le: binary(asF32x4, 'v128', simd(69)),
  ge: binary(asF32x4, 'v128', simd(70)),
  floor: unary(asF32x4, 'v128', simd(104)),
  nearest: unary(asF32x4, 'v128', simd(106)),
  abs: unary(asF32x4, 'v128', simd(224)),
  neg: unary(asF32x4, 'v128', simd(225)),
  sqrt: unary(asF32x4, 'v128', simd(227)),
  add: binary(asF32x4, 'v128', simd(228)),
  sub: binary(asF32x4, 'v128', simd(229)),
  mul: binary(asF32x4, 'v128', simd(230)),
  div: binary(asF32x4, 'v128', simd(231)),
  /** NaN where either is; several machine instructions. */
  min: binary(asF32x4, 'v128', simd(232)),
  max: binary(asF32x4, 'v128', simd(233)),
  /** b < a ? b : a, so a where either is NaN; one machine instruction. */
  pmin: binary(asF32x4, 'v128', simd(234)),
  /** a < b ? b : a */
  pmax: binary(asF32x4, 'v128', simd(235)),
  convert_i32x4_s: unary(asI32x4, 'v128', simd(250)),
  demote_f64x2_zero: unary(asF64x2, 'v128', simd(94)),
  /** a b + c, rounded once or twice as the machine likes. */
  relaxed_madd: ternary(asF32x4, 'v128', simd(0x105)),
  /** c − a b */
  relaxed_nmadd: ternary(asF32x4, 'v128', simd(0x106)),
};

const shift = (opcode: number) => (a: Operand<'v128'>, bits: Operand<'i32'>) =>
  expression('v128', asI32x4(a).code, asI32(bits).code, simd(opcode));

export const i32x4 = {
  const: asI32x4,
  splat: unary(asI32, 'v128', simd(17)),
  extract_lane: (a: Operand<'v128'>, lane: number): I32 => expression('i32', asI32x4(a).code, simd(27), lane),
  replace_lane: (a: Operand<'v128'>, lane: number, value: Operand<'i32'>): Vector =>
    expression('v128', asI32x4(a).code, asI32(value).code, simd(28), lane),
  eq: binary(asI32x4, 'v128', simd(55)),
  ne: binary(asI32x4, 'v128', simd(56)),
  lt_s: binary(asI32x4, 'v128', simd(57)),
  gt_s: binary(asI32x4, 'v128', simd(59)),
  shl: shift(171),
  shr_s: shift(172),
  shr_u: shift(173),
  add: binary(asI32x4, 'v128', simd(174)),
  sub: binary(asI32x4, 'v128', simd(177)),
  max_u: binary(asI32x4, 'v128', simd(185)),
  trunc_sat_f32x4_s: unary(asF32x4, 'v128', simd(248)),
};

export const f64x2 = {
  const: asF64x2,
  splat: unary(asF64, 'v128', simd(20)),
  extract_lane: (a: Operand<'v128'>, lane: number): F64 => expression('f64', asF64x2(a).code, simd(33), lane),
  add: binary(asF64x2, 'v128', simd(240)),
  sub: binary(asF64x2, 'v128', simd(241)),
  mul: binary(asF64x2, 'v128', simd(242)),
  /** The lanes 0 and 1 of four float32. */
  promote_low_f32x4: unary(asF32x4, 'v128', simd(95)),
};

export const memory = {
  fill: (pointer: Operand<'i32'>, byte: Operand<'i32'>, length: Operand<'i32'>): Expression<'void'> =>
    expression('void', asI32(pointer).code, asI32(byte).code, asI32(length).code, 0xfc, 11, 0),
  copy: (to: Operand<'i32'>, from: Operand<'i32'>, length: Operand<'i32'>): Expression<'void'> =>
    expression('void', asI32(to).code, asI32(from).code, asI32(length).code, 0xfc, 10, 0, 0),
};

/** Stores a value by its type. */
export const STORE = { i32: i32.store, f32: f32.store, f64: f64.store, v128: v128.store };

/** A number as a constant of a type; of a vector, as float32 in all lanes. */
export const CONSTANT = { i32: asI32, f32: asF32, f64: asF64, v128: asF32x4 };
