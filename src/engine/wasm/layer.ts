import type { Memory } from '../../core/plan/memory.ts';
import type { LayerPlan, Plan, ProductStage, Ref, Stage } from '../../core/plan/plan.ts';
import type { Module, ModuleFunction } from './assembler.ts';
import type { Body, Local } from './body.ts';
import { type Boost, defineBoost } from './boost.ts';
import type { Kernels } from './kernels.ts';
import { defineConstants, defineMap, type LayerSizes, rowAt, STEP, type StepFunction, type StepPointers } from './map.ts';
import { type Expression, i32 } from './opcodes.ts';
import { groupOf } from './outer.ts';

const THETA = { theta: 'i32' } as const;
export type LayerFunction = ModuleFunction<typeof THETA, 'void'>;

/**
 * A layer's passes over all steps. The backward passes give the gradients too: `backward` may give up blame that no
 * other layer reads, so that it stays in the cache, `trace` keeps it and adds ∂L/∂x.
 */
export interface LayerFunctions {
  readonly forward: LayerFunction;
  readonly backward: LayerFunction;
  readonly trace: LayerFunction;
}

/** Bytes of blame that are written and read again before others take their place: a part of the second cache. */
const RING = 128 * 1024;

/** Where something lies at step 0, and how far apart two steps are, in bytes. */
export interface Walk {
  readonly start: number;
  readonly stride: number;
}

/** Defines the functions of one layer. */
export function defineLayer(module: Module, plan: Plan, at: Memory, index: number, kernels: Kernels): LayerFunctions {
  return new LayerCode(module, plan, at, index, kernels).define();
}

class LayerCode {
  private readonly module: Module;
  private readonly plan: Plan;
  private readonly at: Memory;
  private readonly index: number;
  private readonly kernels: Kernels;
  private readonly layer: LayerPlan;
  private readonly sizes: LayerSizes;
  private readonly boost: Boost | null;

  constructor(module: Module, plan: Plan, at: Memory, index: number, kernels: Kernels) {
    this.module = module;
    this.plan = plan;
    this.at = at;
    this.index = index;
    this.kernels = kernels;
    this.layer = layerAt(plan, index);
    this.sizes = {
      frameBytes: 4 * (at.frameLengths[index] ?? 0),
      kept: this.layer.kept,
      columns: at.columns,
      constants: 4 * (at.constants[index] ?? 0),
    };
    this.boost = plan.network.interventions?.boost ? defineBoost(module, `layer ${index + 1}`, this.layer, at) : null;
  }

  define(): LayerFunctions {
    const { stages } = this.layer;
    const { steps } = this.at;
    const constants = stages.constant.map((stage, k) => {
      if (stage.kind !== 'map') throw new Error('a product is no constant');
      return defineConstants(this.module, this.name('constant', k), this.layer, stage, this.sizes);
    });
    const up = this.step('forward', [...stages.before, ...stages.forward]);
    const down = this.step('backward', [...stages.backward, ...stages.after]);
    const across = this.step('trace', stages.trace);
    const back = (name: string, ring: number): LayerFunction =>
      this.pass(name, (f, theta) => this.backwards(f, theta, ring, (pointers) => f.do(down.call(pointers))));
    const whole = back('backward keeping all', steps);
    return {
      forward: this.pass('forward', (f, theta) => {
        for (const constant of constants) f.do(constant.call({ theta }));
        this.walk(f, theta, 0, 1, (pointers) => f.do(up.call(pointers)));
      }),
      backward: this.ring() < steps ? back('backward', this.ring()) : whole,
      trace: this.pass('trace', (f, theta) => {
        f.do(whole.call({ theta }));
        if (this.index === 0) this.walk(f, theta, 0, 1, (pointers) => f.do(across.call(this.handed(f, pointers))));
      }),
    };
  }

  /** Steps whose blame is kept at a time. Above the first layer the layer below reads what all steps carry. */
  private ring(): number {
    if (this.index > 0) return this.at.steps;
    const { columns, steps } = this.at;
    const group = groupOf(columns);
    const bytes = 4 * (this.layer.frame - this.layer.kept) * columns;
    return Math.min(steps, group * Math.max(1, Math.floor(RING / (group * Math.max(bytes, 1)))));
  }

