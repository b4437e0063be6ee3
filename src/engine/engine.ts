import type { BackendName } from '../core/backend.ts';
import type { ExperimentKey } from '../core/experiment.ts';
import type { Net, NetDifferentiation } from '../core/net.ts';
import type { Batch } from '../core/network.ts';
import { dated } from '../core/operate/when.ts';
import { fromNet, toNet } from '../core/oracle.ts';
import { supply } from '../core/tasks/material.ts';
import type { Trace } from '../core/trace.ts';
import { hold } from '../protocol/lifeline.ts';
import type { Calls, Conditions, Frame, Handed, Look, ToPage } from '../protocol/messages.ts';
import type { Handlers } from '../protocol/server.ts';
import type { Backends } from './backends/index.ts';
import { converse } from './converse.ts';
import type { Iteration } from './executor/executor.ts';
import { describeExplosion } from './explosion.ts';
import { Guesser } from './guess.ts';
import type { TimeMachine } from './history/machine.ts';
import { createLock, wait } from './lock.ts';
import { Interrupted, Loop } from './loop.ts';

import { begun, type Checked, learnUnder, type Open, openRun, Unfit } from './ready.ts';
import { isFinite, written } from './run.ts';

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
    learning: (conditions) => this.lock(() => this.learn(conditions)),
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
      return this.lock(async () => {
        await this.show(this.now().observer.picture(look));
        return null;
      });
    },
    snapshot: () => this.lock(() => this.now().run.arrived()),
    handOver: () => {
      this.loop.stop();
      return this.lock(() => this.handOver());
    },
    parameters: () => this.lock(async () => (await this.now().run.executor.weights()).parameters),
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

  private open(asked: Calls['open']['send']): Promise<Calls['open']['receive']> {
    const started = this.backend();
    this.loop.stop();
    this.look = asked.look;
    return this.lock(() =>
      this.preparing(async () => {
        this.close();
        this.opened = await openRun(asked, started, this.checked);
        this.tellUndone();
        const { observer, selfCheck } = this.opened;
        return { frame: await this.unrefused(observer.picture(asked.look)), selfCheck };
      }),
    );
  }

  /** The next iteration learns so; a batch of another size, or another network, first gets its kernels. */
  private async learn(conditions: Conditions): Promise<Calls['learning']['receive']> {
    const open = this.now();
    const { do: before, batch } = open.run.conditions;
    const asked = await written({ ...open.run.experiment, do: conditions.do });
    const list = dated(asked.do, before, open.run.iteration);
    const learn = () => learnUnder(open, { ...conditions, do: list }, this.backend(), this.checked);
    if (list !== before) {
      const changed = await this.operate(() => this.preparing(learn));
      this.tellUndone();
      return { ...changed, do: open.run.conditions.do };
    }
    await (conditions.batch === batch ? learn() : this.preparing(learn));
    return null;
  }

  /** What is done to the network, measured before and after. */
  private async operate(work: () => Promise<void>): Promise<{ before: Trace; after: Trace }> {
    const { observer, machine } = this.now();
    const before = await this.show(observer.picture(this.look));
    const { line } = machine.branch;
    await work();
    if (machine.branch.line !== line) observer.departed();
    observer.changed();
    return { before, after: await this.show(observer.still(this.look)) };
  }

  /** What could not be done to the network as it was is not done. */
  private tellUndone(): void {
    const undone = this.now().run.takeUndone();
    if (undone.length > 0) this.emit({ type: 'undone', undone });
  }

  /** Sends a picture, in the order in which it was measured; its trace, for what asked. */
  private async show(measuring: Promise<Frame>): Promise<Trace> {
    const frame = await this.unrefused(measuring);
    // Its arrays go with it.
    const trace = structuredClone(frame.trace);
    this.emit({ type: 'frame', frame });
    return trace;
  }

  /** Says what is waited for meanwhile. What does not compile, or computes wrongly, ends this engine: the page goes on with the next backend. */
  private async preparing<T>(work: () => Promise<T>): Promise<T> {
    this.emit({ type: 'busy', text: PREPARING[this.backend().info.backend] });
    try {
      return await work();
    } catch (error) {
      if (error instanceof Unfit) this.lose(error.message, error.keys, this.opened === null ? null : await this.handOver());
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
      const open = this.now();
      const { run, observer, machine } = open;
      if (machine.depart()) observer.departed();
      const start = performance.now();
      const { network } = run;
      const made = await machine.iterate();
      this.tellUndone();
      this.trained += performance.now() - start;
      if (run.network !== network) await this.preparing(() => begun(open, this.backend(), this.checked));
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
      const { run, machine } = this.now();
      await this.rest();
      return { iteration: run.iteration, loss: machine.losses.recent.at(-1) ?? Number.NaN, milliseconds: this.trained - trained };
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
    await this.show(observer.still(this.look));
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

  private handOver(): Promise<Handed> {
    const { machine, observer } = this.now();
    return machine.handOver(observer.unseen);
  }

  private rescued(): Handed | null {
    return this.opened?.machine.rescued(this.opened.observer.unseen) ?? null;
  }

  /** `unfit` names the parts of the experiment for which this backend does not do; what is kept of the run goes with the news. */
  private lose(reason: string, unfit: readonly ExperimentKey[] = [], handed: Handed | null = this.rescued()): false {
    this.loop.stop();
    this.emit({ type: 'lost', reason, handed, unfit });
    return false;
  }

  /** The last finite iteration is taken back, so that what is shown is finite. */
  private async explode(refused: Iteration): Promise<false> {
    this.loop.stop();
    const { run, observer, machine } = this.now();
    const explosion = await describeExplosion(run, refused);
    observer.rewound(await machine.rewound());
    this.emit({ type: 'exploded', explosion, frame: await observer.picture(this.look) });
    return false;
  }

  private setParameters(parameters: Float32Array): Promise<null> {
    this.loop.stop();
    return this.lock(async () => {
      const { observer, machine } = this.now();
      if (machine.isBack) observer.departed();
      await machine.replace({ parameters });
      observer.changed();
      await this.show(observer.still(this.look));
      return null;
    });
  }

  /** Another iteration on show: what was asked for last is where it goes. */
  private async travel(aim: (machine: TimeMachine) => Promise<void>): Promise<Calls['goTo']['receive']> {
    this.loop.stop();
    const wish = ++this.wishes;
    await this.lock(async () => {
      const { observer, machine } = this.now();
      this.requireNewest(wish);
      if (observer.unseen.length > 0) await this.rest();
      await aim(machine);
    });
    this.requireNewest(wish);
    await this.trainAgain();
    return this.lock(async () => {
      const { run, observer, machine } = this.now();
      observer.changed();
      await this.show(observer.still(this.look));
      this.tellUndone();
      return { iteration: run.iteration, conditions: run.conditions, note: machine.reason };
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
