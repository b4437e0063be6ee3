import type { OptimizerName } from '../../core/choices.ts';
import type { Batch, Differentiation } from '../../core/network.ts';
import { fromTheta, intoTheta, type Memory, memoryOf } from '../../core/plan/memory.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { planOf } from '../../core/plan/planOf.ts';
import { requireNoise, requireStart } from '../../core/start.ts';
import { Carry } from '../executor/carry.ts';
import { epsilonFor } from '../executor/epsilon.ts';
import type { Executor, Iteration, Learning, MakeExecutor, Weights } from '../executor/executor.ts';
import { MOMENTS, type Side } from '../executor/host.ts';
import { packBatch, writeNoise } from './batch.ts';
import { DeviceMemory, type Span } from './device.ts';
import { measuredIn, spansOf } from './measured.ts';
import { environmentOf, type Places, placesOf } from './places.ts';
import { kernelsOf, type Program, programOf } from './program.ts';
import { REPORTED } from './reduce.ts';
import { iterationIn } from './report.ts';
import { scheduleOf, type Wanted } from './schedule.ts';
import { type Shape, shapeFor } from './shape.ts';
import { WebgpuStarts } from './starts.ts';

const SIDES = [0, 1, 2] as const;
const NOTHING = new Float32Array();
/** Longest that one dispatch is to keep the device busy, seconds. */
const LONGEST = 0.4;
/** Weight of the newest measurement in the device's speed. */
const NEWEST = 0.3;

/** A program laid out for batches of one shape. */
interface Prepared {
  readonly program: Program;
  readonly at: Places;
  /** The batch on its way to the device. */
  readonly batch: Float32Array;
}

/** Executors for a graphics card, or for a software rasteriser that stands in for one. */
export const makeWebgpuExecutor = (software: boolean): MakeExecutor => {
  return (network, optimizer, parameters, { floor }) => {
    const shape = (size: number): Shape => shapeFor(software, network.units, size);
    const executor = new WebgpuExecutor(planOf(network), optimizer, epsilonFor(floor), shape);
    executor.setWeights({ parameters });
    return executor;
  };
};

/**
 * A network whose whole iteration runs in one memory on the graphics device: a batch goes there, a few dispatches do the
 * work, and a few numbers come back.
 */
class WebgpuExecutor implements Executor {
  private readonly learned: Memory;
  private readonly memory: DeviceMemory;
  private readonly programs = new Map<string, Promise<Program>>();
  private readonly prepared = new Map<string, Prepared>();
  private readonly carry: Carry<Prepared>;
  private last: Prepared | null = null;
  private side: Side = 0;
  private updates = 0;
  /** Where what was learned stood before the last update. */
  private before: Side | null = null;
  /** Multiplications a second. */
  private rate: number;

  constructor(
    private readonly plan: Plan,
    private readonly optimizer: OptimizerName,
    private readonly epsilon: number,
    private readonly shape: (size: number) => Shape,
  ) {
    this.learned = memoryOf(plan, 0, 0, 1, MOMENTS[optimizer]);
    this.rate = shape(1).rate;
    this.memory = new DeviceMemory(this.learned.length);
    this.carry = new Carry<Prepared>(new WebgpuStarts(plan, this.memory));
  }

  async prepare(steps: number, size: number): Promise<void> {
    await this.preparedFor(steps, size);
  }

  async iterate(batch: Batch, learning: Learning): Promise<Iteration> {
    const prepared = await this.load(batch, true);
    const { at, program } = prepared;
    const started = performance.now();
    const next = SIDES.find((side) => side !== this.side && side !== this.before) ?? 0;
    const work = this.run(prepared, next, { trace: false, update: true }, this.floats(learning));
    const { reduce } = program.shape;
    const [report = NOTHING] = await this.memory.read({ offset: at.report, length: REPORTED * reduce.groups });
    const made = iterationIn(report);
    this.learnSpeed(work, performance.now() - started);
    const isFinite = [made.loss, made.gradientNorm, made.largest].every(Number.isFinite);
    if (isFinite) this.keep(next);
    this.carry.end(prepared, batch, isFinite);
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
    const prepared = await this.load(batch, false);
    const { at } = prepared;
    this.run(prepared, this.side, { trace: true, update: false }, {});
    const [gradient = NOTHING, values = NOTHING] = await this.memory.read(...spansOf(this.plan, at));
    return measuredIn(this.plan, at, gradient, values);
  }

  async weights(): Promise<Weights> {
    const { theta, moments, parameters: length } = this.learned;
    const spans = [theta, ...moments].map((places) => ({ offset: places[this.side], length }));
    const [parameters = NOTHING, ...others] = (await this.memory.read(...spans)).map((values) => fromTheta(this.plan, values));
    return { parameters, moments: others, updates: this.updates };
  }

