import type { StoreApi } from 'zustand/vanilla';
import { BACKEND_TITLES, type BackendName, type EngineInfo } from '../core/backend.ts';
import type { Experiment, ExperimentKey } from '../core/experiment.ts';
import type { Forecasted, Forecasting } from '../core/forecast/forecasted.ts';
import type { Net, NetDifferentiation } from '../core/net.ts';
import type { Surgery } from '../core/operate/surgery.ts';
import type { Material } from '../core/tasks/material.ts';
import type { Trace } from '../core/trace.ts';
import { asSentence } from '../core/words.ts';
import { type Client, EngineDied, type PageEnd } from '../protocol/client.ts';
import type { Conversation, Conversed, Explosion, Frame, Snapshot, Went } from '../protocol/messages.ts';
import { EngineLink } from './engineLink.ts';
import { lookOf } from './look.ts';
import { Materials, materialFor, type Stock, supplier, Wanting } from './materials.ts';
import { Misfits } from './misfits.ts';
import { exchanged, grow, parted, restart, throttle } from './picture.ts';
import { type Changed, EMPTY_PICTURE, type OperatedOn, type Picture, type Session, type State, type Trained } from './session.ts';

/** What of the browser a run needs. */
export interface Ground {
  readonly stock: Stock;
  /** Makes the engine's worker. Throws where the browser has none. */
  spawn(): PageEnd;
  /** Calls back when what was set has been painted. */
  afterPaint(done: () => void): void;
}

/** How often React hears of a running network, at most. */
const STATE_MS = 125;
/** A pause that takes longer says what it waits for. */
const LATE_MS = 300;
/** An engine that is wanted for something else has this long to answer before it is replaced. */
const PATIENCE_MS = 4000;

type Goal = 'rest' | 'play' | 'train';

/**
 * Keeps the experiment of the state running on an engine, whatever happens to the engine: what a person wants of the run
 * (`goal`), where it is, and from what snapshot it goes on.
 */
export class Runner {
  /** What was last said of the backend that runs. */
  private told: string | null = null;
  /** Why what was last asked for could not be opened. */
  private refused: string | null = null;
  private readonly link: EngineLink;
  private readonly publish: ReturnType<typeof throttle<Partial<State>>>;
  private opening: Promise<void>;
  /** Counts what was asked to be opened; frames of what was open before are not shown. */
  private generation = 0;
  private opened = 0;
  private goal: Goal = 'rest';
  private training: Promise<unknown> = Promise.resolve();
  /** The way to another iteration, while it is on it. */
  private travelling: Promise<unknown> | null = null;
  private saved: Snapshot | null = null;
  /** Of the iteration on show, where that is before the end of the run. */
  private visited: Snapshot | null = null;
  private iteration = 0;
  private looking: 'no' | 'now' | 'again' = 'no';
  private readonly misfits = new Misfits();
  private readonly materials: Materials;
  private readonly supply = supplier();
  /** What cut connections weighed before, by their place in the layout. */
  private readonly cutWeights = new Map<number, number>();
  /** What the engine was last asked to run. */
  private asked: Experiment;
  /** Why a backend was just passed over, until what runs instead is known. */
  private news: string | null = null;

  constructor(
    private readonly ground: Ground,
    private readonly state: StoreApi<State>,
    private readonly picture: StoreApi<Picture>,
    private readonly notify: Session['notify'],
  ) {
    this.asked = state.getState().experiment;
    this.materials = new Materials(ground.stock, (wait) => this.state.setState({ wait }));
    this.publish = throttle((change) => this.state.setState(change), STATE_MS);
    this.link = new EngineLink(ground.spawn, {
      frame: (frame) => this.show(frame),
      busy: (busy) => this.state.setState({ busy }),
      exploded: ({ explosion, frame }) => this.exploded(explosion, frame),
      gone: (reason) => this.recover(reason),
      unfit: (backend, reason, keys) => this.passOver(backend, reason, keys),
    });
    this.opening = this.boot(null);
    this.opening.catch(() => {});
  }

  // What a person wants of the run.

  async ready(): Promise<void> {
    let seen: Promise<void>;
    do {
      seen = this.opening;
      await seen.catch(() => {});
    } while (seen !== this.opening);
    const { phase, failure } = this.state.getState();
    if (phase === 'failed') throw new EngineDied(failure ?? 'no engine runs');
    if (phase === 'wanting') throw new Wanting(failure ?? 'the data of the task are not here');
  }

