import { RECENT } from '../../core/analysis/standing.ts';
import { Lines, MOST_BYTES } from '../../core/history/lines.ts';
import type { States } from '../../core/network.ts';
import type { Branch, Conditions, Handed, History, Kept, Past, Snapshot } from '../../protocol/messages.ts';
import type { Iteration } from '../executor/executor.ts';
import { isFinite, type Run } from '../run.ts';

/** Keeping snapshots takes at most this share of the time. */
const SHARE = 0.008;
/** And comes at most this often: what lies between is trained again in as long a time. */
const APART_MS = 100;
/** The page hears of new snapshots at most this often while training. */
const NEWS_MS = 300;

/** Takes a run back to any of its iterations: to a snapshot, and from there by training again as it trained, to the bit where the backend is. */
export class TimeMachine {
  private recent: number[] = [];
  private gradientNorm = Number.NaN;
  private due = 0;
  /** What the last snapshot took, in milliseconds. */
  private took = Number.POSITIVE_INFINITY;
  private newsDue = 0;
  private hasNews = true;
  /** The end that the page last heard of. */
  private told = Number.NaN;
  private target: number;
  private said: string | null = null;

  private constructor(
    private readonly run: Run,
    private readonly lines: Lines<Kept, Conditions>,
  ) {
    this.target = run.iteration;
  }

  /** Of a run that was opened at its first weights, or at a snapshot of which nothing else is known. */
  static async open(run: Run, snapshot: Snapshot | null): Promise<TimeMachine> {
    const machine = new TimeMachine(run, new Lines(run.iteration, run.conditions));
    machine.place(snapshot === null ? null : await run.arrived(), null);
    return machine;
  }

  /** Of a run that was opened where another engine had it, with all that was kept there; what is done to it now may be something else. */
  static async reopen(run: Run, { lines, recent, gradientNorm }: History): Promise<TimeMachine> {
    const machine = new TimeMachine(run, Lines.of(lines));
    [machine.recent, machine.gradientNorm] = [[...recent], gradientNorm];
    const known = machine.lines.at(run.iteration);
    if (known !== null && isWhole(known)) await run.restore(known.snapshot ?? run.first(), known.ends);
    machine.settle();
    if (known === null || !isWhole(known)) await machine.setOut();
    return machine;
  }

  /** What the run learns under from here on is known to its line. */
  private settle(): void {
    const { run, lines } = this;
    if (lines.conditionsAfter(run.iteration).do !== run.conditions.do) this.depart();
    if (!this.isBack) lines.change(run.iteration, run.conditions);
  }

  /** Training sets out from here with no states of before: it is not what training again from before would be. */
  private async setOut(): Promise<void> {
    if (this.run.goesOn) this.lines.broken(this.run.iteration);
    if (this.run.goesOn || this.lines.at(this.run.iteration) === null) await this.keep(null);
  }

  /** Whether an iteration before the end is on show. */
  get isBack(): boolean {
    return this.run.iteration < this.lines.end;
  }

  get end(): number {
    return this.lines.end;
  }

  get branch(): Branch {
    const { line, left } = this.lines;
    return { line, left: left === null ? null : { line: left.line, from: left.from } };
  }

  // While it trains.

  /** Where the run stands before its end, what came after becomes the branch that was left; false where it stands at its end. */
  depart(): boolean {
    if (!this.isBack) return false;
    this.lines.branch(this.run.iteration, this.run.conditions);
    this.hasNews = true;
    return true;
  }

  /** One iteration of the run, with a snapshot after it now and then. */
  async iterate(): Promise<Iteration> {
    const start = performance.now();
    const keeps = start >= this.due;
    const ends = keeps ? await this.run.endsOfNext() : null;
    const spent = performance.now() - start;
    const { conditions } = this.run;
    const made = await this.run.iterate();
    if (!isFinite(made)) return made;
    this.note(made);
    this.lines.advance(this.run.iteration);
    // What began there and could not be done is done no longer.
    if (this.run.conditions !== conditions) this.lines.change(this.run.iteration, this.run.conditions);
    if (keeps) await this.keep(ends, spent);
    return made;
  }

  /**
   * The run learns under other conditions from here on. Where it stands before its end, that is of what comes if it trains on;
   * what is done to the network is done to it now, and what came after is left. @throws {KernelError}
   */
  async learn(conditions: Conditions): Promise<void> {
    const isOperated = await this.run.under(conditions);
    if (isOperated) this.depart();
    if (!this.isBack) this.lines.change(this.run.iteration, this.run.conditions);
    if (isOperated) await this.setOut();
  }

