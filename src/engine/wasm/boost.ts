import type { Memory } from '../../core/plan/memory.ts';
import type { LayerPlan, Place } from '../../core/plan/plan.ts';
import type { Module, ModuleFunction } from './assembler.ts';
import type { Body, Local } from './body.ts';
import { f32x4, i32, memory, v128 } from './opcodes.ts';

const FRAME = { frame: 'i32' } as const;
type FrameFunction = ModuleFunction<typeof FRAME, 'void'>;

export interface Boost {
  readonly begin: (f: Body) => void;
  /** Writes what the step whose blame lies in a frame hands back, raised, to `boosted`. */
  readonly raise: FrameFunction;
  /** A step has been gone through: where none before had any blame, its own is the measure. */
  readonly note: FrameFunction;
}

const LEAST = 1e-30;

/** What a step hands back is brought up to the norm of the blame at the last step that has any, sequence by sequence. */
export function defineBoost(module: Module, name: string, { carry, blame }: LayerPlan, at: Memory): Boost {
  const [carried, blamed] = [[...carry.values()], [...blame.values()]];
  const define = (title: string, body: (f: Body, frame: Local<'i32'>, norms: Local<'i32'>, to: Local<'i32'>) => void): FrameFunction =>
    module.define(`${name} ${title}`, FRAME, (f, { frame }) => {
      const [norms, to] = [f.value(i32.const(4 * at.norms)), f.value(i32.const(4 * at.boosted))];
      f.repeat(at.columns / 4, () => {
        body(f, frame, norms, to);
        for (const pointer of [frame, norms, to]) f.advance(pointer, 16);
      });
    });
  return {
    begin: (f) => f.do(memory.fill(4 * at.norms, 0, 4 * at.columns)),
    raise: define('raise', (f, frame, norms, to) => {
      const { most, root } = norm(f, frame, carried, at.columns);
      const wanted = f.value(v128.load(norms));
      const isSmaller = f.value(v128.and(f32x4.lt(f32x4.mul(most, root), wanted), f32x4.gt(root, f.constant(0))));
      const by = f.value(v128.bitselect(most, f.constant(1), isSmaller));
      const factor = f.value(v128.bitselect(f32x4.div(wanted, root), f.constant(1), isSmaller));
      rows(f, frame, carried, at.columns, (from) =>
        f.store(i32.add(to, i32.sub(from, frame)), f32x4.mul(f32x4.div(v128.load(from), by), factor)),
      );
    }),
    note: define('note', (f, frame, norms) => {
      const known = f.value(v128.load(norms));
      const { most, root } = norm(f, frame, blamed, at.columns);
      f.store(norms, v128.bitselect(f32x4.mul(most, root), known, f32x4.eq(known, f.constant(0))));
    }),
  };
}

interface Norm {
  readonly most: Local<'v128'>;
  readonly root: Local<'v128'>;
}

/** ‖v‖ = most · root over rows of four sequences: relative to the largest entry, so that no square vanishes and no quotient by it is beyond float32. */
function norm(f: Body, frame: Local<'i32'>, places: readonly Place[], columns: number): Norm {
  const [most, sum] = [f.local('v128'), f.local('v128')];
  f.set(most, f.constant(LEAST));
  rows(f, frame, places, columns, (from) => f.set(most, f32x4.max(most, f32x4.abs(v128.load(from)))));
  f.set(sum, f.constant(0));
  rows(f, frame, places, columns, (from) => {
    const share = f.value(f32x4.div(v128.load(from), most));
    f.set(sum, f32x4.add(sum, f32x4.mul(share, share)));
  });
  return { most, root: f.value(f32x4.sqrt(sum)) };
}

/** The body for each row of some values, with a pointer to it. */
function rows(f: Body, frame: Local<'i32'>, places: readonly Place[], columns: number, body: (from: Local<'i32'>) => void): void {
  for (const { row, rows: count } of places) {
    const from = f.value(i32.add(frame, 4 * row * columns));
    f.repeat(count, () => {
      body(from);
      f.advance(from, 4 * columns);
    });
  }
}
