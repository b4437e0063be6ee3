import type { BackendName } from '../core/backend.ts';
import type { ExperimentKey } from '../core/experiment.ts';
import type { Net, NetDifferentiation } from '../core/net.ts';
import type { Batch } from '../core/network.ts';
import { fromNet, toNet } from '../core/oracle.ts';
import { supply } from '../core/tasks/material.ts';
import { hold } from '../protocol/lifeline.ts';
import type { Calls, Frame, Look, ToPage } from '../protocol/messages.ts';
import type { Handlers } from '../protocol/server.ts';
import type { Backends } from './backends/index.ts';
import { converse } from './converse.ts';
import type { Iteration } from './executor/executor.ts';
import { describeExplosion } from './explosion.ts';
import { Guesser } from './guess.ts';
import type { TimeMachine } from './history/machine.ts';
import { createLock, wait } from './lock.ts';
import { Interrupted, Loop } from './loop.ts';
import { type Checked, compiling, type Open, openRun, Unfit } from './ready.ts';
import { isFinite } from './run.ts';
import { type Started, startBackend } from './start.ts';
import { timeIteration } from './timing.ts';

/** Longest that training again may take on the way to an iteration, and how long before the page says so. */
const AGAIN_MS = 10_000;
const LATE_MS = 250;

/** Training met a number that is not finite. */
class NotFinite extends Error {
  override readonly name = 'NotFinite';
}

/** How long a device that fails may take to say that it is lost. */
const LOSS_MS = 1500;

/** What the bar says while kernels are made. */
const PREPARING = {
  webgpu: 'compiling shaders',
  webgl: 'compiling shaders',
  wasm: 'preparing kernels',
  cpu: 'preparing kernels',
} as const satisfies Record<BackendName, string>;

/** The engine behind the wire: one backend, one run at a time. `emit` sends what nobody asked for. */
export class Engine {
  private readonly lock = createLock();
  private readonly loop = new Loop();
  private started: Started | null = null;
  private opened: Open | null = null;
  /** Milliseconds that iterations took. */
  private trained = 0;
  private readonly checked: Checked = new Map();
  /** Counts the iterations that it was sent to. */
  private wishes = 0;
  private guesser: { readonly key: string; readonly guesser: Guesser } | null = null;
  private look: Look = { sequence: 0, layer: 0, step: null, unit: null, spectrum: null };

  constructor(
    private readonly backends: Backends,
    private readonly emit: (message: ToPage) => void,
  ) {}

  /** The page has painted the last frame. */
  readonly painted = (): void => this.opened?.observer.pacer.onPainted();

  readonly handlers: Handlers = {
    start: (send) => this.start(send),
    supply: async ({ name, bytes }) => {
      supply(name, bytes);
      return null;
    },
    open: (send) => this.open(send),
    converse: (send) => this.lock(() => converse(this.now().run, send)),
    forecast: (send) => this.lock(() => this.unrefused(this.now().observer.forecast(send))),
    learning: (learning) => this.learn(learning),
    train: ({ iterations }) => this.train(iterations),
    play: async ({ speed }) => {
      await this.lock(async () => this.now());
      this.loop.repeat(() => this.iterate(), speed).catch((error) => this.lose(String(error)));
      return null;
    },
    ping: async () => null,
    pause: () => this.pause(),
    look: (look) => {
      this.look = look;
      return this.lock(() => this.unrefused(this.now().observer.picture(look)));
    },
    surgery: (surgery) => this.lock(() => this.unrefused(this.operate(surgery))),
    snapshot: () => this.lock(() => this.now().run.snapshot()),
    goTo: ({ iteration }) => this.travel((machine) => machine.aim(iteration)),
    exchange: () => this.travel((machine) => machine.exchange()),
    setParameters: ({ parameters }) => this.setParameters(parameters),
    differentiate: ({ net }) => this.lock(() => this.unrefused(this.differentiate(net))),
    memory: () => this.lock(async () => this.backend().opened.memory()),
    time: async ({ experiment, backend }) => {
      this.emit({ type: 'busy', text: PREPARING[backend] });
      const begins = (): void => this.emit({ type: 'busy', text: null });
      return { milliseconds: await timeIteration(experiment, backend, this.backends, begins) };
    },
    guess: (send) => this.lock(() => this.guess(send)),
    loseDevice: async () => {
      this.started?.opened.lose();
      return null;
    },
  };

