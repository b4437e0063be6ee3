import type { Network, States } from '../core/network.ts';
import { intoTheta, type Memory, memoryOf, writeNoise } from '../core/plan/memory.ts';
import type { Plan } from '../core/plan/plan.ts';
import { planOf } from '../core/plan/planOf.ts';
import { type StatePlace, statePlaces, stateSpan } from '../core/plan/states.ts';
import { HeadRun } from './cpu/head.ts';
import { LayerRun } from './cpu/layer.ts';
import { Scratch } from './cpu/scratch.ts';

/**
 * A network that is run forward step by step, for `size` sequences side by side; it remembers their states. Where these are
 * disturbed, step t is by the standing noise of step t, from 0 since the last reset.
 */
export interface Stepper {
  readonly size: number;
  /** Back to states of 0. */
  reset(): void;
  /**
   * One step: x is (b, i), the answers are (b, o), before any softmax. They lie in one array that the next step writes anew.
   * @throws {RangeError} where x has not as many numbers.
   */
  step(x: ArrayLike<number>): Float32Array;
  /** The states after the last step, as copies. */
  states(): States;
  /** Other weights, by the network's layout, from the next step on; the states stay. @throws {RangeError} where there are not as many. */
  setParameters(parameters: Float32Array): void;
}

/** A stepper at states of 0, on the plan and the kernels of the CPU executor, which it follows to the bit. */
export const createStepper = (network: Network, parameters: Float32Array, size: number): Stepper =>
  new CpuStepper(network, parameters, size);

class CpuStepper implements Stepper {
  private readonly plan: Plan;
  private readonly at: Memory;
  private readonly scratch: Scratch;
  private readonly layers: readonly LayerRun[];
  private readonly head: HeadRun;
  private readonly places: readonly StatePlace[];
  private readonly carried: readonly { readonly before: number; readonly now: number; readonly length: number }[];
  private readonly memory: Float32Array;
  private readonly answers: Float32Array;
  private steps = 0;

  constructor(
    private readonly network: Network,
    parameters: Float32Array,
    readonly size: number,
  ) {
    this.plan = planOf(network);
    this.at = memoryOf(this.plan, 1, size, 1, 0);
    this.scratch = new Scratch(this.at.length);
    this.layers = this.plan.layers.map((_, index) => new LayerRun(this.plan, index, this.at, this.scratch));
    this.head = new HeadRun(this.plan, this.at);
    this.places = statePlaces(this.plan);
    this.carried = this.places.map((place) => {
      const { offset: now, length } = stateSpan(this.at, place, 0);
      return { before: stateSpan(this.at, place, -1).offset, now, length };
    });
    this.memory = new Float32Array(this.scratch.length);
    this.answers = new Float32Array(size * network.outputs);
    this.scratch.prepare(this.memory);
    this.setParameters(parameters);
  }

  reset(): void {
    this.steps = 0;
    for (const { before, length } of this.carried) this.memory.fill(0, before, before + length);
  }

  step(x: ArrayLike<number>): Float32Array {
    const { memory, at, size, network, answers } = this;
    if (x.length !== size * network.inputs) {
      throw new RangeError(`x has ${x.length} numbers and needs ${size * network.inputs}, ${network.inputs} for each of ${size} sequences`);
    }
    for (let b = 0, k = 0; b < size; b++) for (let i = 0; i < network.inputs; i++, k++) memory[at.x + i * size + b] = x[k] as number;
    if (network.noise !== undefined) writeNoise(memory, at, this.plan, { noise: network.noise.standing(this.steps, 1, size) });
    this.steps++;
    for (const layer of this.layers) layer.step(memory, 0);
    this.head.answerAt(memory, at.theta[0], 0);
    for (const { before, now, length } of this.carried) memory.copyWithin(before, now, now + length);
    for (let b = 0, k = 0; b < size; b++)
      for (let o = 0; o < network.outputs; o++, k++) answers[k] = memory[at.answers + o * size + b] as number;
    return answers;
  }

  states(): States {
    const series = new Map<string, Float32Array[]>(this.network.cell.states.map((name) => [name, []]));
    for (const place of this.places) series.get(place.name)?.push(this.stateAt(place));
    return series;
  }

  setParameters(parameters: Float32Array): void {
    const { plan, memory, at } = this;
    if (parameters.length !== plan.parameters) {
      throw new RangeError(`${parameters.length} parameters do not fit this network: it has ${plan.parameters}`);
    }
    intoTheta(plan, parameters, memory.subarray(at.theta[0], at.theta[0] + plan.parameters));
    for (const layer of this.layers) layer.begin(memory, at.theta[0]);
  }

  private stateAt(place: StatePlace): Float32Array {
    const { offset } = stateSpan(this.at, place, -1);
    const { size } = this;
    return Float32Array.from({ length: place.rows * size }, (_, k) => {
      const [b, u] = [Math.floor(k / place.rows), k % place.rows];
      return this.memory[offset + u * size + b] as number;
    });
  }
}
