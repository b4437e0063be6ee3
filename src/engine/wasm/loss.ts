import type { Loss } from '../../core/network.ts';
import type { Module, ModuleFunction } from './assembler.ts';
import type { Body, Local, Locals } from './body.ts';
import { flushed } from './functions.ts';
import { exp, log, log1p } from './math.ts';
import { type Expression, f32x4, f64, v128 } from './opcodes.ts';
import { copyOf, range } from './tiles.ts';

type Vector = Local<'v128'>;

export interface LossSizes {
  readonly kind: Loss;
  readonly outputs: number;
  /** Sequences side by side, a multiple of 4; those that only fill it up have weight 0. */
  readonly columns: number;
}

const PARAMS = { answers: 'i32', blame: 'i32', y: 'i32', weights: 'i32' } as const;

/**
 * Addresses of one step: answers [outputs][columns], what ∂L/∂answers is written to (which may be the answers' own),
 * targets (as the answers for mean squared error, one row of class numbers for cross-entropy), weights [columns].
 * Gives the step's share of the loss.
 */
export type LossFunction = ModuleFunction<typeof PARAMS, 'f64'>;

/** Adds the loss of one step and its gradient to a module. */
export function defineLoss(module: Module, name: string, sizes: LossSizes): LossFunction {
  const emit = EMIT[sizes.kind];
  return module.define(name, PARAMS, (f, pointers) => {
    const sum = f.local('v128');
    f.repeat(sizes.columns / 4, () => {
      f.set(sum, f32x4.add(sum, emit(f, pointers, sizes)));
      for (const pointer of Object.values(pointers)) f.advance(pointer, 16);
    });
    const lanes = range(4, (lane): Expression<'f64'> => f64.promote_f32(f32x4.extract_lane(sum, lane)));
    return lanes.reduce((total, lane) => f64.add(total, lane));
  });
}

type Pointers = Locals<typeof PARAMS>;

/** w · mean_o (y − ŷ)², and its gradient 2 w (ŷ − y)/O by each output. */
function meanSquaredError(f: Body, { answers, blame, y, weights }: Pointers, { outputs, columns }: LossSizes): Expression<'v128'> {
  const sum = zero(f);
  const weight = f.value(v128.load(weights));
  const [answer, target, to] = [copyOf(f, answers), copyOf(f, y), copyOf(f, blame)];
  f.repeat(outputs, () => {
    const difference = f.value(f32x4.sub(v128.load(answer), v128.load(target)));
    const weighted = f.value(f32x4.mul(difference, weight));
    f.set(sum, f32x4.add(sum, f32x4.mul(weighted, difference)));
    f.store(to, flushed(f, f.value(f32x4.mul(weighted, f.constant(2 / outputs)))));
    for (const pointer of [answer, target, to]) f.advance(pointer, 4 * columns);
  });
  return f32x4.mul(sum, f.constant(1 / outputs));
}

/**
 * −w · ln softmax(ŷ)_class, with the largest answer subtracted first, and its gradient w (softmax(ŷ) − onehot). What the
 * other classes hold is summed by itself, so that a class that is nearly certain loses no digits: with r the sum of their
 * e^ŷ and p that of the class, its gradient is −w r/(p + r), and its loss ln(1 + r) where it is the largest.
 */
function crossEntropy(f: Body, { answers, blame, y, weights }: Pointers, { outputs, columns }: LossSizes): Expression<'v128'> {
  const [weight, target] = [f.value(v128.load(weights)), f.value(v128.load(y))];
  const largest = f.value(f32x4.const(-Infinity));
  const rows = (body: (row: { answer: Local<'i32'>; to: Local<'i32'>; hit: Vector }) => void): void => {
    const [answer, to, index] = [copyOf(f, answers), copyOf(f, blame), zero(f)];
    f.repeat(outputs, () => {
      body({ answer, to, hit: f.value(f32x4.eq(target, index)) });
      for (const pointer of [answer, to]) f.advance(pointer, 4 * columns);
      f.set(index, f32x4.add(index, f.constant(1)));
    });
  };
  rows(({ answer }) => f.set(largest, f32x4.pmax(largest, v128.load(answer))));
  const [rest, own, chosen] = [zero(f), zero(f), zero(f)];
  rows(({ answer, to, hit }) => {
    const shifted = f.value(f32x4.sub(v128.load(answer), largest));
    const power = f.value(exp(f, shifted));
    f.set(rest, f32x4.add(rest, v128.andnot(power, hit)));
    f.set(own, v128.bitselect(power, own, hit));
    f.set(chosen, v128.bitselect(shifted, chosen, hit));
    f.store(to, power);
  });
  const total = f.value(f32x4.add(own, rest));
  rows(({ to, hit }) => {
    const share = v128.bitselect(f32x4.neg(rest), v128.load(to), hit);
    f.store(to, flushed(f, f.value(f32x4.mul(f32x4.div(share, total), weight))));
  });
  const certain = v128.and(f32x4.eq(chosen, f.constant(0)), f32x4.le(rest, f.constant(1)));
  const far = f.value(f32x4.sub(log(f, total), chosen));
  return f32x4.mul(v128.bitselect(log1p(f, rest), far, certain), weight);
}

const EMIT = { mse: meanSquaredError, crossEntropy } as const satisfies Record<Loss, unknown>;

/** A sum that starts anew in each round of a loop. */
const zero = (f: Body): Vector => f.value(f32x4.const(0));
