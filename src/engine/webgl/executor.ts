import type { OptimizerName } from '../../core/choices.ts';
import type { Batch, Differentiation } from '../../core/network.ts';
import { requireNoise, requireStart } from '../../core/start.ts';
import { Carry } from '../executor/carry.ts';
import { epsilonFor } from '../executor/epsilon.ts';
import { type Executor, type Iteration, KernelError, type Learning, type MakeExecutor, type Weights } from '../executor/executor.ts';
import type { Side } from '../executor/host.ts';
import type { Device } from './device.ts';
import { Learned } from './learned.ts';
import { Pass } from './pass.ts';
import { type Places, placesOf } from './places.ts';
import { compilePrograms, type Programs } from './programs.ts';
import { readBack } from './readBack.ts';
import { Shape } from './shape.ts';
import { WebglStarts } from './starts.ts';

/** The training batches', the probe's, and some that came before. */
const MOST_SHAPES = 4;

interface Prepared {
  readonly shape: Shape;
  readonly pass: Pass;
}

/** Makes executors on a WebGL 2 context. */
export function createWebglMaker(device: Device): MakeExecutor {
  return async (network, optimizer, parameters, { floor }) => {
    const places = placesOf(network, optimizer, device.capacity);
    const programs = await compilePrograms(device, places);
    try {
      return device.whole(() => {
        const executor = new WebglExecutor(device, optimizer, places, programs, epsilonFor(floor));
        executor.setWeights({ parameters });
        return executor;
      });
    } catch (error) {
      device.release(programs.all);
      throw error;
    }
  };
}

class WebglExecutor implements Executor {
  private readonly learned: Learned;
  private readonly shapes = new Map<string, Prepared>();
  private readonly starts: WebglStarts;
  private readonly carry: Carry<Prepared>;
  private side: Side = 0;
  /** What the last update began from; null where it was taken back, or there was none. */
  private before: Side | null = null;
  private updates = 0;
  /** Whether every program has drawn once. */
  private warm = false;

  constructor(
    private readonly device: Device,
    optimizer: OptimizerName,
    private readonly places: Places,
    private readonly programs: Programs,
    private readonly epsilon: number,
  ) {
    this.learned = new Learned(device, places, programs, optimizer);
    this.starts = new WebglStarts(device, places);
    this.carry = new Carry<Prepared>(this.starts);
  }

  async prepare(steps: number, size: number): Promise<void> {
    const { shape, pass } = this.prepared(steps, size);
    if (this.warm) return;
    this.carry.keep();
    pass.run(this.learned.theta(this.side), true, 1);
    this.learned.measure(shape, 0);
    this.learned.update(this.side, this.spare(), { rate: 0, clip: 0, update: 1, epsilon: this.epsilon });
    this.warm = true;
  }

  async iterate(batch: Batch, { rate, clip }: Learning): Promise<Iteration> {
    const next = this.spare();
    const prepared = this.run(batch, clip, false);
    const update = { rate, clip, update: this.updates + 1, epsilon: this.epsilon };
    const [loss, gradientNorm, largest] = this.learned.update(this.side, next, update);
    const isFinite = [loss, gradientNorm, largest].every(Number.isFinite);
    if (isFinite) {
      this.before = this.side;
      this.side = next;
      this.updates++;
    }
    this.carry.end(prepared, batch, isFinite);
    return { loss, gradientNorm, largest };
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
    const { shape } = this.run(batch, 0, true);
    const [loss] = this.learned.measured();
    return { loss, ...readBack(this.device, this.places, shape), parameterGradients: this.learned.readGradient() };
  }

  async weights(): Promise<Weights> {
    const [parameters = new Float32Array(), ...moments] = this.learned.read(this.side);
    return { parameters, moments, updates: this.updates };
  }

  setWeights({ parameters, moments = [], updates = 0 }: Pick<Weights, 'parameters'> & Partial<Weights>): void {
    const { count } = this.learned;
    const size = this.places.theta.size;
    if (parameters.length !== size) {
      throw new RangeError(`${parameters.length} parameters do not fit this network: it has ${size}`);
    }
    const fits = moments.length === count - 1 && moments.every(({ length }) => length === size);
    const zero = new Float32Array(size);
    this.learned.write(this.side, [parameters, ...Array.from({ length: count - 1 }, (_, k) => (fits ? moments[k] : null) ?? zero)]);
    this.updates = fits ? updates : 0;
    this.before = null;
    this.carry.forget();
  }

  dispose(): void {
    for (const { shape } of this.shapes.values()) shape.dispose();
    this.shapes.clear();
    this.starts.dispose();
    this.learned.dispose();
    this.device.release(this.programs.all);
  }

  /** The place that holds neither what is learned nor what was before. */
  private spare(): Side {
    return ([0, 1, 2] as const).find((side) => side !== this.side && side !== this.before) ?? 0;
  }

  /** Forward, backward and the gradient of a batch: to learn from it, or to measure `every` thing. */
  private run(batch: Batch, clip: number, every: boolean): Prepared {
    if (batch.start !== undefined) requireStart(this.places.network, batch.size, batch.start);
    requireNoise(this.places.network, batch);
    const prepared = this.prepared(batch.steps, batch.size);
    this.carry.before(batch, !every);
    this.carry.place(prepared, batch);
    prepared.shape.write(batch);
    prepared.pass.run(this.learned.theta(this.side), every);
    this.learned.measure(prepared.shape, clip);
    return prepared;
  }

  private prepared(steps: number, size: number): Prepared {
    const key = `${steps} ${size}`;
    const known = this.shapes.get(key);
    this.shapes.delete(key);
    const prepared = known ?? this.prepareShape(steps, size);
    this.shapes.set(key, prepared);
    for (const [oldest, { shape }] of this.shapes) {
      if (this.shapes.size <= MOST_SHAPES) break;
      shape.dispose();
      this.shapes.delete(oldest);
    }
    return prepared;
  }

  /** Shapes that were met long ago make room for a new one, and take what they hold with them. */
  private prepareShape(steps: number, size: number): Prepared {
    this.carry.keep();
    try {
      return this.device.whole(() => {
        const shape = new Shape(this.device, this.places, steps, size);
        return { shape, pass: new Pass(this.device, this.places, shape, this.programs) };
      });
    } catch (error) {
      throw error instanceof RangeError ? new KernelError(error.message, { cause: error }) : error;
    }
  }
}
