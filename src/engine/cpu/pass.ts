import { clipEntries } from '../../core/intervene.ts';
import type { Stretch } from '../../core/network.ts';
import type { Memory } from '../../core/plan/memory.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { stillIn } from '../../core/plan/still.ts';
import { HeadRun } from './head.ts';
import { LayerRun } from './layer.ts';
import type { Numbers } from './numbers.ts';
import { Scratch } from './scratch.ts';

/** Forward and backward over batches of one shape, compiled to closures over a memory that is handed in. */
export class Pass {
  /** Numbers that the memory must hold. */
  readonly length: number;
  private readonly plan: Plan;
  private readonly at: Memory;
  private readonly scratch: Scratch;
  private readonly layers: readonly LayerRun[];
  private readonly head: HeadRun;
  private readonly still: readonly Stretch[];

  constructor(plan: Plan, at: Memory) {
    this.plan = plan;
    this.at = at;
    this.scratch = new Scratch(at.length);
    this.layers = plan.layers.map((_, index) => new LayerRun(plan, index, at, this.scratch));
    this.head = new HeadRun(plan, at);
    this.still = stillIn(plan);
    this.length = this.scratch.length;
  }

  /** The loss of the batch in the memory with the parameters at `theta`; leaves the gradient. `isTraced`: and all answers and ∂L/∂x. */
  run(m: Numbers, theta: number, isTraced: boolean): number {
    m.fill(0, this.at.gradient, this.at.gradient + this.plan.parameters);
    this.scratch.prepare(m);
    for (const layer of this.layers) layer.forward(m, theta);
    const loss = this.head.run(m, theta, isTraced);
    this.layers.toReversed().forEach((layer) => layer.backward(m, isTraced));
    this.intervene(m);
    return loss;
  }

  /** The gradient becomes the one that learning gets. */
  private intervene(m: Numbers): void {
    const { gradient } = this.at;
    const { clipValue = 0 } = this.plan.network.interventions ?? {};
    for (const { from, length } of this.still) m.fill(0, gradient + from, gradient + from + length);
    if (clipValue > 0) clipEntries(m, gradient, this.plan.parameters, clipValue);
  }
}
