import type { StoreApi } from 'zustand/vanilla';
import type { Forecasted, Forecasting } from '../core/forecast/forecasted.ts';
import type { Net, NetDifferentiation } from '../core/net.ts';
import type { Material } from '../core/tasks/material.ts';
import type { Trace } from '../core/trace.ts';
import { type Client, EngineDied } from '../protocol/client.ts';
import type { Conversation, Conversed, Snapshot, Went } from '../protocol/messages.ts';
import { type Ground, Life } from './life.ts';
import { lookOf } from './look.ts';
import type { Changed, Picture, State, Trained } from './session.ts';
import { type Host, type Place, Shown } from './shown.ts';

/** A pause that takes longer says what it waits for. */
const LATE_MS = 300;

/** What a person wants of the run, done on whatever engine has it open. */
export class Runner {
  private readonly shown: Shown;
  private readonly life: Life;
  private training: Promise<unknown> = Promise.resolve();
  /** The way to another iteration, while it is on it. */
  private travelling: Promise<unknown> | null = null;
  private looking: 'no' | 'now' | 'again' = 'no';

  private readonly host: Host;

  constructor(ground: Ground, place: Place) {
    this.host = { place };
    this.shown = new Shown(this.host);
    this.life = new Life(ground, this.host, this.shown);
  }

  /** Both are shown where the other was. What they had told until then is there at once. */
  exchangePlaces(other: Runner): void {
    for (const { shown } of [this, other]) shown.publish.now({});
    [this.host.place, other.host.place] = [other.host.place, this.host.place];
  }

  private get state(): StoreApi<State> {
    return this.host.place.state;
  }

  private get picture(): StoreApi<Picture> {
    return this.host.place.picture;
  }

  ready(): Promise<void> {
    return this.life.ready();
  }

  // Training.

  async play(): Promise<void> {
    await this.ready();
    await this.travelling;
    this.life.goal = 'play';
    this.state.setState({ phase: 'training', explosion: null });
    try {
      await this.life.engine.call('play', { speed: this.state.getState().pace });
    } catch (error) {
      if (!(error instanceof EngineDied)) this.life.comeToRest();
      throw error;
    }
  }

  async pause(): Promise<void> {
    await this.ready();
    this.life.goal = 'rest';
    const late = setTimeout(() => this.state.setState({ busy: 'finishing the iteration' }), LATE_MS);
    try {
      const { iteration } = await this.life.engine.call('pause', null);
      this.shown.iteration = iteration;
      this.shown.publish.now({ phase: 'ready', iteration, speed: 0, busy: null });
    } finally {
      clearTimeout(late);
    }
  }

  train(iterations: number): Promise<Trained> {
    if (!Number.isSafeInteger(iterations) || iterations < 1) {
      return Promise.reject(new RangeError(`train(${iterations}): iterations must be a whole number from 1 on`));
    }
    const result = this.training.then(() => this.trainExactly(iterations));
    this.training = result.catch(() => {});
    return result;
  }

  /**
   * Works while nothing trains: after what trains by number, in a pause of what plays. It plays on then, unless `stays`
   * says that a person wished otherwise meanwhile.
   */
  atRest(work: () => Promise<void>, stays: () => boolean): Promise<void> {
    const result = this.training.then(async () => {
      const plays = this.life.goal === 'play';
      if (plays) await this.pause();
      try {
        await work();
      } finally {
        if (plays && !stays()) await this.play();
      }
    });
    this.training = result.catch(() => {});
    return result;
  }

  setPace(pace: number): void {
    this.state.setState({ pace });
    if (this.life.goal === 'play' && this.life.isRunning) this.life.engine.call('play', { speed: pace }).catch(() => {});
  }

  private async trainExactly(iterations: number): Promise<Trained> {
    if (this.life.goal === 'play') await this.pause();
    await this.ready();
    await this.travelling;
    const until = this.shown.iteration + iterations;
    this.life.goal = 'train';
    this.state.setState({ phase: 'training', explosion: null });
    try {
      return await this.trainUntil(until);
    } finally {
      if (this.life.goal === 'train') this.life.goal = 'rest';
      this.shown.publish.now(this.state.getState().phase === 'training' && this.life.goal === 'rest' ? { phase: 'ready', speed: 0 } : {});
    }
  }

  private async trainUntil(until: number): Promise<Trained> {
    // Of iterations that another engine made there is no measure.
    let isWhole = true;
    for (;;) {
      await this.ready();
      const { iteration } = this.shown;
      if (iteration >= until) return { iteration, loss: this.picture.getState().losses[iteration - 1] ?? Number.NaN };
      try {
        const result = await this.life.engine.call('train', { iterations: until - iteration });
        this.shown.iteration = result.iteration;
        this.shown.publish.now({ iteration: result.iteration, loss: result.loss });
        // What was done to the network meanwhile has stopped it.
        if (result.iteration >= until || this.life.goal !== 'train')
          return isWhole ? result : { iteration: result.iteration, loss: result.loss };
      } catch (error) {
        if (!(error instanceof EngineDied) || this.life.goal !== 'train') throw error;
      }
      isWhole = false;
    }
  }

