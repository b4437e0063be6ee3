import { createStore, type StoreApi } from 'zustand/vanilla';
import { differenceOf, type Experiment, ExperimentError, makeExperiment } from '../../core/experiment.ts';
import { LIMITS } from '../../core/limits.ts';
import { encodeLink } from '../../core/link.ts';
import { matchedSentence } from '../../core/race/matched.ts';
import { type ClockName, MOST_ENTRIES, readRace, SEED_ITERATIONS, SEEDS, writeRace } from '../../core/race/raceLink.ts';
import { parametersOf, unitsFor } from '../../core/race/work.ts';
import { DEFAULT_VIEW } from '../../core/view.ts';
import type { Session } from '../session.ts';
import { merged } from '../settings.ts';
import { commonView } from './commonView.ts';
import { Course } from './course.ts';
import { type Entry, entryOf, experimentOf } from './entry.ts';
import { type MemoryAddress, memoryAddress } from './memoryAddress.ts';
import { Seeds } from './seeds.ts';

export interface RaceState {
  /** In the order on the screen; the first is the page's own network. */
  readonly entries: readonly Entry[];
  readonly clock: ClockName;
  /** How many seeds each network is run with, where that is asked, and for how many iterations. */
  readonly seeds: number;
  readonly iterations: number;
  /** `stopping`: a pause was asked for, and all get to the same target first. */
  readonly phase: 'rest' | 'racing' | 'stopping';
}

const races = new WeakMap<Session, Race>();

/** The race that the link of the page's session speaks of. */
export function raceOf(first: Session): Race {
  const known = races.get(first) ?? new Race(first, () => races.delete(first));
  races.set(first, known);
  return known;
}

/**
 * Two to four networks side by side. The page's link says what they are: the first is the page's own experiment, each
 * other one its differences from that. What changes the link changes the networks, and what changes a network the link.
 */
export class Race {
  readonly state: StoreApi<RaceState>;
  readonly seeds: Seeds;
  private readonly course: Course;
  private readonly leave: () => void;
  private ended = false;
  private count = 0;
  /** While networks are being set by the link, or take each other's place, they do not write into it. */
  private setting = false;

  constructor(
    readonly first: Session,
    private readonly gone: () => void,
    processors = navigator.hardwareConcurrency,
  ) {
    const entries = [entryOf(this.count++, first, null)];
    this.state = createStore<RaceState>(() => ({
      entries,
      clock: 'iterations',
      seeds: SEEDS.value,
      iterations: SEED_ITERATIONS.value,
      phase: 'rest',
    }));
    this.course = new Course(
      () => this.state.getState().entries.map(({ racer }) => racer),
      () => this.state.getState().clock,
      Math.max(1, processors - 1),
    );
    this.seeds = new Seeds(first, Math.min(2, Math.max(1, processors - 1)));
    const stops = [
      first.state.subscribe((now, before) => {
        if (now.race !== before.race || now.experiment !== before.experiment) this.follow();
      }),
      commonView(this.state),
    ];
    this.leave = () =>
      stops.forEach((stop) => {
        stop();
      });
    first.pause().catch(() => {});
    this.follow();
  }

  // What a person sets.

  /** Another network like one that is there, from its first weights. */
  add(like: Entry): void {
    const { entries } = this.state.getState();
    if (entries.length >= MOST_ENTRIES) return this.first.notify('error', `A race holds ${MOST_ENTRIES} networks: take one out first.`);
    this.write([...this.others(), experimentOf(like)], true);
  }

  /** Takes a network out; with the last but one the race ends, and the one that is left is the page's. */
  async remove(entry: Entry): Promise<void> {
    if (entry.session === this.first) {
      await this.swap(0);
      return this.remove(this.state.getState().entries[1] as Entry);
    }
    const entries = this.state.getState().entries.filter((other) => other !== entry);
    if (entries.length < 2) return this.close();
    this.setEntries(entries);
    entry.session.end();
    this.write(this.others(), true);
  }

  /** Puts a network one place to the left or right. */
  async move(entry: Entry, by: -1 | 1): Promise<void> {
    const { entries } = this.state.getState();
    const at = Math.min(entries.indexOf(entry), entries.indexOf(entry) + by);
    if (at < 0 || at + 1 >= entries.length) return;
    await this.swap(at);
    this.write(this.others(), true);
  }

  setClock(clock: ClockName): void {
    this.state.setState({ clock });
    this.write(this.others(), true);
  }

  setSeeds(seeds: number, iterations: number): void {
    this.state.setState({ seeds, iterations });
    this.write(this.others(), true);
  }

  /** Gives every other network as many units as bring it nearest to the parameters of the first, and says what that did. */
  matchParameters(): void {
    const first = this.first.state.getState().experiment;
    const budget = parametersOf(first);
    const before = this.others();
    const others = before.map((other) => {
      const units = unitsFor(other, budget, LIMITS.units.maximum);
      return orSame(other, () => makeExperiment(merged(other, { units })));
    });
    if (others.some((other, k) => other.units !== before[k]?.units)) this.write(others, true);
    this.first.notify('note', matchedSentence([first, ...before], [first, ...others]));
  }

  /** Back to the page of the first network. */
  close(): void {
    this.first.setRace(null, true);
  }

  // The run.

  async play(): Promise<void> {
    if (this.state.getState().phase !== 'rest') return;
    this.seeds.stop();
    this.state.setState({ phase: 'racing' });
    await this.settle(this.ready().then(() => (this.state.getState().phase === 'racing' ? this.course.run() : undefined)));
  }

  async step(): Promise<void> {
    if (this.state.getState().phase !== 'rest') return;
    this.state.setState({ phase: 'racing' });
    await this.settle(this.ready().then(() => this.course.step()));
  }

