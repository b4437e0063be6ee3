import type { ClockName } from '../../core/race/raceLink.ts';

/** One network of a race, as the clock sees it. */
export interface Racer {
  iteration(): number;
  /** Multiply-adds of one iteration. */
  work(): number;
  /** Why it makes no iterations now; null where it can. */
  fault(): string | null;
  /** Resolves with the milliseconds that the iterations took by its own measure, where it has one. */
  train(iterations: number): Promise<{ readonly milliseconds?: number }>;
}

/** Milliseconds that one network trains before it is the next one's turn, short against a glance. */
const TURN_MS = 60;
/** Where changing turns costs more than a share of that, turns are so many times as long as their cost, up to a bound. */
const WORTH = 4;
const LONGEST_MS = 400;
/** A turn is at most so many times the one before. */
const GROWTH = 4;
/** Iterations from which on a turn tells how long one takes. */
const TELLING = 3;
/** A network whose training is refused so often in a row sits the race out. */
const REFUSALS = 3;
/** Milliseconds of an iteration at least: clocks may not tell less. */
const LEAST_PACE = 0.01;
const SLACK = 1e-9;

/** What was measured of one network. */
interface Known {
  /** Milliseconds of training, and the iterations made in them. */
  spent: number;
  counted: number;
  /** Iterations that were made outside the race before anything was measured. */
  untimed: number;
  /** Where it was when the round began. */
  start: number;
  /** Milliseconds of one iteration; null before the first. */
  pace: number | null;
  /** Iterations of its last turn. */
  turn: number;
  /** Milliseconds that a turn takes beyond its iterations: messages, and the picture at its end. */
  cost: number;
  refusals: number;
}

/**
 * Trains networks under a fair clock, in rounds: all get to the same target, in iterations, milliseconds of training or
 * multiply-adds, before the next is set, so that the faster waits. At most `lanes` train at once, one less than there
 * are processors, which leaves the page's own thread its time and each network a processor to itself. Under the clock of
 * time they train strictly in turns, so that none shares what it runs on with another, and what counts is the time of the
 * iterations alone, as the engine measures it, without the pictures.
 */
export class Course {
  private readonly known = new WeakMap<Racer, Known>();
  private stopping = false;
  private going = false;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly racers: () => readonly Racer[],
    private readonly clock: () => ClockName,
    private readonly lanes: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Rounds until it is stopped, or nobody can go on. */
  async run(): Promise<void> {
    await this.running;
    this.stopping = false;
    for (const racer of this.racers()) this.of(racer).refusals = 0;
    this.running = this.during(this.rounds());
    await this.running;
  }

  /** The shortest round: one iteration of the costliest, as many of the others as the clock gives them. */
  async step(): Promise<void> {
    await this.running;
    this.stopping = false;
    this.running = this.during(this.round(true));
    await this.running;
  }

  /** Ends with the round, in which all get to the same target; who was far behind stays behind. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.running;
  }

  /** Milliseconds that a network has trained. What it trained outside the race counts at its pace. */
  spent(racer: Racer): number {
    const known = this.of(racer);
    return known.spent + Math.max(0, racer.iteration() - known.counted) * (known.pace ?? 0);
  }

  /**
   * The iteration up to which a network stands beside the others. Within a round the faster is ahead until the others have come
   * up to it; what it is ahead by does not count yet. Where it was when the round began always does, and so does everything at rest.
   */
  reached(racer: Racer): number {
    const iteration = racer.iteration();
    if (!this.going) return iteration;
    const common = Math.min(...this.able().map((each) => this.progress(each)));
    const ahead = this.progress(racer);
    const level = ahead > common ? Math.floor((iteration * common) / ahead + SLACK) : iteration;
    return Math.max(level, Math.min(iteration, this.of(racer).start));
  }

  private async during(work: Promise<void>): Promise<void> {
    this.going = true;
    try {
      await work;
    } finally {
      this.going = false;
    }
  }

  private async rounds(): Promise<void> {
    while (!this.stopping && this.able().length > 0) await this.round(false);
  }

  private able(): readonly Racer[] {
    return this.racers().filter((racer) => racer.fault() === null && this.of(racer).refusals < REFUSALS);
  }