  /** Replaces the weights, as no training does: what came before no longer leads to what comes after. */
  async replace(weights: Parameters<Run['put']>[0]): Promise<void> {
    this.depart();
    this.run.put(weights);
    this.recent = [];
    this.gradientNorm = Number.NaN;
    this.lines.broken(this.run.iteration);
    await this.keep(null);
  }

  /** The last update was taken back, where there was one; how many iterations that were. */
  async rewound(): Promise<number> {
    const { iteration } = this.run;
    const surplus = Math.max(0, this.lines.end - iteration);
    this.recent.splice(Math.max(0, this.recent.length - surplus));
    this.gradientNorm = Number.NaN;
    this.lines.cut(iteration);
    this.hasNews = true;
    if (this.run.goesOn) await this.setOut();
    return surplus;
  }

  // Going elsewhere.

  /**
   * Goes to the last place before an iteration; `closer` leads on from there.
   * @throws {RangeError} where there is no such iteration, or no way to it.
   */
  async aim(iteration: number): Promise<void> {
    this.requireKnown(iteration);
    if (!this.isBack) await this.leave();
    const before = this.lines.before(iteration, isWhole);
    const isOnTheWay = before !== null && before.iteration <= this.run.iteration && this.run.iteration <= iteration;
    if (!isOnTheWay || before.iteration === iteration) await this.restart(iteration, before);
    else [this.target, this.said] = [iteration, null];
  }

  /** The branch that was left becomes the run, and goes to its end. @throws {RangeError} where there is none. */
  async exchange(): Promise<void> {
    if (this.lines.left === null) throw new RangeError('no branch was left to which the run could return');
    if (!this.isBack) await this.leave();
    this.lines.exchange();
    this.hasNews = true;
    await this.restart(this.lines.end, this.lines.before(this.lines.end, isWhole));
  }

  /**
   * An iteration nearer to where it goes, which is trained as it was; true once it is there. After `deadline` (ms, of
   * `performance.now()`) it has got as far as it gets, and says so.
   */
  async closer(deadline: number): Promise<boolean> {
    const { run, lines, target } = this;
    if (run.iteration < target && performance.now() < deadline) {
      await run.under(lines.conditionsAfter(run.iteration), false);
      const isLast = run.iteration + 1 === target;
      const ends = isLast ? await run.endsOfNext() : null;
      const made = await run.iterate();
      if (isFinite(made)) {
        this.note(made);
        if (isLast) await this.arrive(ends);
        if (!isLast) return false;
      } else this.said = `On the way to iteration ${target} a number was no longer finite: this backend does not repeat itself to the bit.`;
    } else if (run.iteration < target) {
      this.said = `Training again up to iteration ${target} takes long: it has got to ${run.iteration}. Go there again to go on.`;
    }
    await run.under(lines.conditionsAfter(run.iteration), false);
    return true;
  }

  /** Where it went, in the numbers that the verdict looks back at. */
  get losses(): { readonly recent: readonly number[]; readonly gradientNorm: number } {
    return { recent: this.recent, gradientNorm: this.gradientNorm };
  }

  /** Why it has not got to where it was sent; null where it has. */
  get reason(): string | null {
    return this.said;
  }

  /** All that is kept, for another engine to go on from the iteration on show. `unseen` are losses that the page has not seen. */
  async handOver(unseen: readonly number[]): Promise<Handed> {
    const { run, lines } = this;
    if (!this.isBack && lines.at(run.iteration) === null) await this.keep(run.goesOn ? undefined : null);
    return { snapshot: lines.at(run.iteration)?.snapshot ?? (await run.arrived()), history: this.history(unseen) };
  }

  /** The same where the weights can no longer be read: from the last place before. Null where none is kept. */
  rescued(unseen: readonly number[]): Handed | null {
    const { run, lines, isBack } = this;
    const { end } = lines;
    const place = lines.before(run.iteration, isWhole);
    if (place === null) return null;
    if (!isBack) lines.cut(place.iteration);
    [this.recent, this.gradientNorm] = [[...place.recent], place.gradientNorm];
    const known = unseen.slice(0, Math.max(0, unseen.length - (end - lines.end)));
    return { snapshot: place.snapshot ?? run.first(), history: this.history(known) };
  }

