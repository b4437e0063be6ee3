/** Measuring for the screen takes at most this share of the time, as long as pictures come often enough so. */
const SHARE = 0.1;
/** Where they would not, it takes at most this share. */
const MOST = 0.2;
/** Pictures are at least so many milliseconds apart. */
const APART_MS = 40;
/** Often enough: a picture begun so many milliseconds after the last has come. */
const OFTEN_MS = 200;

/** Says when the next picture may be measured: the page has painted the last one, and the cost stays a small share. */
export class Pacer {
  private painted = true;
  private next = 0;

  onPainted(): void {
    this.painted = true;
  }

  isDue(): boolean {
    return this.painted && performance.now() >= this.next;
  }

  /** Notes a picture that took so long to measure and is on its way. */
  sent(milliseconds: number): void {
    this.painted = false;
    this.next = performance.now() + pauseAfter(milliseconds);
  }
}

/**
 * How long training has the time to itself after a picture that took so long to measure: a tenth of the time goes to
 * pictures while there are four a second or more, up to a fifth where measuring one takes longer.
 */
export function pauseAfter(milliseconds: number): number {
  const rest = (share: number): number => milliseconds * (1 / share - 1);
  return Math.max(APART_MS, Math.min(rest(SHARE), Math.max(OFTEN_MS, rest(MOST))));
}

/** Counts iterations a second over the last second or so. */
export class Speedometer {
  private marks: number[] = [];

  tick(): void {
    this.marks.push(performance.now());
    if (this.marks.length > 2048) this.marks.splice(0, 1024);
  }

  reset(): void {
    this.marks = [];
  }

  perSecond(): number {
    const now = performance.now();
    const recent = this.marks.filter((at) => now - at < 2000);
    const first = recent[0];
    return first === undefined || recent.length < 2 || now === first ? 0 : ((recent.length - 1) * 1000) / (now - first);
  }
}
