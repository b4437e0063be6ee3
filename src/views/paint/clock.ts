/** What a clock follows. */
export interface Source<T> {
  getState(): T;
  subscribe(listener: () => void): () => void;
}

/** A source as it was at its last tick; slower readers see it as it was at a tick they share with the faster ones. */
export interface Clock<T> {
  /** The value to show for something that changes at most `hz` times a second: of 8, 4, 2, 1 and ½ the nearest. */
  shown(hz: number): T;
  /** Called after ticks at which a value to show has changed; returns how to stop. */
  subscribe(listener: () => void): () => void;
}

/** Milliseconds from tick to tick. */
const TICK = 125;
/** Each pace shows something new at every so many ticks. Each divides the next, so that slower paces change together with all faster ones. */
const PACES = [1, 2, 4, 8, 16] as const;

const clocks = new WeakMap<object, Clock<unknown>>();

/** The one clock of a source. */
export function clockOf<T>(source: Source<T>): Clock<T> {
  const known = clocks.get(source) as Clock<T> | undefined;
  if (known !== undefined) return known;
  const clock = new SharedClock(source);
  clocks.set(source, clock);
  return clock;
}

/** Ticks only while something is left to show, and at once after a rest. */
class SharedClock<T> implements Clock<T> {
  private readonly source: Source<T>;
  private readonly listeners = new Set<() => void>();
  private readonly values: T[];
  private ticks = 0;
  private ticked = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private leave: (() => void) | null = null;

  constructor(source: Source<T>) {
    this.source = source;
    this.values = PACES.map(() => source.getState());
  }

  shown(hz: number): T {
    return this.leave === null ? this.source.getState() : (this.values[paceOf(hz)] as T);
  }

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    if (this.leave === null) this.start();
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.stop();
    };
  }

  private start(): void {
    this.values.fill(this.source.getState());
    this.leave = this.source.subscribe(() => this.wait());
  }

  private stop(): void {
    this.leave?.();
    this.leave = null;
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }

  private wait(): void {
    this.timer ??= setTimeout(() => this.tick(), Math.max(0, this.ticked + TICK - performance.now()));
  }

  private tick(): void {
    this.timer = null;
    const now = performance.now();
    const before = this.ticks;
    this.ticks += Math.max(1, Math.min(PACES[PACES.length - 1] as number, Math.floor((now - this.ticked) / TICK)));
    this.ticked = now;
    const latest = this.source.getState();
    for (const [index, every] of PACES.entries())
      if (Math.floor(this.ticks / every) > Math.floor(before / every)) this.values[index] = latest;
    for (const listener of [...this.listeners]) listener();
    if (this.leave !== null && this.values.some((value) => !Object.is(value, this.source.getState()))) this.wait();
  }
}

const paceOf = (hz: number): number => Math.max(0, Math.min(PACES.length - 1, Math.round(Math.log2(1000 / TICK / hz))));