  // Opening.

  async rewind(): Promise<void> {
    this.life.goal = 'rest';
    this.life.reopen();
    await this.ready();
  }

  /** Opens the experiment of the state at rest, on another engine where it names another backend. */
  async openAfresh(otherBackend: boolean): Promise<void> {
    this.life.goal = 'rest';
    if (otherBackend) this.life.replace(false);
    else this.life.reopen();
    await this.ready();
  }

  changeBackend(goesOn: boolean): void {
    this.life.replace(goesOn);
  }

  reopen(): void {
    this.life.reopen();
  }

  end(): void {
    this.life.end();
  }

  // Another iteration.

  goTo(iteration: number): Promise<Went> {
    return this.travel((engine) => engine.call('goTo', { iteration }));
  }

  exchange(): Promise<Went> {
    return this.travel((engine) => engine.call('exchange', null));
  }

  /** Another iteration on show, at rest. */
  private async travel(call: (engine: Client) => Promise<Went>): Promise<Went> {
    await this.ready();
    this.life.goal = 'rest';
    this.shown.publish.now({ phase: 'ready', speed: 0 });
    const going = call(this.life.engine);
    const travelling = going.catch(() => {});
    this.travelling = travelling;
    return going.finally(() => {
      this.shown.publish.now({});
      if (this.travelling === travelling) this.travelling = null;
    });
  }

  // What changes while it runs.

  /** Rate, clipping and batch of the state. */
  applyLive(): void {
    this.learn().catch((error) => this.life.failed(error));
  }

  /** What the state says is done to the network is done to it as it runs. */
  async operate(): Promise<Changed | null> {
    let before: Trace | null = null;
    try {
      await this.ready();
      before = this.picture.getState().trace;
      if (this.life.fits) return await this.learn();
      this.life.moveOn();
    } catch (error) {
      // An engine that cannot do it measured first what was before.
      before = this.picture.getState().trace;
      if (!(error instanceof EngineDied)) throw error;
    }
    await this.ready().catch(() => {});
    const after = this.picture.getState().trace;
    return before === null || after?.iteration !== before.iteration ? null : { before, after };
  }

  private learn(): Promise<Changed | null> {
    this.life.asks();
    const { travelling } = this;
    return this.ask(async (engine) => {
      // On the way to another iteration it learns as it did then.
      if (travelling !== null) await travelling;
      const { rate, clip, batch, do: list } = this.state.getState().experiment;
      return engine.call('learning', { rate, clip, batch, do: list });
    });
  }

  async setParameters(parameters: Float32Array): Promise<void> {
    this.life.comeToRest();
    await this.travelling;
    await this.ask((engine) => engine.call('setParameters', { parameters }));
  }

  // What is looked at.

  /** Asks for a picture of what is looked at now; the newest wish waits while one is on its way. */
  refresh(): void {
    if (this.looking !== 'no') {
      this.looking = 'again';
      return;
    }
    this.looking = 'now';
    this.look()
      .catch(() => {})
      .finally(() => {
        const again = this.looking === 'again';
        this.looking = 'no';
        if (again) this.refresh();
      });
  }

  async refreshed(): Promise<{ trace: Trace; losses: readonly number[] }> {
    // Of an engine that dies just then the next one answers.
    await this.look().catch((error) => (error instanceof EngineDied ? this.look() : Promise.reject(error)));
    const { trace, losses } = this.picture.getState();
    if (trace === null) throw new Error('nothing has been measured yet');
    return { trace, losses };
  }

  private look(): Promise<null> {
    return this.ask((engine) => engine.call('look', lookOf(this.state.getState())));
  }

  // What a script asks.

  snapshot(): Promise<Snapshot> {
    return this.ask((engine) => engine.call('snapshot', null));
  }

  parameters(): Promise<Float32Array> {
    return this.ask((engine) => engine.call('parameters', null));
  }

  differentiate(net: Net): Promise<NetDifferentiation> {
    return this.ask((engine) => engine.call('differentiate', { net }));
  }

  memory(): Promise<{ buffers: number; bytes: number }> {
    return this.ask((engine) => engine.call('memory', null));
  }

  converse(conversation: Conversation): Promise<Conversed> {
    return this.ask((engine) => engine.call('converse', conversation));
  }

  forecast(asked: Forecasting): Promise<Forecasted> {
    return this.ask((engine) => engine.call('forecast', asked));
  }

  async loseDevice(): Promise<void> {
    await this.ask((engine) => engine.call('loseDevice', null));
  }

  private async ask<T>(question: (engine: Client) => Promise<T>): Promise<T> {
    await this.ready();
    return question(this.life.engine);
  }

  // Data.

  /** Data that a person gave; what waits for them is opened by a change of the experiment, or here where it is the same. */
  give(name: string, bytes: Uint8Array): void {
    this.life.materials.give(name, bytes);
    if (this.state.getState().wait?.material.name === name) this.reopen();
  }

  provide(material: Material): Promise<void> {
    return this.life.materials.provide(material);
  }

  /** Ends what is being fetched for the task on show. */
  stopMaterial(): void {
    this.life.materials.stop();
  }
}