  private now(): Open {
    if (this.opened === null) throw new Error('no experiment is open');
    return this.opened;
  }

  private backend(): Started {
    if (this.started === null) throw new Error('the engine has not been started');
    return this.started;
  }

  private async start({ backend, passedOver, lifeline }: Calls['start']['send']): Promise<Calls['start']['receive']> {
    await hold(lifeline);
    this.started = await startBackend(backend, passedOver, this.backends, (name) => this.emit({ type: 'trying', backend: name }));
    void this.started.opened.lost.then((reason) => this.lose(reason));
    return this.started.info;
  }

  private open({ experiment, snapshot, look }: Calls['open']['send']): Promise<Calls['open']['receive']> {
    const started = this.backend();
    this.loop.stop();
    this.look = look;
    return this.lock(() =>
      this.preparing(async () => {
        this.close();
        this.opened = await openRun(experiment, snapshot, started, this.checked);
        const { observer, selfCheck } = this.opened;
        return { frame: await this.unrefused(observer.picture(look)), selfCheck };
      }),
    );
  }

  /** The next iteration learns so; a batch of another size first gets its kernels. */
  private learn(learning: Calls['learning']['send']): Promise<null> {
    return this.lock(async () => {
      const { run, machine } = this.now();
      if (learning.batch !== run.size) await this.preparing(() => compiling(run.prepare(learning.batch)));
      run.setLearning(learning);
      machine.learned();
      return null;
    });
  }

  /** Says what is waited for meanwhile. What does not compile, or computes wrongly, ends this engine: the page goes on with the next backend. */
  private async preparing<T>(work: () => Promise<T>): Promise<T> {
    this.emit({ type: 'busy', text: PREPARING[this.backend().info.backend] });
    try {
      return await work();
    } catch (error) {
      if (error instanceof Unfit) this.lose(error.message, error.keys);
      throw error;
    } finally {
      this.emit({ type: 'busy', text: null });
    }
  }

  private close(): void {
    this.opened?.run.dispose();
    this.opened = null;
  }

  /** One iteration and what the page should see of it, which is nothing where it is the last one and a picture at rest follows; false ends the loop. */
  private iterate(isLast = false): Promise<boolean> {
    return this.lock(async () => {
      const { observer, machine } = this.now();
      if (machine.depart()) observer.departed();
      const start = performance.now();
      const made = await machine.iterate();
      this.trained += performance.now() - start;
      const refusal = this.backend().opened.refused();
      if (refusal !== null) return this.lose(refusal);
      if (!isFinite(made)) return this.explode(made);
      observer.iterated(made);
      if (isLast) return true;
      const frame = await observer.glance(this.look);
      if (frame !== null) this.emit({ type: 'frame', frame });
      return true;
    });
  }

  private async train(iterations: number): Promise<Calls['train']['receive']> {
    const from = this.now().run.iteration;
    const trained = this.trained;
    let exploded = false;
    let left = iterations;
    const step = async (): Promise<boolean> => {
      left--;
      const going = await this.iterate(left === 0);
      exploded = !going;
      return going;
    };
    try {
      await this.loop.times(iterations, step);
    } catch (error) {
      if (!exploded) throw await this.unlessLost(error);
      const made = this.now().run.iteration - from;
      throw new NotFinite(`training stopped after ${made} of ${iterations} iterations: a number was no longer finite`, { cause: error });
    }
    return this.lock(async () => {
      const { run, observer } = this.now();
      await this.rest();
      return { iteration: run.iteration, loss: observer.lastLoss, milliseconds: this.trained - trained };
    });
  }

  private pause(): Promise<Calls['pause']['receive']> {
    this.loop.stop();
    return this.lock(async () => {
      await this.rest();
      return { iteration: this.now().run.iteration };
    });
  }

  /** Shows where training has come to rest. */
  private async rest(): Promise<void> {
    const { observer } = this.now();
    observer.rested();
    this.emit({ type: 'frame', frame: await observer.still(this.look) });
  }

  /** What was measured, where the device did not refuse it: a refused dispatch gives zeros without an error. */
  private async unrefused<T>(measuring: Promise<T>): Promise<T> {
    const value = await measuring;
    const refusal = this.backend().opened.refused();
    if (refusal === null) return value;
    this.lose(refusal);
    throw new Error(`the device refused a computation: ${refusal}`);
  }

