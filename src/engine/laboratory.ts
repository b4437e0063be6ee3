import { digestOf } from '../core/digest.ts';
import type { Taken } from '../core/laboratory/index.ts';
import type { FigureName } from '../core/laboratory/names.ts';
import type { Subject } from '../core/laboratory/subject.ts';

/** While it trains, the figures together take at most one in so many milliseconds. */
const SHARE = 25;
/** A figure is measured at most this often while it trains. */
const MILLISECONDS = 80;

interface Measured {
  /** What it was measured of, but for the iteration: another place is measured at once. */
  readonly place: string;
  readonly due: number;
  readonly taken: Taken[FigureName];
}

/** Measures the figures of the laboratory that are open, each at its own pace, so that training keeps its time. Its code is loaded with the first of them. */
export class Laboratory {
  private readonly measured = new Map<FigureName, Measured>();

  /** What is due of the figures that are wanted; all of it at rest. Null where nothing is. */
  async measure(wanted: readonly FigureName[], subject: Subject, atRest: boolean): Promise<Partial<Taken> | null> {
    for (const name of this.measured.keys()) if (!wanted.includes(name)) this.measured.delete(name);
    const due = wanted.filter((name) => atRest || this.isDue(name, subject));
    if (due.length === 0) return null;
    const { MEASURES } = await import('../core/laboratory/index.ts');
    const taken: Partial<Record<FigureName, unknown>> = {};
    for (const name of due) {
      const start = performance.now();
      const measured = await MEASURES[name]({ ...subject, atRest }, (this.measured.get(name)?.taken ?? null) as never);
      taken[name] = measured;
      const end = performance.now();
      this.measured.set(name, {
        place: placeOf(subject),
        due: end + Math.max(MILLISECONDS, SHARE * wanted.length * (end - start)),
        taken: measured,
      });
    }
    return taken as Partial<Taken>;
  }

  private isDue(name: FigureName, subject: Subject): boolean {
    const last = this.measured.get(name);
    return last === undefined || last.place !== placeOf(subject) || performance.now() >= last.due;
  }
}

/** With what the sequence reads: two that a person gave may have the same name. */
const placeOf = ({ layer, step, trace: { sequence, caption, x } }: Subject): string =>
  JSON.stringify([layer, step, sequence, caption, digestOf(new Uint8Array(x.buffer, x.byteOffset, x.byteLength))]);
