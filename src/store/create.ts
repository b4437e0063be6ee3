import { createStore, type StoreApi } from 'zustand/vanilla';
import { BACKEND_TITLES, type EngineInfo } from '../core/backend.ts';
import { cellOf } from '../core/cell/builtin.ts';
import { differenceOf, type Experiment, LIVE_KEYS, makeExperiment } from '../core/experiment.ts';
import { decodeLink, encodeLink, type Linked } from '../core/link.ts';
import type { Net, NetDifferentiation } from '../core/net.ts';
import type { Trace } from '../core/trace.ts';
import { fitView, type View } from '../core/view.ts';
import { type Client, EngineDied, type PageEnd } from '../protocol/client.ts';
import type { Explosion, Frame, Snapshot } from '../protocol/messages.ts';
import type { Address } from './address.ts';
import { EngineLink } from './engineLink.ts';
import { lookOf } from './look.ts';
import { grow, restart, throttle } from './picture.ts';
import { EMPTY_PICTURE, type Notice, type Picture, type Session, type State } from './session.ts';

/** What of the browser a session needs; tests hand in their own. */
export interface Surroundings {
  /** Makes the engine's worker. Throws where the browser has none. */
  spawn(): PageEnd;
  readonly address: Address;
  /** Copies text; rejects where the clipboard is refused. */
  copy(text: string): Promise<void>;
  /** Calls back when what was set has been painted. */
  afterPaint(done: () => void): void;
}

/** A pause that takes longer says what it waits for. */
const LATE_MS = 300;
/** An engine that is wanted for something else has this long to answer before it is replaced. */
const PATIENCE_MS = 4000;
/** How often React hears of a running network, at most. */
const STATE_MS = 125;

export function createSession(surroundings: Surroundings): Session {
  return new PageSession(surroundings);
}

type Goal = 'rest' | 'play' | 'train';

class PageSession implements Session {
  readonly state: StoreApi<State>;
  readonly picture: StoreApi<Picture> = createStore(() => EMPTY_PICTURE);
  private readonly link: EngineLink;
  private readonly publish: ReturnType<typeof throttle<Partial<State>>>;
  private opening: Promise<void>;
  /** Counts what was asked to be opened; frames of what was open before are not shown. */
  private generation = 0;
  private opened = 0;
  private goal: Goal = 'rest';
  private training: Promise<unknown> = Promise.resolve();
  private saved: Snapshot | null = null;
  private iteration = 0;
  private looking: 'no' | 'now' | 'again' = 'no';
  private noticeCount = 0;

  constructor(private readonly surroundings: Surroundings) {
    const linked = decodeLink(surroundings.address.read());
    this.state = createStore(() => firstState(linked));
    this.tellLink(linked);
    this.publish = throttle((change) => this.state.setState(change), STATE_MS);
    this.link = new EngineLink(surroundings.spawn, {
      frame: (frame) => this.show(frame),
      busy: (busy) => this.state.setState({ busy }),
      exploded: ({ explosion, frame }) => this.exploded(explosion, frame),
      gone: (reason) => this.recover(reason),
    });
    surroundings.address.listen(() => this.follow());
    this.opening = this.boot(null);
    this.opening.catch(() => {});
  }

  // What a person sets.

  change(change: Partial<Experiment>): boolean {
    const { experiment: before } = this.state.getState();
    const next = this.valid(() => makeExperiment(merged(before, change)));
    if (next === null) return false;
    const keys = differenceOf(before, next);
    if (keys.length === 0) return true;
    this.adopt(next, fitted(this.state.getState().view, before, next));
    this.surroundings.address.push(this.hash());
    this.apply(keys);
    return true;
  }

  look(change: Partial<View>): void {
    this.state.setState({ view: { ...this.state.getState().view, ...change } });
    this.surroundings.address.replace(this.hash());
    this.refresh();
  }

  async open(experiment: Partial<Experiment> | string): Promise<void> {
    const linked = linkedOf(experiment);
    this.goal = 'rest';
    const { backend } = this.state.getState().experiment;
    this.adopt(linked.experiment, linked.view);
    this.surroundings.address.push(this.hash());
    if (backend === linked.experiment.backend) this.reopen();
    else this.changeBackend(false);
    await this.ready();
  }