  async play(): Promise<void> {
    await this.ready();
    await this.travelling;
    this.depart();
    this.goal = 'play';
    this.state.setState({ phase: 'training', explosion: null });
    try {
      await this.link.current.call('play', { speed: this.state.getState().pace });
    } catch (error) {
      if (!(error instanceof EngineDied)) this.comeToRest();
      throw error;
    }
  }

  async pause(): Promise<void> {
    await this.ready();
    this.goal = 'rest';
    const late = setTimeout(() => this.state.setState({ busy: 'finishing the iteration' }), LATE_MS);
    try {
      const { iteration } = await this.link.current.call('pause', null);
      this.iteration = iteration;
      this.publish.now({ phase: 'ready', iteration, speed: 0, busy: null });
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
      const plays = this.goal === 'play';
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

  async rewind(): Promise<void> {
    this.goal = 'rest';
    this.reopen();
    await this.ready();
  }

  goTo(iteration: number): Promise<Went> {
    return this.travel((engine) => engine.call('goTo', { iteration }));
  }

  async exchange(): Promise<Went> {
    return this.travel(async (engine) => {
      const went = await engine.call('exchange', null);
      this.picture.setState(exchanged(this.picture.getState()), true);
      return went;
    });
  }

  /** Another iteration on show, at rest. */
  private async travel(call: (engine: Client) => Promise<Went>): Promise<Went> {
    await this.ready();
    this.goal = 'rest';
    this.publish.now({ phase: 'ready', speed: 0 });
    const going = this.arrive(call(this.link.current));
    const travelling = going.catch(() => {});
    this.travelling = travelling;
    return going.finally(() => {
      if (this.travelling === travelling) this.travelling = null;
    });
  }

  private async arrive(going: Promise<Went>): Promise<Went> {
    const went = await going;
    this.show(went.frame);
    this.publish.now({});
    return went;
  }

  /** Training goes on from the iteration on show: where that is not the last one, what came after is what was. */
  private depart(): void {
    const picture = this.picture.getState();
    if (picture.losses.length <= this.iteration) return;
    this.picture.setState(parted(picture, this.iteration), true);
    this.saved = this.visited ?? this.saved;
  }

  setPace(pace: number): void {
    this.state.setState({ pace });
    if (this.goal === 'play' && this.link.isRunning) this.link.current.call('play', { speed: pace }).catch(() => {});
  }

  /** Opens the experiment of the state at rest, on another engine where it names another backend. */
  async openAfresh(otherBackend: boolean): Promise<void> {
    this.goal = 'rest';
    if (otherBackend) this.changeBackend(false);
    else this.reopen();
    await this.ready();
  }

  /** Opens the experiment of the state at a snapshot, at rest, on a new engine; what is on show stays its past. */
  async goOn(snapshot: Snapshot): Promise<void> {
    this.goal = 'rest';
    this.cutWeights.clear();
    this.newNetwork();
    this.opening = this.boot(snapshot);
    await this.ready();
  }

  /** What was done to the network before is not done to the one that comes. */
  private newNetwork(): void {
    this.state.setState({ network: this.state.getState().network + 1 });
  }

  /** Nothing can be asked for afterwards. */
  end(): void {
    this.goal = 'rest';
    this.materials.leave();
    this.link.close();
    this.publish.now({ phase: 'failed', failure: 'the network was put away', busy: null, speed: 0 });
  }

  applyLive(experiment: Experiment): void {
    const { rate, clip, batch } = experiment;
    this.asked = experiment;
    // On the way to another iteration it learns as it did then.
    const { travelling } = this;
    const learn = (engine: Client) => engine.call('learning', { rate, clip, batch });
    this.ask((engine) => (travelling === null ? learn(engine) : travelling.then(() => learn(engine)))).catch((error) => this.failed(error));
  }

  /** Opens the experiment of the state from where the run is, so that what is done to a network is done to it as it runs. */
  async operate(): Promise<Changed | null> {
    const opening = this.goOnChanged(this.opening);
    this.opening = opening.then(() => {});
    const before = await opening;
    await this.ready().catch(() => {});
    const after = this.picture.getState().trace;
    return before === null || after?.iteration !== before.iteration ? null : { before, after };
  }

  surgery(surgery: Surgery): Promise<OperatedOn> {
    return this.ask(async (engine) => {
      await this.travelling;
      const { before, after, former, radius } = await engine.call('surgery', surgery);
      this.show(before);
      // Not before it is done: what is refused leaves the run as it is.
      this.depart();
      this.show(after);
      return { before: before.trace, after: after.trace, former, radius };
    });
  }

  changeBackend(goOn: boolean): void {
    this.link.forgive();
    this.misfits.forget();
    const before = this.opening;
    if (!goOn) this.newNetwork();
    this.opening = goOn ? this.takeOver(before) : this.boot(null);
  }

  /** Opens the experiment from its first weights; what was kept of the one before fits no longer. */
  reopen(): void {
    const generation = ++this.generation;
    this.saved = null;
    this.visited = null;
    this.cutWeights.clear();
    this.newNetwork();
    this.materials.leave();
    this.state.setState({
      wait: null,
      ...(this.state.getState().phase === 'wanting' ? { phase: 'starting' as const, failure: null } : {}),
    });
    this.opening = this.opening
      .catch(() => {})
      .then(() => (generation === this.generation ? this.openOrReplace(generation) : undefined))
      .catch((error) => this.unopened(error, generation));
  }

  /** Asks for a picture of what is looked at now; the newest wish waits while one is on its way. */
  refresh(): void {
    if (this.looking !== 'no') {
      this.looking = 'again';
      return;
    }
    this.looking = 'now';
    this.ask((engine) => engine.call('look', lookOf(this.state.getState())))
      .then((frame) => this.show(frame))
      .catch(() => {})
      .finally(() => {
        const again = this.looking === 'again';
        this.looking = 'no';
        if (again) this.refresh();
      });
  }

  // What a script asks.

  async refreshed(): Promise<{ trace: Trace; losses: readonly number[] }> {
    this.show(await this.ask((engine) => engine.call('look', lookOf(this.state.getState()))));
    const { trace, losses } = this.picture.getState();
    if (trace === null) throw new Error('nothing has been measured yet');
    return { trace, losses };
  }

  snapshot(): Promise<Snapshot> {
    return this.ask((engine) => engine.call('snapshot', null));
  }

  async setParameters(parameters: Float32Array): Promise<void> {
    this.comeToRest();
    await this.travelling;
    const frame = await this.ask((engine) => engine.call('setParameters', { parameters }));
    this.depart();
    this.show(frame);
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
    return question(this.link.current);
  }

  // The engine's life.

  private async trainExactly(iterations: number): Promise<Trained> {
    if (this.goal === 'play') await this.pause();
    await this.ready();
    await this.travelling;
    this.depart();
    const until = this.iteration + iterations;
    this.goal = 'train';
    this.state.setState({ phase: 'training', explosion: null });
    try {
      return await this.trainUntil(until);
    } finally {
      if (this.goal === 'train') this.goal = 'rest';
      this.publish.now(this.state.getState().phase === 'training' && this.goal === 'rest' ? { phase: 'ready', speed: 0 } : {});
    }
  }

  private async trainUntil(until: number): Promise<Trained> {
    // Of iterations that another engine made there is no measure.
    let isWhole = true;
    for (;;) {
      await this.ready();
      if (this.iteration >= until) return { iteration: this.iteration, loss: this.picture.getState().losses.at(-1) ?? Number.NaN };
      try {
        const result = await this.link.current.call('train', { iterations: until - this.iteration });
        this.iteration = result.iteration;
        this.publish.now({ iteration: result.iteration, loss: result.loss });
        // What was done to the network meanwhile has stopped it.
        if (result.iteration >= until || this.goal !== 'train')
          return isWhole ? result : { iteration: result.iteration, loss: result.loss };
        isWhole = false;
      } catch (error) {
        if (!(error instanceof EngineDied) || this.goal !== 'train') throw error;
        isWhole = false;
      }
    }
  }

  private async boot(snapshot: Snapshot | null): Promise<void> {
    const generation = ++this.generation;
    this.saved = snapshot;
    const { experiment } = this.state.getState();
    this.state.setState({ busy: 'starting the engine', failure: null, ...(this.goal === 'rest' ? { phase: 'starting' as const } : {}) });
    try {
      const engine = await this.link.start(experiment.backend, this.misfits.of(experiment), 'the engine was started anew');
      this.state.setState({ engine });
      this.tellBackend(engine);
    } catch (error) {
      return this.hopeless(error);
    }
    await this.openRun(snapshot, generation).catch((error) => this.unopened(error, generation));
  }

  /** Says which backend runs in the place of another; what was said of an engine before no longer holds. */
  private tellBackend(engine: EngineInfo): void {
    const { experiment } = this.state.getState();
    const { backend, exact } = experiment;
    const known = this.misfits.of(experiment).length > 0 ? engine.reason : null;
    const why = backend === null || backend === engine.backend ? (this.news ?? known) : engine.reason;
    this.news = null;
    const lost = exact && engine.backend !== 'wasm' ? ' The run is not exact there: its bits may differ on another machine.' : '';
    this.withdraw(this.told);
    this.told = why === null ? null : `${why} ${BACKEND_TITLES[engine.backend]} runs instead.${lost}`;
    if (this.told !== null) this.notify('warning', this.told);
  }

  private withdraw(said: string | null): void {
    if (said !== null) this.state.setState({ notices: this.state.getState().notices.filter(({ text }) => text !== said) });
  }

  /** An engine in the middle of something long, a huge network say, is replaced rather than waited for; so is one without a backend that may do for this experiment. */
  private async openOrReplace(generation: number): Promise<void> {
    if (!this.link.wasStartedWithout(this.misfits.of(this.state.getState().experiment))) return this.boot(null);
    const answers = await withinPatience(this.link.current.call('ping', null).then(() => true));
    if (generation !== this.generation) return;
    await (answers === null ? this.boot(null) : this.openRun(null, generation));
  }

  private async openRun(snapshot: Snapshot | null, generation: number): Promise<void> {
    const { experiment } = this.state.getState();
    this.asked = experiment;
    this.withdraw(this.refused);
    this.refused = null;
    const material = materialFor(experiment);
    if (material !== null) await this.materials.have(material);
    else this.materials.leave();
    if (generation !== this.generation) return;
    await this.supply(this.link.current, material);
    this.state.setState({ wait: null });
    const { frame, selfCheck } = await this.link.current.call('open', { experiment, snapshot, look: lookOf(this.state.getState()) });
    if (generation !== this.generation) return;
    this.opened = generation;
    this.iteration = frame.trace.iteration;
    this.saved = frame.snapshot ?? snapshot;
    this.picture.setState(restart(this.picture.getState(), frame), true);
    const loss = this.picture.getState().losses.at(-1) ?? null;
    const phase = this.goal === 'rest' ? 'ready' : 'training';
    const { engine } = this.state.getState();
    const checked = engine === null ? null : { ...engine, selfCheck };
    const { past } = frame;
    this.publish.now({ phase, busy: null, explosion: null, past, iteration: this.iteration, loss, speed: 0, engine: checked });
    if (this.goal === 'play') await this.link.current.call('play', { speed: this.state.getState().pace });
  }

  /**
   * Opens the experiment where the one before stands, on another engine where this one does not do for it; gives what was
   * measured there before. Null where the run was not open, or something else is to be opened by now, which brings the
   * experiment with it.
   */
  private async goOnChanged(before: Promise<void>): Promise<Trace | null> {
    await before.catch(() => {});
    await this.travelling;
    const asked = this.generation;
    if (!this.link.isRunning || this.opened !== asked) return null;
    try {
      // At rest it has shown every loss up to where it is.
      await this.link.current.call('pause', null);
      const { trace } = await this.link.current.call('look', lookOf(this.state.getState()));
      const snapshot = await this.link.current.call('snapshot', null);
      if (asked !== this.generation) return null;
      const { experiment } = this.state.getState();
      const { mendCuts } = await import('./cuts.ts');
      this.saved = mendCuts(snapshot, this.cutWeights, experiment, this.asked);
      const opened = this.link.wasStartedWithout(this.misfits.of(experiment))
        ? this.openRun(this.saved, ++this.generation)
        : this.boot(this.saved);
      // Where the engine ended over it, the next one has been asked by now.
      await opened.catch((error) => this.failed(error));
      return trace;
    } catch (error) {
      this.failed(error);
      return null;
    }
  }

  /** Another engine goes on where this one is; from its last snapshot, where it does not answer. */
  private async takeOver(before: Promise<void>): Promise<void> {
    const asked = before.then(async () => {
      // At rest it has shown every loss up to where it is.
      await this.link.current.call('pause', null);
      return this.link.current.call('snapshot', null);
    });
    const snapshot = await withinPatience(asked).catch(() => null);
    await this.boot(snapshot ?? this.saved);
  }

  /** An engine that died is started anew by `recover`; anything else is told. */
  private failed(error: unknown): void {
    if (error instanceof EngineDied) return;
    this.comeToRest();
    this.notify('error', messageOf(error));
  }

  /**
   * The experiment could not be opened: its data are not here, or cannot be used as it says. Nothing of the one before stays
   * on show; a person sees why. What another experiment has taken the place of says nothing.
   */
  private unopened(error: unknown, generation: number): void {
    if (error instanceof EngineDied || generation !== this.generation) return;
    this.goal = 'rest';
    if (!(error instanceof Wanting)) {
      this.refused = asSentence(messageOf(error));
      this.notify('error', this.refused);
    }
    this.picture.setState(EMPTY_PICTURE, true);
    this.publish.now({ phase: 'wanting', failure: messageOf(error), busy: null, speed: 0, iteration: 0, loss: null });
  }

  /** Data that a person gave; what waits for them is opened by a change of the experiment, or here where it is the same. */
  give(name: string, bytes: Uint8Array): void {
    this.materials.give(name, bytes);
    if (this.state.getState().wait?.material.name === name) this.reopen();
  }

  provide(material: Material): Promise<void> {
    return this.materials.provide(material);
  }

  /** Ends what is being fetched for the task on show. */
  stopMaterial(): void {
    this.materials.stop();
  }

  /** No engine could be had at all. */
  private hopeless(error: unknown): void {
    if (error instanceof EngineDied) return;
    this.goal = 'rest';
    this.news = null;
    this.publish.now({ phase: 'failed', failure: messageOf(error), engine: null, busy: null, speed: 0 });
  }

  private comeToRest(): void {
    this.goal = 'rest';
    this.publish.now({ phase: 'ready', busy: null, speed: 0 });
  }

  private recover(reason: string): void {
    if (this.link.hopeless) {
      return this.hopeless(new Error(`The engine does not start: ${reason}. Reload the page; if that does not help, try another browser.`));
    }
    const from = this.saved === null ? 'It is started anew.' : `It is started anew and goes on from iteration ${this.saved.iteration}.`;
    this.notify('warning', `The engine stopped: ${reason}. ${from}`);
    this.opening = this.boot(this.saved);
  }

  /** The next backend goes on from where this one was, and this one is tried again for another experiment. */
  private passOver(backend: BackendName, reason: string, keys: readonly ExperimentKey[]): void {
    this.misfits.note({ backend, reason, experiment: this.asked, keys });
    this.news = `${BACKEND_TITLES[backend]} was passed over: ${reason}.`;
    this.opening = this.boot(this.saved);
  }

  // Frames.

  private show(frame: Frame): void {
    const { current } = this.link;
    this.ground.afterPaint(() => current.painted());
    if (this.opened !== this.generation) return;
    this.iteration = frame.trace.iteration;
    if (frame.snapshot !== null) this.keepPlace(frame.snapshot);
    this.picture.setState(grow(this.picture.getState(), frame), true);
    const loss = this.picture.getState().losses[this.iteration - 1] ?? null;
    this.publish({ iteration: this.iteration, loss, speed: frame.speed, ...(frame.past === null ? {} : { past: frame.past }) });
  }

  /** Where an iteration before the end is on show, an engine that dies goes on from the end all the same. */
  private keepPlace(snapshot: Snapshot): void {
    const isBack = snapshot.iteration < this.picture.getState().losses.length;
    this.visited = isBack ? snapshot : null;
    if (!isBack) this.saved = snapshot;
  }

  private exploded(explosion: Explosion, frame: Frame): void {
    this.goal = 'rest';
    this.show(frame);
    this.publish.now({ phase: 'ready', explosion, speed: 0 });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Null where it takes longer than the page has patience. */
function withinPatience<T>(asked: Promise<T>): Promise<T | null> {
  return Promise.race([asked, new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null))]);
}
