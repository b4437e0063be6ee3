import * as tf from '@tensorflow/tfjs-core';
import type { Net, NetDifferentiation } from '../core/net.ts';
import type { Batch } from '../core/network.ts';
import { fromNet, toNet } from '../core/oracle.ts';
import { hold } from '../protocol/lifeline.ts';
import type { Calls, Frame, Look, ToPage } from '../protocol/messages.ts';
import type { Handlers } from '../protocol/server.ts';
import type { Iteration, MakeExecutor } from './executor/executor.ts';
import { describeExplosion } from './explosion.ts';
import { createLock, wait } from './lock.ts';
import { Loop } from './loop.ts';
import { Observer } from './observer.ts';
import { isFinite, Run } from './run.ts';
import { type Started, startBackend } from './start.ts';

/** Training met a number that is not finite. */
class NotFinite extends Error {
  override readonly name = 'NotFinite';
}

interface Open {
  readonly run: Run;
  readonly observer: Observer;
}

/** The engine behind the wire: one backend, one run at a time. `emit` sends what nobody asked for. */
export class Engine {
  private readonly lock = createLock();
  private readonly loop = new Loop();
  private started: Started | null = null;
  private opened: Open | null = null;
  private look: Look = { sequence: 0, layer: 0, step: null, unit: null, spectrum: null };

  constructor(
    private readonly make: MakeExecutor,
    private readonly emit: (message: ToPage) => void,
  ) {}

  /** The page has painted the last frame. */
  readonly painted = (): void => this.opened?.observer.pacer.onPainted();

  readonly handlers: Handlers = {
    start: (send) => this.start(send),
    open: (send) => this.open(send),
    learning: async (learning) => {
      this.now().run.setLearning(learning);
      return null;
    },
    train: ({ iterations }) => this.train(iterations),
    play: async ({ speed }) => {
      this.now();
      this.loop.repeat(() => this.iterate(), speed).catch((error) => this.lose(String(error)));
      return null;
    },
    ping: async () => null,
    pause: () => this.pause(),
    look: (look) => {
      this.look = look;
      return this.lock(() => this.checked(this.now().observer.picture(look)));
    },
    snapshot: () => this.lock(() => this.now().run.snapshot()),
    setParameters: ({ parameters }) => this.setParameters(parameters),
    differentiate: ({ net }) => this.lock(() => this.checked(this.differentiate(net))),
    memory: () => this.lock(async () => memory()),
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
    this.started = await startBackend(backend, passedOver, this.make, (name) => this.emit({ type: 'trying', backend: name }));
    void this.started.opened.lost.then((reason) => this.lose(reason));
    return this.started.info;
  }

  private open({ experiment, snapshot, look }: Calls['open']['send']): Promise<Frame> {
    const { info } = this.backend();
    this.loop.stop();
    this.look = look;
    return this.lock(async () => {
      this.emit({ type: 'busy', text: info.backend.startsWith('web') ? 'compiling shaders' : 'preparing the network' });
      try {
        this.close();
        const run = new Run(experiment, this.make, info.floor, snapshot);
        this.opened = { run, observer: new Observer(run, info.floor) };
        return await this.checked(this.opened.observer.picture(look));
      } finally {
        this.emit({ type: 'busy', text: null });
      }
    });
  }

  private close(): void {
    this.opened?.run.dispose();
    this.opened = null;
  }

  /** One iteration and what the page should see of it; false ends the loop. */
  private iterate(): Promise<boolean> {
    return this.lock(async () => {
      const { run, observer } = this.now();
      const made = await run.iterate();
      const refusal = this.backend().opened.refused();
      if (refusal !== null) return this.lose(refusal);
      if (!isFinite(made)) return this.explode(made);
      observer.iterated(made);
      const frame = await observer.glance(this.look);
      if (frame !== null) this.emit({ type: 'frame', frame });
      return true;
    });
  }

  private async train(iterations: number): Promise<Calls['train']['receive']> {
    const from = this.now().run.iteration;
    let exploded = false;
    const step = async (): Promise<boolean> => {
      const going = await this.iterate();
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
      return { iteration: run.iteration, loss: observer.lastLoss };
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
    this.emit({ type: 'frame', frame: await observer.picture(this.look) });
  }

  /** What was measured, where the device did not refuse it: a refused dispatch gives zeros without an error. */
  private async checked<T>(measuring: Promise<T>): Promise<T> {
    const value = await measuring;
    const refusal = this.backend().opened.refused();
    if (refusal === null) return value;
    this.lose(refusal);
    throw new Error(`the device refused a computation: ${refusal}`);
  }

  /** An error, once it is clear that it is not of a device being lost; in that case the page ends this engine. */
  private async unlessLost(error: unknown): Promise<unknown> {
    const lost = this.backend().opened.lost.then(() => new Promise<never>(() => {}));
    await Promise.race([lost, wait(250)]);
    return error;
  }

  private lose(reason: string): false {
    this.loop.stop();
    this.emit({ type: 'lost', reason, snapshot: null });
    return false;
  }

  /** The last finite iteration is taken back, so that what is shown is finite. */
  private async explode(refused: Iteration): Promise<false> {
    this.loop.stop();
    const { run, observer } = this.now();
    const explosion = await describeExplosion(run, refused);
    observer.rewound();
    this.emit({ type: 'exploded', explosion, frame: await observer.picture(this.look) });
    return false;
  }

  private setParameters(parameters: Float32Array): Promise<Frame> {
    this.loop.stop();
    return this.lock(async () => {
      const { run, observer } = this.now();
      run.executor.setWeights({ parameters });
      observer.replaced();
      return this.checked(observer.picture(this.look));
    });
  }

  private async differentiate(net: Net): Promise<NetDifferentiation> {
    const { network, parameters, batch } = fromNet(net);
    const executor = this.make(network, 'sgd', Float32Array.from(parameters), this.backend().info.floor);
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

function memory(): Calls['memory']['receive'] {
  const { numTensors, numBytes } = tf.memory();
  return { tensors: numTensors, bytes: numBytes };
}