  private pass(name: string, build: (f: Body, theta: Local<'i32'>) => void): LayerFunction {
    return this.module.define(this.name(name), THETA, (f, { theta }) => build(f, theta));
  }

  private name(what: string, k: number | null = null): string {
    return `layer ${this.index + 1} ${what}${k === null ? '' : ` ${k + 1}`}`;
  }

  /** The stages of one step as one function. */
  private step(name: string, stages: readonly Stage[]): StepFunction {
    const defined = stages.map((stage, k) => this.stage(stage, this.name(`${name} stage`, k)));
    return this.module.define(this.name(`${name} step`), STEP, (f, pointers) => {
      for (const run of defined) run(f, pointers);
    });
  }

  private stage(stage: Stage, name: string): (f: Body, pointers: StepPointers) => void {
    if (stage.kind === 'product') return (f, pointers) => this.product(f, stage, pointers);
    const map = defineMap(this.module, name, this.layer, stage, this.sizes);
    return (f, pointers) => f.do(map.call(pointers));
  }

  private product(f: Body, { transposed, matrix, rows, columns, of, to, start }: ProductStage, pointers: StepPointers): void {
    const kernel = this.kernels.product({
      rows: transposed ? columns : rows,
      depth: transposed ? rows : columns,
      a: transposed ? { row: 1, depth: columns } : { row: columns, depth: 1 },
      start: start.kind,
    });
    f.do(
      kernel.call({
        a: i32.add(pointers.theta, 4 * matrix),
        b: this.address(of, pointers),
        c: this.row(pointers, to),
        bias: start.kind === 'bias' ? this.address(start.from, pointers) : 0,
      }),
    );
  }

  private row(pointers: StepPointers, row: number, step: -1 | 0 | 1 = 0): Expression<'i32'> {
    const { pointer, offset } = rowAt(this.sizes, pointers, row, step);
    return i32.add(pointer, offset);
  }

  private address(ref: Ref, pointers: StepPointers): Expression<'i32'> {
    switch (ref.kind) {
      case 'x':
      case 'outside':
        return pointers[ref.kind];
      case 'parameter':
        return i32.add(pointers.theta, 4 * ref.offset);
      case 'constant':
        return i32.const(this.sizes.constants + 4 * ref.offset);
      case 'frame':
        return this.row(pointers, ref.row, ref.step);
    }
  }

  /** Calls `body` with the pointers of every step, from step `from` upwards or downwards. Each step has its own frame. */
  private walk(f: Body, theta: Local<'i32'>, from: number, direction: 1 | -1, body: (pointers: StepPointers) => void): void {
    const pointers = this.pointersAt(f, theta, from);
    f.repeat(this.at.steps, () => {
      body(pointers);
      for (const name of ['back', 'next'] as const) f.advance(pointers[name], direction * this.sizes.frameBytes);
      this.advance(f, pointers, direction);
    });
  }

  /** Down through all steps, whose blame takes turns in the frames of the first `ring` steps; gradients are drawn whenever a turn ends. */
  private backwards(f: Body, theta: Local<'i32'>, ring: number, body: (pointers: StepPointers) => void): void {
    const { steps } = this.at;
    const last = (steps - 1) % ring;
    const pointers = this.pointersAt(f, theta, steps - 1);
    this.boost?.begin(f);
    const count = f.value(i32.const(last + 1));
    f.set(pointers.back, i32.const(this.frameAddress(last)));
    f.repeat(steps, () => {
      body(this.handed(f, pointers));
      if (this.boost !== null) f.do(this.boost.note.call({ frame: pointers.back }));
      this.sums(f, pointers);
      f.set(pointers.next, pointers.back);
      f.if(
        i32.eq(pointers.back, this.frameAddress(0)),
        () => {
          this.outers(f, pointers, count);
          f.set(count, i32.const(ring));
          f.set(pointers.back, i32.const(this.frameAddress(ring - 1)));
        },
        () => f.advance(pointers.back, -this.sizes.frameBytes),
      );
      this.advance(f, pointers, -1);
    });
  }