  private history(unseen: readonly number[]): History {
    return { lines: this.lines.record, recent: this.recent, gradientNorm: this.gradientNorm, unseen };
  }

  // What the page is told.

  /** News are due at once, since training has come to rest. */
  hurry(): void {
    this.newsDue = 0;
  }

  /** What can be gone back to, where that has changed. */
  news(): Past | null {
    const now = performance.now();
    const { first, end, iterations, bytes, left } = this.lines;
    if ((!this.hasNews && end === this.told) || now < this.newsDue) return null;
    [this.hasNews, this.told, this.newsDue] = [false, end, now + NEWS_MS];
    return {
      first,
      end,
      kept: Float64Array.from(iterations),
      bytes,
      most: MOST_BYTES,
      left: left === null ? null : { from: left.from, end: left.end },
    };
  }

  private note({ loss, gradientNorm }: Iteration): void {
    this.recent.push(loss);
    if (this.recent.length > RECENT) this.recent.shift();
    this.gradientNorm = gradientNorm;
  }

  private requireKnown(iteration: number): void {
    const { first, end } = this.lines;
    if (!Number.isSafeInteger(iteration) || iteration < 0) throw new RangeError(`iteration ${iteration} is not a whole number from 0 on`);
    if (iteration > end) throw new RangeError(`iteration ${iteration} is not there: the run has got to iteration ${end}`);
    if (iteration >= first) return;
    const why = `the run was opened anew at iteration ${first}, since its engine had died with what it had kept`;
    throw new RangeError(`iteration ${iteration} is no longer there: ${why}`);
  }

  /** Keeps the end, so that one can return to it. @throws {RangeError} where it does not fit. */
  private async leave(): Promise<void> {
    const { end, first } = this.lines;
    if (this.lines.at(end) === null) await this.keep(this.run.goesOn ? undefined : null);
    if (end === first || this.lines.at(end) !== null) return;
    const most = `${MOST_BYTES / 2 ** 20} MB`;
    throw new RangeError(`this run cannot go back: a snapshot of a network of this size takes more than the ${most} that are kept`);
  }

  /** From the last place before an iteration; where none leads there, at the nearest that there is. */
  private async restart(iteration: number, before: Kept | null): Promise<void> {
    const place = before ?? this.lines.nearest(iteration, isWhole);
    if (place === null) throw new RangeError(`nothing is kept from which iteration ${iteration} could be reached`);
    await this.run.restore(place.snapshot ?? this.run.first(), place.ends ?? null, this.lines.conditionsAfter(place.iteration));
    this.recent = [...place.recent];
    this.gradientNorm = place.gradientNorm;
    this.target = before === null ? place.iteration : iteration;
    this.said =
      before === null
        ? `Iteration ${iteration} cannot be trained again, since the weights were replaced before it; ${place.iteration} is the nearest that is kept.`
        : null;
  }

  /** Keeps the iteration that was asked for; one of which the weights are kept gets these to the bit, and what training again found out beside them. */
  private async arrive(ends: States | null): Promise<void> {
    const { iteration } = this.run;
    const known = this.lines.at(iteration)?.snapshot ?? null;
    if (known !== null) await this.run.restore(known, ends, this.lines.conditionsAfter(iteration));
    this.place(known ?? (await this.run.arrived()), ends);
  }

  private async keep(ends: Kept['ends'], spent = 0): Promise<void> {
    const start = performance.now();
    this.place(await this.run.arrived(), ends);
    const now = performance.now();
    const took = now - start + spent;
    // One that was held up by something else says nothing of the next.
    this.due = now + Math.max(APART_MS, Math.min(took, this.took) / SHARE);
    this.took = took;
  }

  private place(snapshot: Snapshot | null, ends: Kept['ends']): void {
    const arrays = [...(snapshot === null ? [] : [snapshot.parameters, ...snapshot.moments]), ...[...(ends?.values() ?? [])].flat()];
    const recent = Float64Array.from(this.recent);
    const bytes = recent.byteLength + arrays.reduce((sum, { length }) => sum + 4 * length, 0);
    this.lines.keep({ iteration: this.run.iteration, bytes, snapshot, ends, recent, gradientNorm: this.gradientNorm });
    this.hasNews = true;
  }
}

/** Whether training can go on from it. */
const isWhole = ({ ends }: Kept): boolean => ends !== undefined;
