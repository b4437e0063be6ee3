import type { StoreApi } from 'zustand/vanilla';
import { BACKEND_TITLES, type BackendName, type EngineInfo } from '../core/backend.ts';
import type { Experiment, ExperimentKey } from '../core/experiment.ts';
import { asSentence } from '../core/words.ts';
import { type Client, EngineDied, type PageEnd } from '../protocol/client.ts';
import type { Frame, Handed } from '../protocol/messages.ts';
import { EngineLink } from './engineLink.ts';
import { lookOf } from './look.ts';
import { Materials, materialFor, type Stock, supplier, Wanting } from './materials.ts';
import { Misfits } from './misfits.ts';
import type { State } from './session.ts';
import type { Host, Shown, Start } from './shown.ts';

/** What does something to the network is loaded with the first of it. */
export const loadOperations = () => import('./operations.ts');

/** What of the browser a run needs. */
export interface Ground {
  readonly stock: Stock;
  /** Makes the engine's worker. Throws where the browser has none. */
  spawn(): PageEnd;
  /** Calls back when what was set has been painted. */
  afterPaint(done: () => void): void;
}

/** An engine that is wanted for something else has this long to answer before it is replaced. */
const PATIENCE_MS = 4000;

/** Keeps the experiment of the state open on an engine, whatever happens to the engine: opened anew, replaced, brought back where the last one was. */
export class Life {
  readonly materials: Materials;
  /** What a person wants of the run, on whatever engine. */
  goal: 'rest' | 'play' | 'train' = 'rest';
  private readonly link: EngineLink;
  private readonly misfits = new Misfits();
  private readonly supply = supplier();
  private opening: Promise<void>;
  /** Counts what was asked to be opened; frames of what was open before are not shown. */
  private generation = 0;
  private opened = 0;
  /** What the engine was last asked to run. */
  private asked: Experiment;
  /** What was last said of the backend that runs. */
  private told: string | null = null;
  /** Why what was last asked for could not be opened. */
  private refused: string | null = null;
  /** Why a backend was just passed over, until what runs instead is known. */
  private news: string | null = null;

  constructor(
    private readonly ground: Ground,
    private readonly host: Host,
    private readonly shown: Shown,
  ) {
    this.asked = this.experiment;
    this.materials = new Materials(ground.stock, (wait) => this.state.setState({ wait }));
    this.link = new EngineLink(ground.spawn, {
      frame: (frame) => this.show(frame),
      busy: (busy) => this.state.setState({ busy }),
      exploded: ({ explosion, frame }) => {
        this.goal = 'rest';
        this.show(frame);
        this.shown.publish.now({ phase: 'ready', explosion, speed: 0 });
      },
      undone: ({ undone }) => void loadOperations().then(({ takeOff }) => takeOff(host.place, undone)),
      gone: (reason, handed) => this.recover(reason, handed),
      unfit: (backend, reason, keys, handed) => this.passOver(backend, reason, keys, handed),
    });
    this.opening = this.boot(null);
    this.opening.catch(() => {});
  }

  /** The engine in use; an `EngineDied` where there is none. */
  get engine(): Client {
    return this.link.current;
  }

  get isRunning(): boolean {
    return this.link.isRunning;
  }

  /** Whether the engine does for the experiment of the state as it is now, and was not started without one that would. */
  get fits(): boolean {
    return this.link.wasStartedWithout(this.misfits.of(this.experiment));
  }

  private get state(): StoreApi<State> {
    return this.host.place.state;
  }

  private notify(kind: 'warning' | 'error', text: string): void {
    this.host.place.notify(kind, text);
  }

  private get experiment(): Experiment {
    return this.state.getState().experiment;
  }

  /** Settles when the experiment of the state is open; rejects with what is wrong where it cannot be. */
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

