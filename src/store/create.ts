import { createStore, type StoreApi } from 'zustand/vanilla';
import type { OwnSequence } from '../core/analysis/own.ts';
import { cellOf } from '../core/cell/builtin.ts';
import { differenceOf, type Experiment, LIVE_KEYS, makeExperiment } from '../core/experiment.ts';
import type { Forecasting } from '../core/forecast/forecasted.ts';
import { decodeLink, encodeLink, type Linked, type RaceKeys } from '../core/link.ts';
import type { Net } from '../core/net.ts';
import type { Material } from '../core/tasks/material.ts';
import type { Options } from '../core/tasks/task.ts';
import type { View } from '../core/view.ts';
import { asSentence } from '../core/words.ts';
import type { Conversation, Went } from '../protocol/messages.ts';
import type { Address } from './address.ts';
import { type Guessed, type Guessing, guess } from './guessing.ts';
import { type Ground, loadOperations } from './life.ts';
import { Runner } from './runner.ts';
import { type Changed, EMPTY_PICTURE, type Notice, type Picture, type Session, type State } from './session.ts';
import { changesOf, firstState, fitted, hasSameSteps, keepPrediction, linkedOf, merged } from './settings.ts';
import type { Place } from './shown.ts';
import { type Progress, type ReaderEnd, readTableFile } from './tableReading.ts';
import { timeBackends } from './timing.ts';

/** What of the browser a session needs; tests hand in their own. */
export interface Surroundings extends Ground {
  /** Makes the worker that reads one table. */
  readonly spawnReader: () => ReaderEnd;
  readonly address: Address;
  /** Copies text; rejects where the clipboard is refused. */
  copy(text: string): Promise<void>;
}

/** What of the experiment may have changed in the run's past. */
const CONDITIONS = ['rate', 'clip', 'batch', 'do'] as const satisfies readonly (keyof Went['conditions'])[];

/** Why the timing of the backends ends where training shall not go on by itself. */
const WISH = 'a wish';

/** Notices that stand at once. */
const MOST_NOTICES = 6;

export function createSession(surroundings: Surroundings): Session {
  return new PageSession(surroundings);
}

/** What a person set, the link that holds it, and what the page has to say; the run itself is the runner's. */
class PageSession implements Session {
  readonly state: StoreApi<State>;
  readonly picture: StoreApi<Picture> = createStore(() => EMPTY_PICTURE);
  private readonly place: Place;
  private run: Runner;
  private noticeCount = 0;
  private timing = new AbortController();
  private prepare: () => Promise<unknown> | null = () => null;
  /** How far the run got that a change ended. */
  private before: { readonly end: number; readonly changed: string } | null = null;

  constructor(private readonly surroundings: Surroundings) {
    const linked = decodeLink(surroundings.address.read());
    this.state = createStore(() => firstState(linked));
    this.tellLink(linked);
    void this.fitOperations();
    const notify: Session['notify'] = (kind, text, link) => this.notify(kind, text, link);
    this.place = { state: this.state, picture: this.picture, notify, write: (experiment) => this.write(experiment) };
    this.run = new Runner(surroundings, this.place);
    surroundings.address.listen(() => this.follow());
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
    this.apply(keys, before);
    void this.fitOperations();
    return true;
  }

  beforeTraining(prepare: () => Promise<unknown> | null): void {
    this.prepare = prepare;
  }

  preview(options: Options | null): void {
    this.state.setState({ preview: options });
  }

  look(change: Partial<View>): void {
    this.state.setState({ view: { ...this.state.getState().view, ...change } });
    this.surroundings.address.replace(this.hash());
    this.run.refresh();
  }

  showOwn(own: OwnSequence | null): void {
    this.state.setState({ own, view: { ...this.state.getState().view, t: null } });
    this.surroundings.address.replace(this.hash());
    this.run.refresh();
  }

