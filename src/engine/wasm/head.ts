import type { Memory } from '../../core/plan/memory.ts';
import type { Plan } from '../../core/plan/plan.ts';
import type { Module, ModuleFunction } from './assembler.ts';
import type { Body, Local } from './body.ts';
import type { Kernels } from './kernels.ts';
import { frameWalk, type Walk } from './layer.ts';
import { defineLoss } from './loss.ts';
import { f32, f64, i32 } from './opcodes.ts';

const PARAMS = { theta: 'i32', all: 'i32' } as const;
/** Answers, loss and the head's gradients; the answers of unscored steps too where `all` is not 0. Gives the loss. */
export type HeadFunction = ModuleFunction<typeof PARAMS, 'f64'>;

const WALKED = ['h', 'answers', 'blame', 'y', 'weights', 'outside', 'scored'] as const;
type Pointers = Readonly<Record<(typeof WALKED)[number], Local<'i32'>>>;

/** Defines the head `y = V h + a` with its loss, over all steps; unscored ones give no blame. */
export function defineHead(module: Module, plan: Plan, at: Memory, kernels: Kernels): HeadFunction {
  const { outputs, units, loss } = plan.network;
  const { V, a } = plan.head;
  const lossOf = defineLoss(module, 'loss', { kind: loss, outputs, columns: at.columns });
  const answer = kernels.product({ rows: outputs, depth: units, a: { row: units, depth: 1 }, start: 'bias' });
  const back = kernels.product({ rows: units, depth: outputs, a: { row: 1, depth: units }, start: 'zero' });
  const outer = kernels.outer({ rows: outputs, columns: units, strideD: 0, strideH: 0 });
  const sum = kernels.sum(outputs);
  const clear = kernels.clear((units * at.columns) / 4);
  const score = (f: Body, { h, answers, blame, y, weights, outside }: Pointers, theta: Local<'i32'>, total: Local<'f64'>): void => {
    f.set(total, f64.add(total, lossOf.call({ answers, blame, y, weights })));
    f.do(back.call({ a: i32.add(theta, 4 * V), b: blame, c: outside, bias: 0 }));
    f.do(outer.call({ d: blame, h, g: 4 * (at.gradient + V), count: 1 }));
    f.do(sum.call({ from: blame, to: 4 * (at.gradient + a) }));
  };
  return module.define('head', PARAMS, (f, { theta, all }) => {
    const total = f.local('f64');
    const walks = walksOf(plan, at);
    const pointers = Object.fromEntries(WALKED.map((name) => [name, f.value(i32.const(walks[name].start))])) as unknown as Pointers;
    const answered = (): void =>
      f.do(answer.call({ a: i32.add(theta, 4 * V), b: pointers.h, c: pointers.answers, bias: i32.add(theta, 4 * a) }));
    f.repeat(at.steps, () => {
      f.if(
        f32.ne(f32.load(pointers.scored), 0),
        () => {
          answered();
          score(f, pointers, theta, total);
        },
        () => {
          f.if(all, answered);
          f.do(clear.call({ to: pointers.outside }));
        },
      );
      for (const name of WALKED) f.advance(pointers[name], walks[name].stride);
    });
    return total;
  });
}

function walksOf({ network, layers, head }: Plan, at: Memory): Readonly<Record<(typeof WALKED)[number], Walk>> {
  const rows = (start: number, count: number): Walk => ({ start: 4 * start, stride: 4 * count * at.columns });
  return {
    h: frameWalk(at, layers.length - 1, head.h),
    answers: rows(at.answers, network.outputs),
    blame: rows(at.blame, network.outputs),
    y: rows(at.y, network.loss === 'mse' ? network.outputs : 1),
    weights: rows(at.weights, 1),
    outside: rows(at.outside, network.units),
    scored: { start: 4 * at.scored, stride: 4 },
  };
}
