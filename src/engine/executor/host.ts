import type { OptimizerName } from '../../core/choices.ts';
import type { Batch, Differentiation, Network } from '../../core/network.ts';
import { fromTheta, intoTheta, type Memory, memoryOf, readPlace, readRows, writeBatch, writeNoise } from '../../core/plan/memory.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { planOf } from '../../core/plan/planOf.ts';
import { requireNoise, requireStart } from '../../core/start.ts';
import { Carry } from './carry.ts';
import type { Executor, Iteration, Learning, Weights } from './executor.ts';
import { HostStarts } from './hostStarts.ts';

/** Moments that each optimiser keeps. */
export const MOMENTS = { sgd: 0, momentum: 1, rmsprop: 1, adam: 2 } as const satisfies Record<OptimizerName, number>;

/** Which of the three places of θ and of the moments is meant: what is learned, what was before the last update, what the next one writes. */
export type Side = 0 | 1 | 2;

const SIDES = [0, 1, 2] as const;
/** Kernels that are kept: for the batch, the probe, and a batch that one goes back and forth to. */
const MOST_SHAPES = 3;

/** The numbers of one update. `update` counts from 1. */
export interface Update extends Learning {
  readonly update: number;
  readonly epsilon: number;
}

/** Kernels for batches of one shape, over a memory that they do not own. */
export interface Kernels {
  /** Forward, backward, clipping and the update from `side` to `next`, which is to be kept only where all is finite. */
  iterate(side: Side, next: Side, update: Update): Iteration;
  /** Forward and backward at `side`, with the answers of all steps and ∂L/∂x of the first layer; returns the loss. */
  differentiate(side: Side): number;
}

/** A memory that the processor reads and writes, and what makes kernels over it. */
export interface Host {
  readonly plan: Plan;
  /** Numbers at whose multiples regions begin. */
  readonly lanes: number;
  /** The memory, at least so long; what was in it stays. */
  memory(length: number): Float32Array;
  kernels(at: Memory): Kernels;
  dispose(): void;
}

interface Shape {
  readonly at: Memory;
  readonly kernels: Kernels;
}

/** An executor whose memory is the processor's: WASM and plain TypeScript differ in their kernels alone. */
export class HostExecutor implements Executor {
  private readonly shapes = new Map<string, Shape>();
  private readonly learned: Memory;
  private readonly carry: Carry<Shape>;
  private last: Shape | null = null;
  private side: Side = 0;
  /** What the last update began from; null where it was taken back, or there was none. */
  private before: Side | null = null;
  private updates = 0;

  constructor(
    private readonly network: Network,
    private readonly optimizer: OptimizerName,
    private readonly host: Host,
    private readonly epsilon: number,
  ) {
    this.learned = memoryOf(host.plan, 0, 0, host.lanes, MOMENTS[optimizer]);
    this.carry = new Carry<Shape>(new HostStarts(host.plan, (length) => host.memory(length)));
  }

  async prepare(steps: number, size: number): Promise<void> {
    this.shape(steps, size);
  }

  async iterate(batch: Batch, learning: Learning): Promise<Iteration> {
    const shape = this.load(batch, true);
    const next = SIDES.find((side) => side !== this.side && side !== this.before) ?? 0;
    const made = shape.kernels.iterate(this.side, next, { ...learning, update: this.updates + 1, epsilon: this.epsilon });
    const isFinite = [made.loss, made.gradientNorm, made.largest].every(Number.isFinite);
    if (isFinite) {
      this.before = this.side;
      this.side = next;
      this.updates++;
    }
    this.carry.end(shape, batch, isFinite);
    return made;
  }

  undo(): boolean {
    if (this.before === null) return false;
    this.side = this.before;
    this.before = null;
    this.updates--;
    this.carry.forget();
    return true;
  }

  async differentiate(batch: Batch): Promise<Differentiation> {
    const { at, kernels } = this.load(batch, false);
    const loss = kernels.differentiate(this.side);
    return read(this.network, this.host.plan, this.host.memory(at.length), at, loss);
  }

  async weights(): Promise<Weights> {
    const { plan } = this.host;
    const { theta, moments, parameters } = this.learned;
    const memory = this.host.memory(this.learned.length);
    const at = (places: readonly [number, number, number]): Float32Array =>
      fromTheta(plan, memory.subarray(places[this.side], places[this.side] + parameters));
    return { parameters: at(theta), moments: moments.map(at), updates: this.updates };
  }