  setWeights({ parameters, moments = [], updates = 0 }: Pick<Weights, 'parameters'> & Partial<Weights>): void {
    const { plan, learned } = this;
    if (parameters.length !== plan.parameters) {
      throw new RangeError(`${parameters.length} parameters do not fit this network: it has ${plan.parameters}`);
    }
    const fits = moments.length === learned.moments.length && moments.every(({ length }) => length === plan.parameters);
    this.memory.flush();
    this.writeAt(learned.theta, parameters);
    learned.moments.forEach((places, index) => {
      this.writeAt(places, fits ? moments[index] : undefined);
    });
    this.updates = fits ? updates : 0;
    this.before = null;
    this.carry.forget();
  }

  dispose(): void {
    this.memory.dispose();
  }

  private writeAt(places: Places['theta'], values: Float32Array | undefined): void {
    const theta = new Float32Array(this.plan.parameters);
    if (values !== undefined) intoTheta(this.plan, values, theta);
    this.memory.write(places[this.side], theta);
  }

  private keep(next: Side): void {
    this.before = this.side;
    this.side = next;
    this.updates++;
  }

  /** Queues the dispatches, with a pause for the device between long ones; returns the multiplications in them. */
  private run({ program, at }: Prepared, next: Side, wanted: Wanted, floats: Readonly<Record<string, number>>): number {
    const environment = { ...environmentOf(at, this.side, next), ...floats };
    let work = 0;
    for (const dispatch of scheduleOf(program, at, wanted, this.rate * LONGEST)) {
      const values: Readonly<Record<string, number>> = { ...environment, ...dispatch.integers };
      this.memory.run(dispatch.kernel, dispatch.workgroups, (name) => values[name] ?? missing(name));
      if (dispatch.work > (this.rate * LONGEST) / 4) this.memory.flush();
      work += dispatch.work;
    }
    this.memory.flush();
    return work;
  }

  private floats({ rate, clip }: Learning): Record<string, number> {
    const { epsilon, optimizer } = this;
    if (optimizer !== 'adam') return { rate, clip, epsilon };
    const age = this.updates + 1;
    return { rate: rate / (1 - 0.9 ** age), clip, epsilon, root: 1 / Math.sqrt(1 - 0.999 ** age) };
  }

  private learnSpeed(work: number, milliseconds: number): void {
    const measured = (1000 * work) / Math.max(milliseconds, 1);
    this.rate += NEWEST * (measured - this.rate);
  }

  /** The batch in the memory. Shapes share the workspace, so what must be zero is cleared where they take turns. */
  private async load(batch: Batch, learns: boolean): Promise<Prepared> {
    if (batch.start !== undefined) requireStart(this.plan.network, batch.size, batch.start);
    requireNoise(this.plan.network, batch);
    const prepared = await this.preparedFor(batch.steps, batch.size);
    this.carry.before(batch, learns);
    if (prepared !== this.last) this.memory.clear(...zeros(this.plan, prepared));
    this.last = prepared;
    this.carry.place(prepared, batch);
    packBatch(this.plan, prepared.at, batch, prepared.batch);
    this.memory.write(prepared.at.workspace, prepared.batch);
    writeNoise(this.memory, this.plan, prepared.at, batch);
    return prepared;
  }

  private async preparedFor(steps: number, size: number): Promise<Prepared> {
    const key = `${steps} ${size}`;
    const known = this.prepared.get(key);
    if (known !== undefined) return known;
    const program = await this.programFor(size);
    const at = placesOf(program, steps, size, MOMENTS[this.optimizer]);
    this.carry.keep();
    this.memory.grow(at.total, this.learned.length);
    const made = { program, at, batch: new Float32Array(at.answers - at.workspace) };
    this.prepared.set(key, made);
    return made;
  }

  /** Sizes of one shape share their kernels. */
  private programFor(size: number): Promise<Program> {
    const shape = this.shape(size);
    const key = JSON.stringify(shape);
    const known = this.programs.get(key);
    if (known !== undefined) return known;
    const program = programOf(this.plan, shape, this.optimizer);
    const made = this.memory.compile(kernelsOf(program)).then(() => program);
    this.programs.set(key, made);
    return made;
  }
}

/** The frames before the first step and behind the last, and the gradients of parts, of which some parameters have none. */
function zeros({ parameters }: Plan, { at }: Prepared): Span[] {
  const borders = at.frames.flatMap((frame, layer) => {
    const length = at.frameLengths[layer] ?? 0;
    return [
      { offset: frame - length, length },
      { offset: frame + at.steps * length, length },
    ];
  });
  return at.parts === 1 ? borders : [...borders, { offset: at.partial, length: at.parts * parameters }];
}

function missing(name: string): never {
  throw new Error(`a kernel reads ${name}, which nobody gives`);
}
