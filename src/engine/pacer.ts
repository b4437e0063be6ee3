/** Measuring for the screen takes at most this share of the time. */
const SHARE = 0.2;
/** No more pictures than this many milliseconds apart. */
const APART_MS = 40;

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
    this.next = performance.now() + Math.max(APART_MS, milliseconds * (1 / SHARE - 1));
  }
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