  setWeights({ parameters, moments = [], updates = 0 }: Pick<Weights, 'parameters'> & Partial<Weights>): void {
    const { plan } = this.host;
    if (parameters.length !== plan.parameters) {
      throw new RangeError(`${parameters.length} parameters do not fit this network: it has ${plan.parameters}`);
    }
    const places = this.learned.moments;
    const fits = moments.length === places.length && moments.every(({ length }) => length === plan.parameters);
    const memory = this.host.memory(this.learned.length);
    const write = (at: readonly [number, number, number], values: Float32Array | undefined): void => {
      const region = memory.subarray(at[this.side], at[this.side] + this.learned.parameters);
      if (values === undefined) region.fill(0);
      else intoTheta(plan, values, region);
    };
    write(this.learned.theta, parameters);
    places.forEach((at, index) => write(at, fits ? moments[index] : undefined));
    this.updates = fits ? updates : 0;
    this.before = null;
    this.carry.forget();
  }

  dispose(): void {
    this.shapes.clear();
    this.last = null;
    this.host.dispose();
  }

  private shape(steps: number, size: number): Shape {
    const key = `${steps} ${size}`;
    const known = this.shapes.get(key);
    if (known !== undefined) {
      // Those met last come last.
      this.shapes.delete(key);
      this.shapes.set(key, known);
      return known;
    }
    const at = memoryOf(this.host.plan, steps, size, this.host.lanes, MOMENTS[this.optimizer]);
    this.host.memory(at.length);
    const made = { at, kernels: this.host.kernels(at) };
    for (const oldest of [...this.shapes.keys()].slice(0, -MOST_SHAPES + 1)) this.shapes.delete(oldest);
    this.shapes.set(key, made);
    return made;
  }

  /** The kernels for a batch that stands in the memory now. Shapes share the workspace, so the frames around the steps are cleared where they take turns. */
  private load(batch: Batch, learns: boolean): Shape {
    if (batch.start !== undefined) requireStart(this.network, batch.size, batch.start);
    requireNoise(this.network, batch);
    const shape = this.shape(batch.steps, batch.size);
    this.carry.before(batch, learns);
    const memory = this.host.memory(shape.at.length);
    if (shape !== this.last) clearBorders(memory, shape.at);
    this.last = shape;
    this.carry.place(shape, batch);
    writeBatch(memory, shape.at, this.host.plan, batch);
    writeNoise(memory, shape.at, this.host.plan, batch);
    return shape;
  }
}

function clearBorders(memory: Float32Array, { steps, frames, frameLengths }: Memory): void {
  frames.forEach((first, layer) => {
    const length = frameLengths[layer] ?? 0;
    memory.fill(0, first - length, first);
    memory.fill(0, first + steps * length, first + (steps + 1) * length);
  });
}

/** Makes the executor of a host and gives it its first parameters. */
export function makeHostExecutor(
  network: Network,
  optimizer: OptimizerName,
  parameters: Float32Array,
  epsilon: number,
  hostOf: (plan: Plan) => Host,
): HostExecutor {
  const executor = new HostExecutor(network, optimizer, hostOf(planOf(network)), epsilon);
  try {
    executor.setWeights({ parameters });
  } catch (error) {
    executor.dispose();
    throw error;
  }
  return executor;
}

/** What differentiating has left in the memory. */
function read(network: Network, plan: Plan, memory: Float32Array, at: Memory, loss: number): Differentiation {
  const { cell, inputs, outputs } = network;
  const layers = plan.layers.map((_, layer) => layer);
  const named = (names: readonly string[], written: (name: string) => string, kind: 'definitions' | 'blame') =>
    new Map(
      names.map((name) => [
        name,
        layers.map((layer) => {
          const place = plan.layers[layer]?.[kind].get(written(name));
          return place === undefined ? new Float32Array() : readPlace(memory, at, layer, place);
        }),
      ]),
    );
  const input = plan.layers[0]?.input ?? null;
  return {
    loss,
    outputs: readRows(memory, at.answers, outputs * at.columns, at, outputs),
    states: named(cell.states, (name) => `${name}'`, 'definitions'),
    gates: named(cell.gates, (name) => name, 'definitions'),
    stateGradients: named(cell.states, (name) => name, 'blame'),
    inputGradients: input === null ? new Float32Array(at.steps * at.size * inputs) : readPlace(memory, at, 0, input),
    parameterGradients: fromTheta(plan, memory.subarray(at.gradient, at.gradient + at.parameters)),
  };
}