  async share(): Promise<boolean> {
    const link = this.surroundings.address.link(this.hash());
    try {
      await this.surroundings.copy(link);
      return true;
    } catch {
      this.notify('warning', 'The browser refused to copy. Here is the link to copy by hand:', link);
      return false;
    }
  }

  notify(kind: Notice['kind'], text: string, link?: string): void {
    const notice: Notice = link === undefined ? { id: ++this.noticeCount, kind, text } : { id: ++this.noticeCount, kind, text, link };
    const others = this.state.getState().notices.filter((other) => other.text !== text);
    this.state.setState({ notices: [...others, notice].slice(-6) });
  }

  dismiss(id: number): void {
    this.state.setState({ notices: this.state.getState().notices.filter((notice) => notice.id !== id) });
  }

  // The run.

  async ready(): Promise<void> {
    let seen: Promise<void>;
    do {
      seen = this.opening;
      await seen.catch(() => {});
    } while (seen !== this.opening);
    const { phase, failure } = this.state.getState();
    if (phase === 'failed') throw new EngineDied(failure ?? 'no engine runs');
  }

  async play(): Promise<void> {
    await this.ready();
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

  train(iterations: number): Promise<{ iteration: number; loss: number }> {
    if (!Number.isSafeInteger(iterations) || iterations < 1) {
      return Promise.reject(new RangeError(`train(${iterations}): iterations must be a whole number from 1 on`));
    }
    const result = this.training.then(() => this.trainExactly(iterations));
    this.training = result.catch(() => {});
    return result;
  }

  async rewind(): Promise<void> {
    this.goal = 'rest';
    this.reopen();
    await this.ready();
  }

  setPace(pace: number): void {
    this.state.setState({ pace });
    if (this.goal === 'play' && this.link.isRunning) this.link.current.call('play', { speed: pace }).catch(() => {});
  }

  async refreshed(): Promise<{ trace: Trace; losses: readonly number[] }> {
    const { view, cell } = this.state.getState();
    this.show(await this.ask((engine) => engine.call('look', lookOf(view, cell))));
    const { trace, losses } = this.picture.getState();
    if (trace === null) throw new Error('nothing has been measured yet');
    return { trace, losses };
  }

  snapshot(): Promise<Snapshot> {
    return this.ask((engine) => engine.call('snapshot', null));
  }

  async setParameters(parameters: Float32Array): Promise<void> {
    this.comeToRest();
    this.show(await this.ask((engine) => engine.call('setParameters', { parameters })));
  }

  differentiate(net: Net): Promise<NetDifferentiation> {
    return this.ask((engine) => engine.call('differentiate', { net }));
  }

  memory(): Promise<{ tensors: number; bytes: number }> {
    return this.ask((engine) => engine.call('memory', null));
  }

  async loseDevice(): Promise<void> {
    await this.ask((engine) => engine.call('loseDevice', null));
  }

  private async ask<T>(question: (engine: Client) => Promise<T>): Promise<T> {
    await this.ready();
    return question(this.link.current);
  }

  private async trainExactly(iterations: number): Promise<{ iteration: number; loss: number }> {
    if (this.goal === 'play') await this.pause();
    await this.ready();
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

  private async trainUntil(until: number): Promise<{ iteration: number; loss: number }> {
    for (;;) {
      await this.ready();
      if (this.iteration >= until) return { iteration: this.iteration, loss: this.picture.getState().losses.at(-1) ?? Number.NaN };
      try {
        const result = await this.link.current.call('train', { iterations: until - this.iteration });
        this.iteration = result.iteration;
        this.publish.now({ iteration: result.iteration, loss: result.loss });
        return result;
      } catch (error) {
        if (!(error instanceof EngineDied) || this.goal !== 'train') throw error;
      }
    }
  }

  // The engine's life.

  private async boot(snapshot: Snapshot | null): Promise<void> {
    const generation = ++this.generation;
    this.saved = snapshot;
    const { experiment } = this.state.getState();
    this.state.setState({ busy: 'starting the engine', failure: null, ...(this.goal === 'rest' ? { phase: 'starting' as const } : {}) });
    try {
      const engine = await this.link.start(experiment.backend, 'the engine was started anew');
      this.state.setState({ engine });
      this.tellBackend(engine);
    } catch (error) {
      return this.hopeless(error);
    }
    await this.openRun(snapshot, generation).catch((error) => this.failed(error));
  }

  private tellBackend(engine: EngineInfo): void {
    const { backend } = this.state.getState().experiment;
    if (backend === null || backend === engine.backend) return;
    this.notify('warning', `${engine.reason} ${BACKEND_TITLES[engine.backend]} runs instead.`);
  }

  /** Opens the experiment from its first weights; what was kept of the one before fits no longer. */
  private reopen(): void {
    const generation = ++this.generation;
    this.saved = null;
    this.opening = this.opening
      .catch(() => {})
      .then(() => (generation === this.generation ? this.openOrReplace(generation) : undefined))
      .catch((error) => this.failed(error));
  }

  /** An engine in the middle of something long, a huge network say, is replaced rather than waited for. */
  private async openOrReplace(generation: number): Promise<void> {
    const answers = await withinPatience(this.link.current.call('ping', null).then(() => true));
    if (generation !== this.generation) return;
    await (answers === null ? this.boot(null) : this.openRun(null, generation));
  }

  private async openRun(snapshot: Snapshot | null, generation: number): Promise<void> {
    const { experiment, view, cell } = this.state.getState();
    const frame = await this.link.current.call('open', { experiment, snapshot, look: lookOf(view, cell) });
    if (generation !== this.generation) return;
    this.opened = generation;
    this.iteration = frame.trace.iteration;
    this.saved = frame.snapshot ?? snapshot;
    this.picture.setState(restart(this.picture.getState(), frame), true);
    const loss = this.picture.getState().losses.at(-1) ?? null;
    const phase = this.goal === 'rest' ? 'ready' : 'training';
    this.publish.now({ phase, busy: null, explosion: null, iteration: this.iteration, loss, speed: 0 });
    if (this.goal === 'play') await this.link.current.call('play', { speed: this.state.getState().pace });
  }

  /** An engine that died is started anew by `recover`; anything else is told. */
  private failed(error: unknown): void {
    if (error instanceof EngineDied) return;
    this.comeToRest();
    this.notify('error', messageOf(error));
  }

  /** No engine could be had at all. */
  private hopeless(error: unknown): void {
    if (error instanceof EngineDied) return;
    this.goal = 'rest';
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

  private apply(keys: readonly string[]): void {
    const { experiment } = this.state.getState();
    if (keys.includes('backend')) return this.changeBackend(keys.length === 1);
    if (keys.every((key) => (LIVE_KEYS as readonly string[]).includes(key))) return this.applyLive(experiment);
    this.notify('note', `The network starts again from its first weights, because ${changesOf(keys)} changed.`);
    this.reopen();
  }

  private applyLive({ rate, clip, batch }: Experiment): void {
    this.ask((engine) => engine.call('learning', { rate, clip, batch })).catch((error) => this.failed(error));
  }

  private changeBackend(goOn: boolean): void {
    this.link.forgive();
    const before = this.opening;
    this.opening = goOn ? this.takeOver(before) : this.boot(null);
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

  /** Back, Forward, or a link typed into the address. */
  private follow(): void {
    const linked = decodeLink(this.surroundings.address.read());
    this.tellLink(linked);
    const before = this.state.getState().experiment;
    this.adopt(linked.experiment, linked.view, linked.draft ?? null);
    const keys = differenceOf(before, linked.experiment);
    if (keys.length > 0) this.apply(keys);
    else this.refresh();
  }

  /** All that a link held and could not be used, in one notice. */
  private tellLink({ notices }: Linked): void {
    if (notices.length > 0) this.notify('warning', notices.join('\n'));
  }

  private adopt(experiment: Experiment, view: View, draft: string | null = null): void {
    this.state.setState({ experiment, cell: cellOf(experiment.cell), view, draft });
  }

  private hash(): string {
    const { experiment, view } = this.state.getState();
    return encodeLink({ experiment, view });
  }

  private valid<T>(make: () => T): T | null {
    try {
      return make();
    } catch (error) {
      this.notify('error', messageOf(error));
      return null;
    }
  }

  // Frames.

  private show(frame: Frame): void {
    const { current } = this.link;
    this.surroundings.afterPaint(() => current.painted());
    if (this.opened !== this.generation) return;
    this.iteration = frame.trace.iteration;
    if (frame.snapshot !== null) this.saved = frame.snapshot;
    this.picture.setState(grow(this.picture.getState(), frame), true);
    this.publish({ iteration: this.iteration, loss: this.picture.getState().losses.at(-1) ?? null, speed: frame.speed });
  }

  private exploded(explosion: Explosion, frame: Frame): void {
    this.goal = 'rest';
    this.show(frame);
    this.publish.now({ phase: 'ready', explosion, speed: 0 });
  }

  /** Asks for a picture of what is looked at now; the newest wish waits while one is on its way. */
  private refresh(): void {
    if (this.looking !== 'no') {
      this.looking = 'again';
      return;
    }
    this.looking = 'now';
    const { view, cell } = this.state.getState();
    this.ask((engine) => engine.call('look', lookOf(view, cell)))
      .then((frame) => this.show(frame))
      .catch(() => {})
      .finally(() => {
        const again = this.looking === 'again';
        this.looking = 'no';
        if (again) this.refresh();
      });
  }
}

function firstState({ experiment, view, draft }: Linked): State {
  return {
    experiment,
    cell: cellOf(experiment.cell),
    view,
    draft: draft ?? null,
    notices: [],
    phase: 'starting',
    failure: null,
    busy: 'starting the engine',
    engine: null,
    iteration: 0,
    loss: null,
    speed: 0,
    pace: Number.POSITIVE_INFINITY,
    explosion: null,
  };
}

/** Options are merged while the task stays; another task starts from its own. */
function merged(before: Experiment, change: Partial<Experiment>): Partial<Experiment> {
  const task = change.task ?? before.task;
  const kept = task === before.task ? before.options : {};
  return { ...before, ...change, options: { ...kept, ...change.options } };
}

/** The view as far as the next experiment has it; where its steps or names mean something else, it starts afresh. */
function fitted(view: View, before: Experiment, next: Experiment): View {
  const sameSteps = before.task === next.task && before.options === next.options;
  const sameCell = before.cell === next.cell;
  const kept = { ...view, t: sameSteps ? view.t : null };
  return fitView(sameCell ? kept : { ...kept, state: 'h', norm: 'all', open: [] }, next);
}

function linkedOf(experiment: Partial<Experiment> | string): Linked {
  if (typeof experiment === 'string') {
    const linked = decodeLink(experiment.slice(experiment.indexOf('#') + 1));
    if (linked.notices.length > 0) throw new Error(linked.notices.join(' '));
    return linked;
  }
  return { ...decodeLink(''), experiment: makeExperiment(experiment) };
}

/** What changed, in words: where the task did, its options did too. */
function changesOf(keys: readonly string[]): string {
  const named = keys.includes('task') ? keys.filter((key) => key !== 'options') : keys;
  return named.map((key) => TITLES[key] ?? key).join(' and ');
}

const TITLES: Readonly<Record<string, string>> = {
  task: 'the task',
  options: 'the task’s options',
  cell: 'the cell',
  units: 'the number of units',
  layers: 'the number of layers',
  init: 'the start of the weights',
  radius: 'the spectral radius',
  forget: 'the forget bias',
  optimizer: 'the optimiser',
  batch: 'the batch',
  seed: 'the seed',
};

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Null where it takes longer than the page has patience. */
function withinPatience<T>(asked: Promise<T>): Promise<T | null> {
  return Promise.race([asked, new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null))]);
}