  /** An error, once it is clear that it is not of a device being lost; in that case the page ends this engine. */
  private async unlessLost(error: unknown): Promise<unknown> {
    const lost = this.backend().opened.lost.then(() => new Promise<never>(() => {}));
    await Promise.race([lost, wait(LOSS_MS)]);
    return error;
  }

  /** `unfit` names the parts of the experiment for which this backend does not do. */
  private lose(reason: string, unfit: readonly ExperimentKey[] = []): false {
    this.loop.stop();
    this.emit({ type: 'lost', reason, snapshot: null, unfit });
    return false;
  }

  /** The last finite iteration is taken back, so that what is shown is finite. */
  private async explode(refused: Iteration): Promise<false> {
    this.loop.stop();
    const { run, observer, machine } = this.now();
    const explosion = await describeExplosion(run, refused);
    await machine.rewound();
    observer.rewound();
    this.emit({ type: 'exploded', explosion, frame: await observer.picture(this.look) });
    return false;
  }

  private setParameters(parameters: Float32Array): Promise<Frame> {
    this.loop.stop();
    return this.lock(async () => {
      const { observer, machine } = this.now();
      if (machine.isBack) observer.departed();
      await machine.replace({ parameters });
      observer.replaced();
      return this.unrefused(observer.still(this.look));
    });
  }

  /** Another iteration on show: what was asked for last is where it goes. */
  private async travel(aim: (machine: TimeMachine) => Promise<void>): Promise<Calls['goTo']['receive']> {
    this.loop.stop();
    const wish = ++this.wishes;
    await this.lock(async () => {
      const { observer, machine } = this.now();
      this.requireNewest(wish);
      if (observer.owes) await this.rest();
      await aim(machine);
    });
    this.requireNewest(wish);
    await this.trainAgain();
    return this.lock(async () => {
      const { run, observer, machine } = this.now();
      const { end, losses, reason } = machine;
      observer.visited(end, losses.recent, losses.gradientNorm);
      return { frame: await this.unrefused(observer.still(this.look)), conditions: run.conditions, note: reason };
    });
  }

  /** @throws {Interrupted} where it was sent elsewhere meanwhile. */
  private requireNewest(wish: number): void {
    if (wish !== this.wishes) throw new Interrupted('the way there was left for another');
  }

  /** From a place that was kept to where the machine is to go. @throws {Interrupted} where something else was asked for meanwhile. */
  private async trainAgain(): Promise<void> {
    let arrived = false;
    const start = performance.now();
    let isLate = false;
    const closer = async (): Promise<boolean> => {
      arrived = await this.lock(() => this.now().machine.closer(start + AGAIN_MS));
      if (!isLate && performance.now() > start + LATE_MS) this.emit({ type: 'busy', text: 'training again up to there' });
      isLate = performance.now() > start + LATE_MS;
      return !arrived;
    };
    await this.loop.repeat(closer, Number.POSITIVE_INFINITY).finally(() => isLate && this.emit({ type: 'busy', text: null }));
    if (!arrived) throw new Interrupted('the way there was left for another');
  }

  private async operate(surgery: Calls['surgery']['send']): Promise<Calls['surgery']['receive']> {
    const { operateOn } = await import('./surgery.ts');
    return operateOn(this.now(), surgery, this.look);
  }

  /** On the processor: a guess is one small network after another. */
  private async guess({ experiment, range, trials }: Calls['guess']['send']): Promise<Calls['guess']['receive']> {
    const key = JSON.stringify([experiment, range]);
    if (this.guesser?.key !== key) {
      this.guesser?.guesser.dispose();
      const { make } = await (await this.backends.wasm())(true);
      this.guesser = { key, guesser: await Guesser.open(experiment, make, range) };
    }
    return this.guesser.guesser.go(trials);
  }

  private async differentiate(net: Net): Promise<NetDifferentiation> {
    const { network, parameters, batch } = fromNet(net);
    const { info, opened } = this.backend();
    const executor = await opened.make(network, 'sgd', Float32Array.from(parameters), { floor: info.floor, exact: false });
    try {
      return toNet(network, batch, await executor.differentiate(float32(batch)));
    } finally {
      executor.dispose();
    }
  }
}

function float32({
  steps,
  size,
  x,
  y,
  weights,
}: {
  steps: number;
  size: number;
  x: ArrayLike<number>;
  y: ArrayLike<number>;
  weights: ArrayLike<number>;
}): Batch {
  return { steps, size, x: Float32Array.from(x), y: Float32Array.from(y), weights: Float32Array.from(weights) };
}
