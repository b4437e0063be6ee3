import type { OptimizerName } from '../../core/choices.ts';
import type { Memory } from '../../core/plan/memory.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Side, Update } from '../executor/host.ts';
import { Module } from './assembler.ts';
import type { Body, Local } from './body.ts';
import { defineHead } from './head.ts';
import { defineInterventions } from './intervene.ts';
import { Kernels } from './kernels.ts';
import { defineLayer, type LayerFunctions } from './layer.ts';
import { defineNorm, defineUpdate } from './learning.ts';
import { f32, f64, i32 } from './opcodes.ts';

/**
 * Addresses of θ, of the θ to be written and of both moments likewise (0 where there is none), and the numbers of the
 * update. `correction1` and `correction2` are 1/(1 − β₁ᵏ) and 1/√(1 − β₂ᵏ), 1 where the optimiser has none.
 */
const ITERATE = {
  theta: 'i32',
  next: 'i32',
  m: 'i32',
  nextM: 'i32',
  v: 'i32',
  nextV: 'i32',
  rate: 'f32',
  clip: 'f32',
  epsilon: 'f32',
  correction1: 'f32',
  correction2: 'f32',
} as const;

type Arguments = { readonly [K in keyof typeof ITERATE]: number };

export interface IterationExports {
  /** Gives the loss, rounded to float32; the norm of the gradient and max |θ'| stand in `results` then. */
  iterate(...values: number[]): number;
  differentiate(theta: number): number;
}

/** The module of a plan for batches of one shape. */
export function moduleOf(plan: Plan, at: Memory, optimizer: OptimizerName, relaxed: boolean): Uint8Array<ArrayBuffer> {
  const module = new Module({ relaxed });
  const kernels = new Kernels(module, at.columns);
  const layers = plan.layers.map((_, index) => defineLayer(module, plan, at, index, kernels));
  const head = defineHead(module, plan, at, kernels);
  const clear = kernels.clear(at.parameters / 4);
  const interventions = defineInterventions(module, plan, at);
  const norm = defineNorm(module, 'norm', at.parameters);
  const learn = defineUpdate(module, 'update', optimizer, at.parameters);
  const passes = (f: Body, theta: Local<'i32'>, all: boolean): Local<'f64'> => {
    f.do(clear.call({ to: 4 * at.gradient }));
    for (const { forward } of layers) f.do(forward.call({ theta }));
    const loss = f.value(f64.promote_f32(f32.demote_f64(head.call({ theta, all: all ? 1 : 0 }))));
    backwards(f, layers, theta, all);
    if (interventions !== null) f.do(interventions.call({}));
    return loss;
  };
  module.define('differentiate', { theta: 'i32' }, (f, { theta }) => passes(f, theta, true));
  module.define('iterate', ITERATE, (f, given) => {
    const { theta, clip } = given;
    const loss = passes(f, theta, false);
    const length = f.value(norm.call({ gradient: 4 * at.gradient }));
    const factor = f.local('f32');
    f.set(factor, f32.const(1));
    f.if(i32.and(f32.gt(clip, 0), f32.gt(length, clip)), () => f.set(factor, f32.div(clip, length)));
    f.store(i32.const(4 * at.results), length);
    f.store(i32.const(4 * at.results + 4), learn.call({ ...given, gradient: 4 * at.gradient, factor }));
    return loss;
  });
  return module.bytes();
}

function backwards(f: Body, layers: readonly LayerFunctions[], theta: Local<'i32'>, all: boolean): void {
  for (const { backward, trace } of layers.toReversed()) f.do((all ? trace : backward).call({ theta }));
}

const [BETA_1, BETA_2] = [0.9, 0.999];

/** What `iterate` is called with. */
export function argumentsOf({ theta, moments }: Memory, side: Side, to: Side, { rate, clip, epsilon, update }: Update): number[] {
  const [m, v] = [moments[0] ?? [0, 0, 0], moments[1] ?? [0, 0, 0]];
  const given: Arguments = {
    theta: 4 * theta[side],
    next: 4 * theta[to],
    m: 4 * m[side],
    nextM: 4 * m[to],
    v: 4 * v[side],
    nextV: 4 * v[to],
    rate,
    clip,
    epsilon,
    correction1: 1 / (1 - power(BETA_1, update)),
    correction2: 1 / Math.sqrt(1 - power(BETA_2, update)),
  };
  return Object.keys(ITERATE).map((name) => given[name as keyof Arguments]);
}

/** baseᵏ by products alone, since `**` may differ between browsers. */
function power(base: number, exponent: number): number {
  let [result, square] = [1, base];
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return result;
}
