import { breathe, wait } from './lock.ts';

/** Longest stretch of work without reading messages. */
const STRETCH_MS = 8;

/** A run was stopped before it had made the iterations that were asked for. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Repeats a step until it is told to stop, reading messages in between. One thing runs at a time: what is started later ends what ran. */
export class Loop {
  private turn = 0;

  get running(): boolean {
    return this.turn > 0 && this.active === this.turn;
  }
  private active = 0;

  /** Repeats at `perSecond`, which may be infinite, until stopped or until `step` says false. */
  async repeat(step: () => Promise<boolean>, perSecond: number): Promise<void> {
    const turn = this.begin();
    let stretch = performance.now();
    let due = stretch;
    while (this.turn === turn) {
      if (!(await step())) break;
      due = Math.max(due + 1000 / perSecond, performance.now() - 250);
      if (due > performance.now()) await wait(due - performance.now());
      else if (performance.now() - stretch > STRETCH_MS) await breathe();
      else continue;
      stretch = performance.now();
    }
    this.end(turn);
  }

  /** Exactly so many times. @throws {Interrupted} where it was stopped before. */
  async times(count: number, step: () => Promise<boolean>): Promise<void> {
    if (count < 1) return;
    let made = 0;
    let finished = false;
    await this.repeat(async () => {
      if (!(await step())) return false;
      made++;
      finished = made === count;
      return !finished;
    }, Number.POSITIVE_INFINITY);
    if (!finished) throw new Interrupted(`stopped after ${made} of ${count} iterations`);
  }

  stop(): void {
    this.turn++;
    this.active = 0;
  }

  private begin(): number {
    this.turn++;
    this.active = this.turn;
    return this.turn;
  }

  private end(turn: number): void {
    if (this.active === turn) this.active = 0;
  }
}
