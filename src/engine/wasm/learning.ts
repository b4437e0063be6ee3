import type { OptimizerName } from '../../core/choices.ts';
import type { Module, ModuleFunction } from './assembler.ts';
import type { Body, Local, Locals } from './body.ts';
import { flushed } from './functions.ts';
import { type Expression, f32, f32x4, f64, f64x2, i32x4, v128 } from './opcodes.ts';
import { range } from './tiles.ts';

type Vector = Local<'v128'>;

const NORM = { gradient: 'i32' } as const;
export type NormFunction = ModuleFunction<typeof NORM, 'f32'>;

/**
 * ‖g‖₂ over `length` numbers, a multiple of 4. The squares are summed as float64, in which none of them overflows or
 * vanishes; where g is not finite the norm is not.
 */
export function defineNorm(module: Module, name: string, length: number): NormFunction {
  return module.define(name, NORM, (f, { gradient }) => {
    const sums = range(4, () => f.local('v128'));
    const add = (sum: Vector, values: Expression<'v128'>): void => {
      const wide = f.value(f64x2.promote_low_f32x4(values));
      f.set(sum, f64x2.add(sum, f64x2.mul(wide, wide)));
    };
    f.unrolled(
      length / 4,
      2,
      (index) => {
        const four = f.value(v128.load(gradient, 16 * index));
        add(sums[2 * index] as Vector, four);
        add(sums[2 * index + 1] as Vector, f32x4.shuffle(four, four, 2, 3, 2, 3));
      },
      (count) => f.advance(gradient, 16 * count),
    );
    const sum = sums[0] as Vector;
    for (const other of sums.slice(1)) f.set(sum, f64x2.add(sum, other));
    return f32.demote_f64(f64.sqrt(f64.add(f64x2.extract_lane(sum, 0), f64x2.extract_lane(sum, 1))));
  });
}

const UPDATE = {
  theta: 'i32',
  next: 'i32',
  gradient: 'i32',
  m: 'i32',
  nextM: 'i32',
  v: 'i32',
  nextV: 'i32',
  factor: 'f32',
  rate: 'f32',
  epsilon: 'f32',
  correction1: 'f32',
  correction2: 'f32',
} as const;

/**
 * Addresses of θ, the gradient and the moments, and of the θ' and moments to be written elsewhere; `m` is the first
 * moment that an optimiser keeps, `v` the second, and one that it lacks is neither read nor written. The gradient is
 * first multiplied by `factor`. Gives max |θ'|, NaN where any θ' is.
 */
export type UpdateFunction = ModuleFunction<typeof UPDATE, 'f32'>;

type Scalars = Readonly<Record<'factor' | 'rate' | 'epsilon' | 'correction1' | 'correction2', Vector>>;

interface Rule {
  readonly moments: readonly ('m' | 'v')[];
  /** The moments after the update. */
  next(f: Body, gradient: Vector, moments: readonly Vector[]): Expression<'v128'>[];
  /** What is taken from θ. */
  change(f: Body, gradient: Vector, moments: readonly Vector[], scalars: Scalars): Expression<'v128'>;
}

const [MOMENTUM, RMS_DECAY, BETA_1, BETA_2] = [0.9, 0.99, 0.9, 0.999];

/** η g */
const sgd: Rule = {
  moments: [],
  next: () => [],
  change: (_f, gradient, _moments, { rate }) => f32x4.mul(gradient, rate),
};

/** m ← 0.9 m + g;  η m */
const momentum: Rule = {
  moments: ['m'],
  next: (f, gradient, [m]) => [f32x4.add(f32x4.mul(m as Vector, f.constant(MOMENTUM)), gradient)],
  change: (_f, _gradient, [m], { rate }) => f32x4.mul(m as Vector, rate),
};

/** m ← 0.99 m + 0.01 g²;  η g / (√m + ε) */
const rmsprop: Rule = {
  moments: ['m'],
  next: (f, gradient, [m]) => [decay(f, m as Vector, f32x4.mul(gradient, gradient), RMS_DECAY)],
  change: (_f, gradient, [m], { rate, epsilon }) => f32x4.div(f32x4.mul(gradient, rate), f32x4.add(f32x4.sqrt(m as Vector), epsilon)),
};

/** m ← β₁ m + (1−β₁) g;  v ← β₂ v + (1−β₂) g²;  η c₁ m / (c₂ √v + ε) with c₁ = 1/(1−β₁ᵏ), c₂ = 1/√(1−β₂ᵏ) (Kingma & Ba 2015) */
const adam: Rule = {
  moments: ['m', 'v'],
  next: (f, gradient, [m, v]) => [decay(f, m as Vector, gradient, BETA_1), decay(f, v as Vector, f32x4.mul(gradient, gradient), BETA_2)],
  change: (_f, _gradient, [m, v], { rate, epsilon, correction1, correction2 }) =>
    f32x4.div(f32x4.mul(m as Vector, f32x4.mul(rate, correction1)), f32x4.add(f32x4.mul(f32x4.sqrt(v as Vector), correction2), epsilon)),
};

const RULES = { sgd, momentum, rmsprop, adam } as const satisfies Record<OptimizerName, Rule>;

/** One update of `length` parameters, a multiple of 4, as `oracle/optimizers.ts` defines it. */
export function defineUpdate(module: Module, name: string, optimizer: OptimizerName, length: number): UpdateFunction {
  const rule: Rule = RULES[optimizer];
  return module.define(name, UPDATE, (f, given) => {
    const scalars = scalarsOf(f, given);
    const largest = f.local('v128');
    f.repeat(length / 4, () => {
      f.set(largest, i32x4.max_u(largest, f32x4.abs(emitUpdate(f, rule, given, scalars))));
      for (const pointer of ['theta', 'next', 'gradient', 'm', 'nextM', 'v', 'nextV'] as const) f.advance(given[pointer], 16);
    });
    const lanes = range(4, (lane): Expression<'f32'> => f32x4.extract_lane(largest, lane));
    return lanes.reduce((most, lane) => f32.max(most, lane));
  });
}

/** Four parameters; gives their new values. */
function emitUpdate(f: Body, rule: Rule, given: Locals<typeof UPDATE>, scalars: Scalars): Vector {
  const gradient = f.value(f32x4.mul(v128.load(given.gradient), scalars.factor));
  const moments = rule.next(
    f,
    gradient,
    rule.moments.map((moment) => f.value(v128.load(given[moment]))),
  );
  const next = moments.map((moment) => f.value(flushed(f, f.value(moment))));
  rule.moments.forEach((moment, index) => f.store(given[NEXT[moment]], next[index] as Vector));
  const theta = f.value(f32x4.sub(v128.load(given.theta), rule.change(f, gradient, next, scalars)));
  f.store(given.next, theta);
  return theta;
}

const NEXT = { m: 'nextM', v: 'nextV' } as const;

function scalarsOf(f: Body, given: Locals<typeof UPDATE>): Scalars {
  const four = (name: keyof Scalars): Vector => f.value(f32x4.splat(given[name]));
  const [factor, rate, epsilon] = [four('factor'), four('rate'), four('epsilon')];
  return { factor, rate, epsilon, correction1: four('correction1'), correction2: four('correction2') };
}

/** by · moment + (1 − by) · towards */
function decay(f: Body, moment: Vector, towards: Expression<'v128'>, by: number): Expression<'v128'> {
  return f32x4.add(f32x4.mul(moment, f.constant(by)), f32x4.mul(towards, f.constant(1 - by)));
}
