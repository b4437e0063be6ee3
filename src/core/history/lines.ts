import { leastMissed } from './thin.ts';

/** Bytes that all snapshots of a run may take together. */
export const MOST_BYTES = 32 * 2 ** 20;
/** And how many there may be: on a screen there is no room for more. */
export const MOST_KEPT = 1024;
/** What a change of conditions takes, and each snapshot beside its numbers: objects and the heads of arrays. */
const OBJECT_BYTES = 512;

/** A place of a run that it can be taken back to. `bytes` are its own, without what any object takes. */
export interface Place {
  readonly iteration: number;
  readonly bytes: number;
}

/** Conditions that hold from the iteration after `after` on. */
interface Change<C> {
  readonly after: number;
  readonly conditions: C;
}

/** What a run was from `from` on, where it was left for another. */
interface Left<S, C> {
  readonly line: number;
  readonly from: number;
  readonly end: number;
  readonly kept: S[];
  readonly changes: Change<C>[];
  readonly breaks: number[];
}

/** All that `Lines` hold, to be handed on. */
export interface LinesRecord<S, C> {
  readonly first: number;
  readonly line: number;
  readonly begun: number;
  readonly end: number;
  readonly kept: S[];
  readonly changes: Change<C>[];
  readonly breaks: number[];
  readonly left: Left<S, C> | null;
}

export interface Bounds {
  readonly bytes: number;
  readonly kept: number;
}

/**
 * The past of a run: snapshots under a bound of bytes, the conditions (rate, clipping, batch) under which it learned, and
 * one branch that was left. Iterations in between are reached by training again from a snapshot before them.
 */
export class Lines<S extends Place, C> {
  /** Ascending, of the line that is on show; the part before `left.from` is of both. */
  private kept: S[] = [];
  private changes: Change<C>[];
  /** Iterations at which the weights were replaced: what came before does not lead to what came after. */
  private breaks: number[] = [];
  private other: Left<S, C> | null = null;
  private reached: number;
  /** Lines are numbered in the order in which they began. */
  private number = 1;
  private begun = 1;

  constructor(
    readonly first: number,
    conditions: C,
    private readonly bounds: Bounds = { bytes: MOST_BYTES, kept: MOST_KEPT },
  ) {
    this.reached = first;
    this.changes = [{ after: first, conditions }];
  }

  /** Lines as they were when their record was taken. */
  static of<S extends Place, C>({ first, line, begun, end, kept, changes, breaks, left }: LinesRecord<S, C>): Lines<S, C> {
    const lines = new Lines<S, C>(first, (changes[0] as Change<C>).conditions);
    [lines.number, lines.begun, lines.reached] = [line, begun, end];
    [lines.kept, lines.changes, lines.breaks, lines.other] = [kept, changes, breaks, left];
    return lines;
  }

  get record(): LinesRecord<S, C> {
    const { first, number: line, begun, reached: end, kept, changes, breaks, other: left } = this;
    return { first, line, begun, end, kept, changes, breaks, left };
  }

  /** The iteration that the line has got to. */
  get end(): number {
    return this.reached;
  }

  /** The number of the line that is on show. */
  get line(): number {
    return this.number;
  }

  get left(): { readonly line: number; readonly from: number; readonly end: number } | null {
    return this.other;
  }

  /** Iterations of the line that are kept, ascending. */
  get iterations(): readonly number[] {
    return this.kept.map(({ iteration }) => iteration);
  }

  /** Bytes of all that is kept, of both lines; the place at which they part is one. */
  get bytes(): number {
    const { kept, changes } = this.other ?? { kept: [], changes: [] };
    let sum = OBJECT_BYTES * (this.changes.length + changes.length);
    for (const { bytes } of this.kept) sum += bytes + OBJECT_BYTES;
    for (const place of kept) if (place.iteration !== this.other?.from || !this.kept.includes(place)) sum += place.bytes + OBJECT_BYTES;
    return sum;
  }

  /** The line has got to an iteration. */
  advance(iteration: number): void {
    this.reached = iteration;
  }