  async pause(): Promise<void> {
    if (this.state.getState().phase === 'racing') this.state.setState({ phase: 'stopping' });
    await this.course.stop();
  }

  /** All to their same first weights. */
  async rewind(): Promise<void> {
    await this.pause();
    await Promise.all(this.sessions().map((session) => session.rewind().catch(() => {})));
  }

  /** Runs each network with as many seeds as are set; the race rests meanwhile, which would take the processors from them. */
  async sow(): Promise<void> {
    await this.pause();
    const { entries, seeds, iterations } = this.state.getState();
    await this.seeds.run(entries.map(experimentOf), seeds, iterations);
  }

  /** Exactly so many iterations of each, whatever the clock. */
  async train(iterations: number): Promise<void> {
    await this.pause();
    for (const session of this.sessions()) await session.train(iterations);
  }

  /** The iteration up to which a network stands beside the others: within a round of the clock the faster is ahead, and waits. */
  reached({ racer }: Entry): number {
    return this.course.reached(racer);
  }

  /** Milliseconds that a network has trained. */
  spent({ racer }: Entry): number {
    return this.course.spent(racer);
  }

  /** Settles when every network is open or has said why it is not. */
  async ready(): Promise<void> {
    await Promise.allSettled(this.sessions().map((session) => session.ready()));
  }

  private async settle(work: Promise<void>): Promise<void> {
    try {
      await work;
    } finally {
      this.state.setState({ phase: 'rest' });
    }
  }

  // The link.

  private sessions(): readonly Session[] {
    return this.state.getState().entries.map(({ session }) => session);
  }

  private others(): readonly Experiment[] {
    return this.state.getState().entries.slice(1).map(experimentOf);
  }

  private write(others: readonly Experiment[], step: boolean): void {
    const { clock, seeds, iterations } = this.state.getState();
    this.first.setRace(writeRace(this.first.state.getState().experiment, { others, clock, seeds, iterations }), step);
  }

  /** Sets the networks as the link says. */
  private follow(): void {
    if (this.setting) return;
    const { race, experiment } = this.first.state.getState();
    if (race === null) return this.end();
    const { others, clock, seeds, iterations, notices } = readRace(experiment, race);
    if (notices.length > 0) this.first.notify('warning', notices.join('\n'));
    if (others.length === 0) {
      // Not from within the change that is being told.
      queueMicrotask(() => this.first.setRace(null, false));
      return;
    }
    this.setting = true;
    this.state.setState({ clock, seeds, iterations });
    this.seat(others);
    // What could not be used does not stay.
    if (notices.length > 0) this.write(others, false);
    this.setting = false;
  }

  /** Gives each experiment a network: the one that runs it already, else the one in its place, else a new one. */
  private seat(others: readonly Experiment[]): void {
    const before = this.state.getState().entries;
    const [first, ...free] = before;
    const same = others.map((experiment) => {
      const at = free.findIndex((entry) => differenceOf(experimentOf(entry), experiment).length === 0);
      return at < 0 ? null : (free.splice(at, 1)[0] ?? null);
    });
    const seated = others.map((experiment, k) => {
      const kept = same[k] ?? free.shift();
      if (kept === undefined) return this.made(experiment);
      if (differenceOf(experimentOf(kept), experiment).length > 0) kept.address?.go(this.hashOf(experiment, kept.session));
      return kept;
    });
    this.setEntries([first as Entry, ...seated]);
    for (const { session } of free) session.end();
  }

  private setEntries(entries: readonly Entry[]): void {
    const before = this.state.getState().entries;
    if (entries.length !== before.length || entries.some((entry, k) => entry !== before[k])) this.state.setState({ entries });
  }

  private made(experiment: Experiment): Entry {
    const address: MemoryAddress = memoryAddress(this.hashOf(experiment, this.first), () => this.heard());
    const session = this.first.sibling(address);
    session.state.subscribe(({ notices }) => {
      const [notice] = notices;
      if (notice === undefined) return;
      session.dismiss(notice.id);
      if (notice.kind !== 'note') this.first.notify(notice.kind, notice.text);
    });
    return entryOf(this.count++, session, address);
  }

  /** Step and sequence are common; what else is looked at is each network's own. */
  private hashOf(experiment: Experiment, session: Session): string {
    const { view } = session.state.getState();
    const own = session === this.first ? { ...DEFAULT_VIEW, t: view.t, sequence: view.sequence } : view;
    return encodeLink({ experiment, view: own });
  }

  /** A network was changed by hand. */
  private heard(): void {
    if (!this.setting) this.write(this.others(), true);
  }

  /** Two neighbours take each other's place. The page's own session stays the first, and shows the other's run. */
  private async swap(at: number): Promise<void> {
    const { entries } = this.state.getState();
    const [left, right] = [entries[at] as Entry, entries[at + 1] as Entry];
    if (at > 0) {
      const swapped = entries.map((entry) => (entry === left ? right : entry === right ? left : entry));
      return this.setEntries(swapped);
    }
    await this.pause();
    this.setting = true;
    try {
      left.session.exchangeRun(right.session);
    } finally {
      this.setting = false;
    }
  }

  private end(): void {
    if (this.ended) return;
    this.ended = true;
    this.course.stop().catch(() => {});
    this.seeds.stop();
    this.leave();
    for (const { session } of this.state.getState().entries) if (session !== this.first) session.end();
    this.gone();
  }
}

/** What does not fit stays as it is. */
function orSame(experiment: Experiment, make: () => Experiment): Experiment {
  try {
    return make();
  } catch (error) {
    if (error instanceof ExperimentError) return experiment;
    throw error;
  }
}