  private async round(shortest: boolean): Promise<void> {
    const target = this.target(shortest);
    const busy = new Set<Racer>();
    for (const racer of this.racers()) this.of(racer).start = racer.iteration();
    const lane = async (): Promise<void> => {
      for (;;) {
        const racer = this.farthestBehind(target, busy);
        if (racer === null) return;
        busy.add(racer);
        await this.turn(racer, Math.min(this.need(racer, target), this.turnOf(racer)));
        busy.delete(racer);
      }
    };
    const lanes = this.clock() === 'time' ? 1 : Math.max(1, this.lanes);
    await Promise.all(Array.from({ length: lanes }, lane));
  }

  /** Where all shall get to, in the clock's unit: beyond the foremost by a turn of the slowest. */
  private target(shortest: boolean): number {
    const racers = this.able();
    const foremost = Math.max(0, ...racers.map((racer) => this.progress(racer)));
    const costliest = Math.max(0, ...racers.map((racer) => this.cost(racer)));
    const turns = racers.map((racer) => this.cost(racer) * this.turnOf(racer));
    return foremost + (shortest ? costliest : Math.max(costliest, Math.min(...turns)));
  }

  private farthestBehind(target: number, busy: ReadonlySet<Racer>): Racer | null {
    const waiting = this.able().filter((racer) => !busy.has(racer) && this.need(racer, target) >= 1);
    // Who has more than a turn to catch up does not hold up a pause.
    const wanted = this.stopping ? waiting.filter((racer) => this.need(racer, target) <= this.turnOf(racer)) : waiting;
    const first = wanted[0];
    return first === undefined ? null : wanted.reduce((a, b) => (this.progress(b) < this.progress(a) ? b : a), first);
  }

  private async turn(racer: Racer, iterations: number): Promise<void> {
    const known = this.of(racer);
    const [before, start] = [racer.iteration(), this.now()];
    if (known.pace === null) known.untimed += before - known.counted;
    else known.spent = this.spent(racer);
    try {
      const { milliseconds } = await racer.train(iterations);
      this.measured(known, racer.iteration() - before, this.now() - start, milliseconds);
      known.refusals = 0;
    } catch {
      // It was opened anew meanwhile, or told what is wrong with it itself.
      known.refusals++;
    }
    known.counted = racer.iteration();
  }

  private measured(known: Known, made: number, duration: number, milliseconds = duration): void {
    if (made < 1) return;
    const pace = Math.max(LEAST_PACE, milliseconds / made);
    known.pace = known.pace === null || made < TELLING ? pace : (known.pace + pace) / 2;
    known.cost = (known.cost + duration - milliseconds) / 2;
    known.spent += milliseconds;
    // The first turn is short, and what it says of a long one may be far off.
    if (made >= TELLING) {
      known.spent += (known.untimed * milliseconds) / made;
      known.untimed = 0;
    }
    known.turn = made;
  }

  /** Iterations of a turn. */
  private turnOf(racer: Racer): number {
    const { pace, turn } = this.of(racer);
    const dearest = Math.max(0, ...this.racers().map((each) => this.of(each).cost));
    const wanted = Math.max(TURN_MS, Math.min(LONGEST_MS, WORTH * dearest));
    // What a short turn says of a long one may be far off.
    return pace === null ? 1 : Math.max(1, Math.min(GROWTH * turn, Math.floor(wanted / pace)));
  }

  private need(racer: Racer, target: number): number {
    return Math.floor((target - this.progress(racer)) / this.cost(racer) + SLACK);
  }

  private progress(racer: Racer): number {
    return this.clock() === 'time' ? this.spent(racer) : racer.iteration() * this.cost(racer);
  }

  /** Of one iteration, in the clock's unit. */
  private cost(racer: Racer): number {
    const clock = this.clock();
    if (clock === 'iterations') return 1;
    return clock === 'work' ? racer.work() : (this.of(racer).pace ?? TURN_MS);
  }

  /** What is known of it; nothing once it is back at its first weights. */
  private of(racer: Racer): Known {
    const known = this.known.get(racer);
    const iteration = racer.iteration();
    if (known !== undefined && iteration >= known.counted) return known;
    const { pace, cost, turn } = known ?? { pace: null, cost: 0, turn: 1 };
    const fresh: Known = { spent: 0, counted: 0, untimed: 0, start: 0, pace, cost, turn, refusals: 0 };
    this.known.set(racer, fresh);
    return fresh;
  }
}