  async open(experiment: Partial<Experiment> | string): Promise<void> {
    const linked = linkedOf(experiment);
    const { do: list } = linked.experiment;
    const opened = list === '' ? linked.experiment : (await loadOperations()).requireOperations(linked.experiment);
    this.stopTiming(WISH);
    const { backend } = this.state.getState().experiment;
    this.adopt(opened, linked.view, null, linked.race);
    this.surroundings.address.push(this.hash());
    await this.run.openAfresh(backend !== opened.backend);
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

  notify(kind: Notice['kind'], told: string, link?: string): void {
    const text = kind === 'error' ? asSentence(told) : told;
    const notice: Notice = link === undefined ? { id: ++this.noticeCount, kind, text } : { id: ++this.noticeCount, kind, text, link };
    const others = this.state.getState().notices.filter((other) => other.text !== text);
    this.state.setState({ notices: [...others, notice].slice(-MOST_NOTICES) });
  }

  dismiss(id: number): void {
    this.state.setState({ notices: this.state.getState().notices.filter((notice) => notice.id !== id) });
  }

  setRace(race: RaceKeys | null, step: boolean): void {
    this.state.setState({ race });
    this.surroundings.address[step ? 'push' : 'replace'](this.hash());
  }

  sibling(address: Address, blind = false): Session {
    return new PageSession({ ...this.surroundings, address, ...(blind ? { afterPaint() {} } : {}) });
  }

  exchangeRun(other: Session): void {
    if (!(other instanceof PageSession)) throw new TypeError('only a session of this page has a run to exchange');
    const [mine, theirs] = [this.handed(), other.handed()];
    this.run.exchangePlaces(other.run);
    this.take(theirs);
    other.take(mine);
  }

  /** All of a session that is its run's. */
  private handed() {
    const { experiment, past, explosion, engine, phase, failure, busy, wait, iteration, loss, speed, pace } = this.state.getState();
    const state = { past, explosion, engine, phase, failure, busy, wait, iteration, loss, speed, pace };
    return { run: this.run, before: this.before, picture: this.picture.getState(), experiment, state };
  }

  private take({ run, before, picture, experiment, state }: ReturnType<PageSession['handed']>): void {
    const { experiment: mine, view } = this.state.getState();
    this.stopTiming();
    [this.run, this.before] = [run, before];
    this.picture.setState(picture, true);
    this.state.setState({ ...state, network: this.state.getState().network + 1 });
    this.adopt(experiment, fitted(view, mine, experiment));
    this.run.refresh();
  }

  // The run.

  readonly end = () => this.run.end();
  readonly ready = () => this.run.ready();
  readonly play = () => this.wish(() => this.prepared(() => this.run.play()));
  readonly pause = () => this.wish(() => this.run.pause());
  readonly train = (iterations: number) => this.wish(() => this.prepared(() => this.run.train(iterations)));
  readonly rewind = () => this.wish(() => this.run.rewind());
  readonly goTo = (iteration: number) => this.wish(() => this.travel(() => this.run.goTo(this.known(iteration))));
  readonly exchange = async () => void (await this.wish(() => this.travel(() => this.run.exchange())));
  readonly setPace = (pace: number) => this.run.setPace(pace);
  readonly refreshed = () => this.run.refreshed();
  readonly snapshot = () => this.run.snapshot();
  readonly parameters = () => this.run.parameters();
  readonly setParameters = (parameters: Float32Array) => this.run.setParameters(parameters);
  readonly differentiate = (net: Net) => this.run.differentiate(net);
  readonly converse = (conversation: Conversation) => this.run.converse(conversation);
  readonly forecast = (asked: Forecasting) => this.run.forecast(asked);
  readonly guess = (guessing: Guessing, progress: (now: Guessed) => void, signal: AbortSignal) =>
    guess(() => this.surroundings.spawn(), this.state.getState().experiment, guessing, progress, signal);
  readonly readTable = (file: Blob, progress: (now: Progress) => void, signal: AbortSignal) =>
    readTableFile(file, this.surroundings.spawnReader, progress, signal);
  readonly give = (name: string, bytes: Uint8Array) => this.run.give(name, bytes);
  readonly provide = (material: Material) => this.run.provide(material);
  readonly retryMaterial = () => this.run.reopen();
  readonly stopMaterial = () => this.run.stopMaterial();
  readonly memory = () => this.run.memory();
  readonly loseDevice = () => this.run.loseDevice();

  /** Goes elsewhere in the run, and sets rate, clipping, batch and what was done as the run had them there, unless they are set anew meanwhile. */
  private async travel(go: () => Promise<Went>): Promise<{ iteration: number; loss: number }> {
    const { experiment } = this.state.getState();
    const { iteration, conditions, note } = await go();
    if (note !== null) this.notify('warning', note);
    if (this.state.getState().experiment === experiment && CONDITIONS.some((key) => experiment[key] !== conditions[key])) {
      this.write(makeExperiment({ ...experiment, ...conditions }));
    }
    return { iteration, loss: this.picture.getState().losses[iteration - 1] ?? Number.NaN };
  }

  /** @throws {RangeError} where an iteration is only of the run before, whose network was another. */
  private known(iteration: number): number {
    const { losses } = this.picture.getState();
    if (this.before === null || iteration > this.before.end || iteration <= losses.length) return iteration;
    const gone = `it was of the run before, whose snapshots went when ${this.before.changed} changed`;
    throw new RangeError(`iteration ${iteration} is not there: ${gone}; this run has got to iteration ${losses.length}`);
  }

  async operate(list: string): Promise<Changed | null> {
    const { iteration } = this.state.getState();
    const { requireOperations } = await loadOperations();
    const { experiment, view } = this.state.getState();
    const asked = requireOperations(makeExperiment({ ...experiment, do: list }));
    if (experiment.do === asked.do) return null;
    this.adopt(asked, view);
    this.surroundings.address.push(this.hash());
    this.stopTiming();
    return this.operated(experiment, iteration);
  }

  /** Does to the network what the experiment says. */
  private async operated(before: Experiment, now: number | null): Promise<Changed | null> {
    const asked = this.state.getState().experiment;
    const { operated } = await loadOperations();
    return operated(this.place, this.run, asked, before, now);
  }

  private write(experiment: Experiment): void {
    this.adopt(experiment, this.state.getState().view);
    this.surroundings.address.replace(this.hash());
  }

  timeBackends(): Promise<void> {
    this.stopTiming();
    this.timing = new AbortController();
    const { signal } = this.timing;
    const work = () => timeBackends(() => this.surroundings.spawn(), this.state, signal);
    return this.run.atRest(work, () => signal.reason === WISH);
  }

  stopTiming(reason?: unknown): void {
    this.timing.abort(reason);
  }

  /** What a person wants of the run now ends the timing of the backends. */
  private wish<T>(act: () => T): T {
    this.stopTiming(WISH);
    return act();
  }

  private prepared<T>(train: () => Promise<T>): Promise<T> {
    const first = this.prepare();
    return first === null ? train() : first.then(train);
  }

  private apply(keys: readonly string[], before: Experiment): void {
    this.stopTiming();
    const others = keys.filter((key) => key !== 'backend');
    if (others.length === 0) return this.run.changeBackend(true);
    const backend = others.length < keys.length;
    if (!backend && others.every((key) => (LIVE_KEYS as readonly string[]).includes(key))) {
      if (others.includes('do')) this.operated(before, null).catch((error) => this.notify('error', messageOf(error)));
      else this.run.applyLive();
      return;
    }
    const changed = changesOf(others);
    this.before = { end: this.picture.getState().losses.length, changed };
    this.notify('note', `The network starts again from its first weights, because ${changed} changed.`);
    if (backend) this.run.changeBackend(false);
    else this.run.reopen();
  }

  /** Back, Forward, or a link typed into the address. */
  private follow(): void {
    const linked = decodeLink(this.surroundings.address.read());
    this.tellLink(linked);
    const { experiment: before, view } = this.state.getState();
    this.adopt(linked.experiment, keepPrediction(linked.view, view), linked.draft, linked.race);
    const keys = differenceOf(before, linked.experiment);
    if (keys.length > 0) this.apply(keys, before);
    else this.run.refresh();
    void this.fitOperations();
  }

  /** The list of what is done, as far as the network can have it done. */
  private async fitOperations(): Promise<void> {
    if (this.state.getState().experiment.do === '') return;
    (await loadOperations()).fitOperations(this.place);
  }

  /** All that a link held and could not be used, in one notice. */
  private tellLink({ notices }: Linked): void {
    if (notices.length > 0) this.notify('warning', notices.join('\n'));
  }

  private adopt(experiment: Experiment, view: View, draft: string | null = null, race = this.state.getState().race): void {
    const { experiment: before, own } = this.state.getState();
    const stays = hasSameSteps(before, experiment);
    this.state.setState({ experiment, cell: cellOf(experiment.cell), view, draft, race, own: stays ? own : null });
  }

  private hash(): string {
    return encodeLink(this.state.getState());
  }

  private valid<T>(make: () => T): T | null {
    try {
      return make();
    } catch (error) {
      this.notify('error', messageOf(error));
      return null;
    }
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