  /** The pointers of a step with what the step after hands to it: raised where blame is boosted; where the wire is cut, the zeros behind the last step. */
  private handed(f: Body, pointers: StepPointers): StepPointers {
    const { cuts = [] } = this.plan.network.interventions ?? {};
    const { boost } = this;
    const within = cuts.filter((cut) => cut < this.at.steps);
    if (within.length === 0 && boost === null) return pointers;
    const next = f.value(pointers.next);
    if (boost !== null) {
      const isLast = i32.eq(pointers.frame, this.frameAddress(this.at.steps - 2));
      f.if(i32.eqz(isLast), () => {
        f.do(boost.raise.call({ frame: next }));
        f.set(next, i32.const(4 * this.at.boosted));
      });
    }
    for (const cut of within) {
      f.if(i32.eq(pointers.frame, this.frameAddress(cut - 2)), () => f.set(next, i32.const(this.frameAddress(this.at.steps))));
    }
    return { ...pointers, next };
  }

  private pointersAt(f: Body, theta: Local<'i32'>, step: number): StepPointers {
    const pointer = ({ start, stride }: Walk): Local<'i32'> => f.value(i32.const(start + step * stride));
    const frame = (from: number): Local<'i32'> => f.value(i32.const(this.frameAddress(step + from)));
    return {
      frame: frame(-1),
      back: frame(0),
      next: frame(1),
      x: pointer(inputWalk(this.plan, this.at, this.index)),
      outside: pointer(outsideWalk(this.plan, this.at, this.index)),
      theta,
    };
  }

  private advance(f: Body, { frame, x, outside }: StepPointers, direction: 1 | -1): void {
    f.advance(frame, direction * this.sizes.frameBytes);
    f.advance(x, direction * inputWalk(this.plan, this.at, this.index).stride);
    f.advance(outside, direction * outsideWalk(this.plan, this.at, this.index).stride);
  }

  private frameAddress(step: number): number {
    return 4 * (this.at.frames[this.index] ?? 0) + step * this.sizes.frameBytes;
  }

  private sums(f: Body, pointers: StepPointers): void {
    for (const { rows, by, gradient } of this.layer.sums) {
      const sum = this.kernels.sum(rows);
      f.do(sum.call({ from: this.row(pointers, by), to: 4 * (this.at.gradient + gradient) }));
    }
  }

  /** Adds the gradients of `count` steps, of which the pointers stand at the first. */
  private outers(f: Body, pointers: StepPointers, count: Local<'i32'>): void {
    for (const { rows, columns, by, of, gradient } of this.layer.outers) {
      const outer = this.kernels.outer({ rows, columns, strideD: this.sizes.frameBytes, strideH: this.strideOf(of) });
      f.do(outer.call({ d: this.row(pointers, by), h: this.address(of, pointers), g: 4 * (this.at.gradient + gradient), count }));
    }
  }

  private strideOf({ kind }: Ref): number {
    if (kind === 'x') return inputWalk(this.plan, this.at, this.index).stride;
    return kind === 'outside' ? outsideWalk(this.plan, this.at, this.index).stride : this.sizes.frameBytes;
  }
}

function layerAt(plan: Plan, index: number): LayerPlan {
  const layer = plan.layers[index];
  if (layer === undefined) throw new RangeError(`the plan has ${plan.layers.length} layers and no layer ${index}`);
  return layer;
}

/** Rows of a layer's frames, from step 0 on. */
export function frameWalk(at: Memory, index: number, row: number): Walk {
  return { start: 4 * ((at.frames[index] ?? 0) + row * at.columns), stride: 4 * (at.frameLengths[index] ?? 0) };
}

/** What a layer reads as x: the data, or h of the layer below. */
function inputWalk(plan: Plan, at: Memory, index: number): Walk {
  if (index === 0) return { start: 4 * at.x, stride: 4 * plan.network.inputs * at.columns };
  const h = layerAt(plan, index - 1).definitions.get("h'");
  if (h === undefined) throw new Error('a layer has no output');
  return frameWalk(at, index - 1, h.row);
}

/** ∂L/∂h_t from the head or the layer above; of a layer above that never reads its x it is zero, as the frame behind the last step is. */
function outsideWalk(plan: Plan, at: Memory, index: number): Walk {
  const above = plan.layers[index + 1];
  if (above === undefined) return { start: 4 * at.outside, stride: 4 * plan.network.units * at.columns };
  if (above.input !== null) return frameWalk(at, index + 1, above.input.row);
  return { start: 4 * ((at.frames[index] ?? 0) + at.steps * (at.frameLengths[index] ?? 0)), stride: 0 };
}
