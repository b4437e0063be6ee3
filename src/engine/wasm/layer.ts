import type { Memory } from '../../core/plan/memory.ts';
import type { LayerPlan, Plan, ProductStage, Ref, Stage } from '../../core/plan/plan.ts';
import type { Module, ModuleFunction } from './assembler.ts';
import type { Body, Local } from './body.ts';
import type { Kernels } from './kernels.ts';
import { defineConstants, defineMap, type LayerSizes, offsetOf, STEP, type StepFunction } from './map.ts';
import { type Expression, i32 } from './opcodes.ts';

const THETA = { theta: 'i32' } as const;
export type LayerFunction = ModuleFunction<typeof THETA, 'void'>;

/** A layer's passes over all steps. `backward` writes its gradients too; `trace` adds ∂L/∂x. */
export interface LayerFunctions {
  readonly forward: LayerFunction;
  readonly backward: LayerFunction;
  readonly trace: LayerFunction;
}

/** Where something lies at step 0, and how far apart two steps are, in bytes. */
export interface Walk {
  readonly start: number;
  readonly stride: number;
}

/** Defines the functions of one layer. */
export function defineLayer(module: Module, plan: Plan, at: Memory, index: number, kernels: Kernels): LayerFunctions {
  return new LayerCode(module, plan, at, index, kernels).define();
}

type Pointers = { readonly [K in keyof typeof STEP]: Local<'i32'> };

class LayerCode {
  private readonly module: Module;
  private readonly plan: Plan;
  private readonly at: Memory;
  private readonly index: number;
  private readonly kernels: Kernels;
  private readonly layer: LayerPlan;
  private readonly sizes: LayerSizes;

  constructor(module: Module, plan: Plan, at: Memory, index: number, kernels: Kernels) {
    this.module = module;
    this.plan = plan;
    this.at = at;
    this.index = index;
    this.kernels = kernels;
    this.layer = layerAt(plan, index);
    this.sizes = {
      frameBytes: 4 * (at.frameLengths[index] ?? 0),
      columns: at.columns,
      constants: 4 * (at.constants[index] ?? 0),
    };
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
    return {
      forward: this.pass('forward', (f, theta) => {
        for (const constant of constants) f.do(constant.call({ theta }));
        this.walk(f, theta, 0, steps, 1, (pointers) => f.do(up.call(pointers)));
      }),
      backward: this.pass('backward', (f, theta) => {
        this.walk(f, theta, steps - 1, steps, -1, (pointers) => {
          f.do(down.call(pointers));
          this.sums(f, pointers);
        });
        this.outers(f);
      }),
      trace: this.pass('trace', (f, theta) => this.walk(f, theta, 0, steps, 1, (pointers) => f.do(across.call(pointers)))),
    };
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

  private stage(stage: Stage, name: string): (f: Body, pointers: Pointers) => void {
    if (stage.kind === 'product') return (f, pointers) => this.product(f, stage, pointers);
    const map = defineMap(this.module, name, this.layer, stage, this.sizes);
    return (f, pointers) => f.do(map.call(pointers));
  }

  private product(f: Body, { transposed, matrix, rows, columns, of, to, start }: ProductStage, pointers: Pointers): void {
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
        c: i32.add(pointers.frame, offsetOf(this.sizes, to)),
        bias: start.kind === 'bias' ? this.address(start.from, pointers) : 0,
      }),
    );
  }

  private address(ref: Ref, { frame, x, outside, theta }: Pointers): Expression<'i32'> {
    switch (ref.kind) {
      case 'x':
        return x;
      case 'outside':
        return outside;
      case 'parameter':
        return i32.add(theta, 4 * ref.offset);
      case 'constant':
        return i32.const(this.sizes.constants + 4 * ref.offset);
      case 'frame':
        return i32.add(frame, offsetOf(this.sizes, ref.row, ref.step));
    }
  }

  /** Calls `body` with the pointers of each of `count` steps from step `from` on, upwards or downwards. */
  private walk(f: Body, theta: Local<'i32'>, from: number, count: number, direction: 1 | -1, body: (pointers: Pointers) => void): void {
    const [x, outside] = [inputWalk(this.plan, this.at, this.index), outsideWalk(this.plan, this.at, this.index)];
    const walks = [{ start: this.frameAddress(-1), stride: this.sizes.frameBytes }, x, outside];
    const [frame, ...others] = walks.map(({ start, stride }) => f.value(i32.const(start + from * stride)));
    const pointers = { frame, x: others[0], outside: others[1], theta } as Pointers;
    f.repeat(count, () => {
      body(pointers);
      walks.forEach(({ stride }, k) => f.advance([pointers.frame, pointers.x, pointers.outside][k] as Local<'i32'>, direction * stride));
    });
  }

  private frameAddress(step: number): number {
    return 4 * (this.at.frames[this.index] ?? 0) + step * this.sizes.frameBytes;
  }

  private sums(f: Body, { frame }: Pointers): void {
    for (const { rows, by, gradient } of this.layer.sums) {
      const sum = this.kernels.sum(rows);
      f.do(sum.call({ from: i32.add(frame, offsetOf(this.sizes, by)), to: 4 * (this.at.gradient + gradient) }));
    }
  }

  private outers(f: Body): void {
    for (const { rows, columns, by, of, gradient, adds } of this.layer.outers) {
      const h = this.walkOf(of);
      const outer = this.kernels.outer({ rows, columns, strideD: this.sizes.frameBytes, strideH: h.stride, adds });
      f.do(
        outer.call({
          d: this.frameAddress(0) + 4 * by * this.at.columns,
          h: h.start,
          g: 4 * (this.at.gradient + gradient),
          count: this.at.steps,
        }),
      );
    }
  }

  private walkOf(ref: Ref): Walk {
    if (ref.kind === 'x') return inputWalk(this.plan, this.at, this.index);
    if (ref.kind === 'outside') return outsideWalk(this.plan, this.at, this.index);
    if (ref.kind !== 'frame') throw new Error(`a ${ref.kind} does not vary from step to step`);
    return { start: this.frameAddress(ref.step) + 4 * ref.row * this.at.columns, stride: this.sizes.frameBytes };
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

/** ∂L/∂h_t from the head or the layer above; of a layer above that never reads its x it is zero, as the frame before the first step is. */
function outsideWalk(plan: Plan, at: Memory, index: number): Walk {
  const above = plan.layers[index + 1];
  if (above === undefined) return { start: 4 * at.outside, stride: 4 * plan.network.units * at.columns };
  if (above.input !== null) return frameWalk(at, index + 1, above.input.row);
  return { start: 4 * ((at.frames[index] ?? 0) - (at.frameLengths[index] ?? 0)), stride: 0 };
}