  /** Keeps a place in the stead of one of the same iteration, and lets go of what is over the bounds: of it too, where it does not fit. */
  keep(place: S): void {
    const at = this.kept.findIndex(({ iteration }) => iteration >= place.iteration);
    if (at < 0) this.kept.push(place);
    else this.kept.splice(at, this.kept[at]?.iteration === place.iteration ? 1 : 0, place);
    while (this.isOver() && this.letGo());
  }

  /** Conditions from the iteration after `after` on. */
  change(after: number, conditions: C): void {
    this.changes = [...this.changes.filter((each) => each.after < after), { after, conditions }];
  }

  /** The weights of an iteration were replaced. */
  broken(iteration: number): void {
    this.breaks = [...this.breaks.filter((each) => each < iteration), iteration];
  }

  /** What holds for the iteration after this one. */
  conditionsAfter(iteration: number): C {
    return (this.changes.findLast(({ after }) => after <= iteration) ?? (this.changes[0] as Change<C>)).conditions;
  }

  /** The last place at or before an iteration from which training leads there; null where none is kept. */
  before(iteration: number, fits: (place: S) => boolean = () => true): S | null {
    const since = this.breaks.findLast((each) => each <= iteration) ?? Number.NEGATIVE_INFINITY;
    return this.kept.findLast((place) => place.iteration <= iteration && place.iteration >= since && fits(place)) ?? null;
  }

  /** The place that is nearest to an iteration. */
  nearest(iteration: number, fits: (place: S) => boolean = () => true): S | null {
    const far = (place: S): number => Math.abs(place.iteration - iteration);
    return this.kept.filter(fits).reduce<S | null>((best, place) => (best === null || far(place) < far(best) ? place : best), null);
  }

  /** The place of an iteration; null where it is not kept. */
  at(iteration: number): S | null {
    return this.kept.find((place) => place.iteration === iteration) ?? null;
  }

  /** Forgets what came after an iteration. */
  cut(iteration: number): void {
    this.kept = this.kept.filter((place) => place.iteration <= iteration);
    this.changes = this.changes.filter(({ after }) => after <= iteration);
    this.breaks = this.breaks.filter((each) => each <= iteration);
    if (this.other !== null && this.other.from > iteration) this.other = null;
    this.reached = iteration;
  }

  /** Goes on from `from` under these conditions. What came after it becomes the branch that was left; one that was left before is forgotten. */
  branch(from: number, conditions: C): void {
    const left = this.since(from);
    this.other = null;
    this.cut(from);
    this.other = left;
    this.number = ++this.begun;
    this.change(from, conditions);
  }

  /** The branch that was left becomes the line, and the line the branch. False where there is none. */
  exchange(): boolean {
    const taken = this.other;
    if (taken === null) return false;
    this.other = this.since(taken.from);
    this.kept = [...this.kept.filter(({ iteration }) => iteration < taken.from), ...taken.kept];
    this.changes = [...this.changes.filter(({ after }) => after < taken.from), ...taken.changes];
    this.breaks = [...this.breaks.filter((each) => each < taken.from), ...taken.breaks];
    this.reached = taken.end;
    this.number = taken.line;
    return true;
  }

  private since(from: number): Left<S, C> {
    return {
      line: this.number,
      from,
      end: this.reached,
      kept: this.kept.filter(({ iteration }) => iteration >= from),
      changes: [{ after: from, conditions: this.conditionsAfter(from) }, ...this.changes.filter(({ after }) => after > from)],
      breaks: this.breaks.filter((each) => each >= from),
    };
  }

  private isOver(): boolean {
    const count = this.kept.length + (this.other?.kept.length ?? 0);
    return count > this.bounds.kept || this.bytes > this.bounds.bytes;
  }

  /** Of the line with more of them. Where nothing lies between first and last, the end of the other goes, then the last, then the first. */
  private letGo(): boolean {
    const other = this.other;
    const here = leastMissed(this.iterations, this.reached, this.breaks);
    // As if its first were kept before them all: it may go too.
    const there =
      other === null ? null : leastMissed([this.first - 1, ...other.kept.map(({ iteration }) => iteration)], other.end, other.breaks);
    if (here !== null && (there === null || this.kept.length >= (other?.kept.length ?? 0))) this.kept.splice(here, 1);
    else if (there !== null) other?.kept.splice(there - 1, 1);
    else if (other?.kept.pop() === undefined) return this.kept.pop() !== undefined;
    return true;
  }
}