  /** Opens the experiment from its first weights; what was kept of the one before fits no longer. */
  reopen(): void {
    const generation = ++this.generation;
    this.shown.await(null);
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

  /** Another engine for the experiment of the state: from its first weights, or where this one is, with all that can be gone back to. */
  replace(goesOn: boolean): void {
    this.link.forgive();
    this.misfits.forget();
    if (goesOn) return this.moveOn();
    this.newNetwork();
    this.opening = this.boot(null);
  }

  /** The backend that does best for the experiment of the state goes on where this one is; from its last snapshot, where it does not answer. */
  moveOn(): void {
    const before = this.opening;
    this.opening = withinPatience(
      before.then(async () => {
        // At rest it has shown every loss up to where it is.
        await this.engine.call('pause', null);
        return this.engine.call('handOver', null);
      }),
    )
      .catch(() => null)
      .then((handed) => this.boot(this.startOf(handed)));
  }

  /** Something else is asked of the engine: what it cannot do is judged by that. */
  asks(): Experiment {
    this.asked = this.experiment;
    return this.asked;
  }

  /** An engine that died is started anew by `recover`; anything else is told. */
  failed(error: unknown): void {
    if (error instanceof EngineDied) return;
    this.comeToRest();
    this.notify('error', messageOf(error));
  }

  comeToRest(): void {
    this.goal = 'rest';
    this.shown.publish.now({ phase: 'ready', busy: null, speed: 0 });
  }

  /** Nothing can be asked for afterwards. */
  end(): void {
    this.goal = 'rest';
    this.materials.leave();
    this.link.close();
    this.shown.publish.now({ phase: 'failed', failure: 'the network was put away', busy: null, speed: 0 });
  }

  private startOf(handed: Handed | null): Start | null {
    return handed === null ? this.shown.saved : { ...handed, line: handed.history.lines.line };
  }

  private async boot(start: Start | null): Promise<void> {
    const generation = ++this.generation;
    this.shown.await(start);
    const { experiment } = this;
    this.state.setState({ busy: 'starting the engine', failure: null, ...(this.goal === 'rest' ? { phase: 'starting' as const } : {}) });
    try {
      const engine = await this.link.start(experiment.backend, this.misfits.of(experiment), 'the engine was started anew');
      this.state.setState({ engine });
      this.tellBackend(engine);
    } catch (error) {
      return this.hopeless(error);
    }
    await this.openRun(start, generation).catch((error) => this.unopened(error, generation));
  }

  /** Says which backend runs in the place of another; what was said of an engine before no longer holds. */
  private tellBackend(engine: EngineInfo): void {
    const { backend, exact } = this.experiment;
    const known = this.misfits.of(this.experiment).length > 0 ? engine.reason : null;
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
    if (!this.fits) return this.boot(null);
    const answers = await withinPatience(this.engine.call('ping', null).then(() => true));
    if (generation !== this.generation) return;
    await (answers === null ? this.boot(null) : this.openRun(null, generation));
  }

  private async openRun(start: Start | null, generation: number): Promise<void> {
    const experiment = this.asks();
    this.withdraw(this.refused);
    this.refused = null;
    const material = materialFor(experiment);
    if (material !== null) await this.materials.have(material);
    else this.materials.leave();
    if (generation !== this.generation) return;
    await this.supply(this.engine, material);
    this.state.setState({ wait: null });
    const { snapshot = null, history = null } = start ?? {};
    const { frame, selfCheck } = await this.engine.call('open', { experiment, snapshot, history, look: lookOf(this.state.getState()) });
    if (generation !== this.generation) return;
    this.opened = generation;
    const { engine } = this.state.getState();
    const phase = this.goal === 'rest' ? 'ready' : 'training';
    this.shown.opened(frame, start, { phase, busy: null, explosion: null, engine: engine === null ? null : { ...engine, selfCheck } });
    if (this.goal === 'play') await this.engine.call('play', { speed: this.state.getState().pace });
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
    this.shown.empty({ phase: 'wanting', failure: messageOf(error), busy: null });
  }

  /** No engine could be had at all. */
  private hopeless(error: unknown): void {
    if (error instanceof EngineDied) return;
    this.goal = 'rest';
    this.news = null;
    this.shown.publish.now({ phase: 'failed', failure: messageOf(error), engine: null, busy: null, speed: 0 });
  }

  private recover(reason: string, handed: Handed | null): void {
    if (this.link.hopeless) {
      return this.hopeless(new Error(`The engine does not start: ${reason}. Reload the page; if that does not help, try another browser.`));
    }
    const start = this.startOf(handed);
    const from = start === null ? 'It is started anew.' : `It is started anew and goes on from iteration ${start.snapshot.iteration}.`;
    this.notify('warning', `The engine stopped: ${reason}. ${from}`);
    this.opening = this.boot(start);
  }

  /** The next backend goes on from where this one was, and this one is tried again for another experiment. */
  private passOver(backend: BackendName, reason: string, keys: readonly ExperimentKey[], handed: Handed | null): void {
    this.misfits.note({ backend, reason, experiment: this.asked, keys });
    this.news = `${BACKEND_TITLES[backend]} was passed over: ${reason}.`;
    this.opening = this.boot(this.startOf(handed));
  }

  /** What was done to the network before is not done to the one that comes. */
  private newNetwork(): void {
    this.state.setState({ network: this.state.getState().network + 1 });
  }

  private show(frame: Frame): void {
    const { engine } = this;
    this.ground.afterPaint(() => engine.painted());
    if (this.opened === this.generation) this.shown.frame(frame);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Null where it takes longer than the page has patience. */
function withinPatience<T>(asked: Promise<T>): Promise<T | null> {
  return Promise.race([asked, new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null))]);
}
