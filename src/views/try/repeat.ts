/** Between two answers that nobody pressed a button for, in milliseconds. */
export const PACE_MS = 2000;
/** So many times as long as an answer took nothing is asked, so that training keeps the engine. */
const REST = 30;
/** How soon it is seen that there is something to ask again. */
const LOOK_MS = 250;

export interface Repeating {
  /** Whether there is something to ask. */
  isDue(): boolean;
  /** Whether it may be asked without a rest, since nothing trains or a person wants it. */
  isHurried(): boolean;
  ask(): Promise<unknown>;
}

/** Asks whenever it is due, one call at a time and at its own pace, until the function that is returned is called. */
export function repeat({ isDue, isHurried, ask }: Repeating): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let stopped = false;
  let earliest = 0;
  const next = (): void => {
    if (!stopped) timer = setTimeout(turn, LOOK_MS);
  };
  const turn = (): void => {
    const start = performance.now();
    if (!isDue() || (start < earliest && !isHurried())) return next();
    const rest = (): void => {
      const now = performance.now();
      earliest = now + Math.max(PACE_MS, REST * (now - start));
      next();
    };
    ask().then(rest, rest);
  };
  turn();
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}

/** Lets calls go one after the other, so that never more than one is on its way. */
export class Single {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  get isBusy(): boolean {
    return this.waiting > 0;
  }

  run<T>(call: () => Promise<T>): Promise<T> {
    this.waiting++;
    const result = this.last.then(call);
    this.last = result.catch(() => {}).finally(() => this.waiting--);
    return result;
  }
}
