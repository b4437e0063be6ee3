import type { OptimizerName } from '../../core/choices.ts';
import type { Plan, Stage } from '../../core/plan/plan.ts';
import { boostWork } from './boost.ts';
import { type GradientKernel, gradientKernels } from './gradients.ts';
import { headKernel } from './head.ts';
import { constantKernel, type Direction, isRaised, loopKernel } from './loop.ts';
import { normKernel } from './norm.ts';
import { packingOf } from './pack.ts';
import type { Packed } from './products.ts';
import type { Shape } from './shape.ts';
import { updateKernel } from './update.ts';
import type { Kernel } from './wgsl.ts';

/** A kernel that goes through the steps. */
export interface StepKernel {
  readonly kernel: Kernel;
  readonly direction: Direction;
  /** Whether a step waits for its neighbour. */
  readonly sequential: boolean;
  /** Multiplications for each sequence at each step. */
  readonly work: number;
}

/** The kernels of one layer; null where its plan has nothing to do there. */
export interface LayerKernels {
  readonly constant: Kernel | null;
  readonly before: StepKernel | null;
  readonly forward: StepKernel | null;
  readonly backward: StepKernel | null;
  readonly after: StepKernel | null;
  readonly trace: StepKernel | null;
}

/** All kernels of a network in one shape; they serve batches of every length and of every size that this shape is for. */
export interface Program {
  readonly plan: Plan;
  readonly shape: Shape;
  readonly optimizer: OptimizerName;
  readonly pack: Kernel | null;
  /** Numbers in the transposed copies of matrices. */
  readonly packLength: number;
  readonly layers: readonly LayerKernels[];
  readonly head: StepKernel;
  readonly gradients: readonly GradientKernel[];
  readonly norm: Kernel;
  readonly update: Kernel;
}

export function programOf(plan: Plan, shape: Shape, optimizer: OptimizerName): Program {
  const { packed, kernel: pack, length: packLength } = packingOf(plan, shape);
  const { units, outputs } = plan.network;
  return {
    plan,
    shape,
    optimizer,
    pack,
    packLength,
    layers: plan.layers.map((_, layer) => layerKernels(plan, shape, layer, packed)),
    head: { kernel: headKernel(plan, shape), direction: 'up', sequential: false, work: 2 * units * outputs },
    gradients: gradientKernels(plan, shape),
    norm: normKernel(plan, shape),
    update: updateKernel(plan, shape, optimizer),
  };
}

function layerKernels(plan: Plan, shape: Shape, layer: number, packed: Packed): LayerKernels {
  const found = plan.layers[layer];
  if (found === undefined) throw new Error(`the plan has no layer ${layer}`);
  const { stages, recurs } = found;
  const name = (what: string): string => (plan.layers.length === 1 ? what : `layer ${layer + 1}, ${what}`);
  const make = (what: string, of: readonly Stage[], usual: Direction, waits: boolean): StepKernel | null => {
    if (of.length === 0) return null;
    const raised = isRaised(plan, of);
    const direction = raised ? 'down' : usual;
    const work = workOf(of) + (raised ? boostWork(found, plan.network.units) : 0);
    return { kernel: loopKernel(name(what), plan, shape, layer, of, direction, packed), direction, sequential: waits || raised, work };
  };
  return {
    constant: stages.constant.length === 0 ? null : constantKernel(name('constants'), plan, shape, layer),
    before: make('before the forward loop', stages.before, 'up', false),
    forward: make('forward loop', stages.forward, 'up', recurs.forward),
    backward: make('backward loop', stages.backward, 'down', recurs.backward),
    after: make('after the backward loop', stages.after, 'up', false),
    trace: make('for the trace alone', stages.trace, 'up', false),
  };
}

/** Multiplications, with a value computed or moved counted as a few. */
function workOf(stages: readonly Stage[]): number {
  return stages.reduce((total, stage) => {
    if (stage.kind === 'product') return total + stage.rows * stage.columns;
    return total + stage.rows * (stage.compute.length + 4 * (stage.loads.length + stage.stores.length));
  }, 0);
}

/** Every kernel of a program, in the order of an iteration. */
export function kernelsOf({ pack, layers, head, gradients, norm, update }: Program): Kernel[] {
  const up = layers.flatMap(({ constant, before, forward }) => [constant, before?.kernel, forward?.kernel]);
  const down = layers.toReversed().flatMap(({ backward, after, trace }) => [backward?.kernel, after?.kernel, trace?.kernel]);
  const all = [pack, ...up, head.kernel, ...down, ...gradients.map(({ kernel }) => kernel), norm, update];
  return all.filter((kernel) => kernel !== null && kernel !== undefined);
}
