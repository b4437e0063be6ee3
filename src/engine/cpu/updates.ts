import type { OptimizerName } from '../../core/choices.ts';
import type { Memory } from '../../core/plan/memory.ts';
import type { Side, Update } from '../executor/host.ts';
import { flushed } from './functions.ts';
import type { Numbers } from './numbers.ts';

/** Where one update reads and writes. */
export interface Places {
  readonly count: number;
  readonly gradient: number;
  readonly from: number;
  readonly to: number;
  /** Of the first moment and of the second, where there are any; RMSprop's is the first. */
  readonly m: { readonly from: number; readonly to: number };
  readonly v: { readonly from: number; readonly to: number };
}

/** Writes θ and moments after one update by the gradient times `scale`. */
type UpdateFunction = (numbers: Numbers, places: Places, scale: number, update: Update) => void;

/** θ ← θ − η g */
const sgd: UpdateFunction = (n, { count, gradient, from, to }, scale, { rate }) => {
  for (let i = 0; i < count; i++) n[to + i] = n[from + i]! - rate * scale * n[gradient + i]!;
};

const MOMENTUM = 0.9;

/** m ← 0.9 m + g;  θ ← θ − η m (as PyTorch, without dampening) */
const momentum: UpdateFunction = (n, { count, gradient, from, to, m }, scale, { rate }) => {
  for (let i = 0; i < count; i++) {
    const moment = MOMENTUM * n[m.from + i]! + scale * n[gradient + i]!;
    n[m.to + i] = flushed(moment);
    n[to + i] = n[from + i]! - rate * moment;
  }
};

const RMS_DECAY = 0.99;

/** v ← 0.99 v + 0.01 g²;  θ ← θ − η g / (√v + ε) (Hinton's lecture 6e, with PyTorch's decay) */
const rmsprop: UpdateFunction = (n, { count, gradient, from, to, m }, scale, { rate, epsilon }) => {
  for (let i = 0; i < count; i++) {
    const g = scale * n[gradient + i]!;
    const v = RMS_DECAY * n[m.from + i]! + (1 - RMS_DECAY) * g * g;
    n[m.to + i] = flushed(v);
    n[to + i] = n[from + i]! - (rate * g) / (Math.sqrt(v) + epsilon);
  }
};

const [BETA_1, BETA_2] = [0.9, 0.999] as const;

/**
 * m ← β₁ m + (1−β₁) g;  v ← β₂ v + (1−β₂) g²;  θ ← θ − η (m/(1−β₁ᵏ)) / (√(v/(1−β₂ᵏ)) + ε)
 * (Kingma & Ba 2015, algorithm 1)
 */
const adam: UpdateFunction = (n, { count, gradient, from, to, m, v }, scale, { rate, update, epsilon }) => {
  const step = rate / (1 - BETA_1 ** update);
  const root = 1 / Math.sqrt(1 - BETA_2 ** update);
  for (let i = 0; i < count; i++) {
    const g = scale * n[gradient + i]!;
    const first = BETA_1 * n[m.from + i]! + (1 - BETA_1) * g;
    const second = BETA_2 * n[v.from + i]! + (1 - BETA_2) * g * g;
    n[m.to + i] = flushed(first);
    n[v.to + i] = flushed(second);
    n[to + i] = n[from + i]! - (step * first) / (root * Math.sqrt(second) + epsilon);
  }
};

export const UPDATES = { sgd, momentum, rmsprop, adam } as const satisfies Record<OptimizerName, UpdateFunction>;

/** The places of an update of so many parameters from `side` to `next`. */
export function placesOf({ theta, gradient, moments }: Memory, count: number, side: Side, next: Side): Places {
  const pair = (places: readonly number[] | undefined) => ({ from: places?.[side] ?? 0, to: places?.[next] ?? 0 });
  return { count, gradient, from: theta[side], to: theta[next], m: pair(moments[0]), v: pair(moments[1]) };
}

/** ‖n‖₂ of some entries. The sum of squares of float32 neither overflows nor vanishes in float64. */
export function normOf(n: Numbers, from: number, count: number): number {
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += n[i]! * n[i]!;
  return Math.sqrt(sum);
}

/** max |n|; NaN where any entry is. */
export function largestOf(n: Numbers, from: number, count: number): number {
  let largest = 0;
  for (let i = from; i < from + count; i++) largest = Math.max(largest, Math.abs(n[i]!));
  return largest;
}
