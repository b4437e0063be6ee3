import { digestOf } from '../core/digest.ts';
import type { Aspect, Taken } from '../core/laboratory/index.ts';
import type { FigureName } from '../core/laboratory/names.ts';
import type { Subject } from '../core/laboratory/subject.ts';

/** While it trains, the figures together take at most one in so many milliseconds. */
const SHARE = 25;
/** A figure is measured at most this often while it trains. */
const MILLISECONDS = 80;
/** The first time a figure's code is cold, which says little of the next: it waits so long at most. */
const COLD = 1000;

interface Measured {
  /** What it was measured of, but for the network: another place is measured at once. */
  readonly place: string;
  readonly due: number;
  readonly taken: Taken[FigureName];
  /** The rest at which it was measured; null where the network was training. */
  readonly rest: Rest | null;
}

/** A network that does not train: its figures stay as they are. */
interface Rest {
  /** With what is done to it. */
  readonly network: Subject['network'];
  readonly iteration: number;
  readonly parameters: Float32Array;
}

const loadMeasures = () => import('../core/laboratory/index.ts');
type Measures = Awaited<ReturnType<typeof loadMeasures>>['MEASURES'];

/**
 * Measures the figures of the laboratory that are open, each at its own pace, so that training keeps its time, and at rest
 * those alone of which something has changed. Its code is loaded with the first of them.
 */
export class Laboratory {
  private readonly measured = new Map<FigureName, Measured>();
  private rest: Rest | null = null;

  /** What is due of the figures that are wanted. Null where nothing is. */
  async measure(wanted: readonly FigureName[], subject: Subject, atRest: boolean): Promise<Partial<Taken> | null> {
    for (const name of this.measured.keys()) if (!wanted.includes(name)) this.measured.delete(name);
    if (wanted.length === 0) return null;
    this.rest = atRest ? restOf(subject, this.rest) : null;
    const { MEASURES, sharedBy } = await loadMeasures();
    const places = placesOf(subject);
    const placeOf = (name: FigureName): string => JSON.stringify(MEASURES[name].of.map((aspect) => places[aspect]()));
    const due = wanted.filter((name) => this.isDue(name, placeOf(name), paced(MEASURES, wanted, name)));
    if (due.length === 0) return null;
    const shared = sharedBy({ ...subject, atRest });
    const measured = new Map<FigureName, Measured>();
    for (const name of due) {
      const start = performance.now();
      const taken = await MEASURES[name].take(shared, (this.measured.get(name)?.taken ?? null) as never);
      const end = performance.now();
      const pause = Math.max(MILLISECONDS, SHARE * wanted.length * (end - start));
      const most = this.measured.has(name) ? pause : COLD;
      measured.set(name, { place: placeOf(name), due: end + Math.min(pause, most), taken, rest: this.rest });
    }
    // Where one fails, nobody gets the others either: they are due again.
    for (const [name, each] of measured) this.measured.set(name, each);
    return Object.fromEntries([...measured].map(([name, { taken }]) => [name, taken])) as Partial<Taken>;
  }

  /** `together` are the figures that keep its pace. */
  private isDue(name: FigureName, place: string, together: readonly FigureName[]): boolean {
    const last = this.measured.get(name);
    if (last === undefined || last.place !== place) return true;
    // What was measured at rest took nothing from training.
    if (this.rest !== null || last.rest !== null) return last.rest !== this.rest;
    return together.every((other) => performance.now() >= (this.measured.get(other)?.due ?? 0));
  }
}

/** Figures that share what they take keep one pace, that of the slowest. */
const paced = (measures: Measures, wanted: readonly FigureName[], name: FigureName): readonly FigureName[] =>
  measures[name].isChained ? wanted.filter((other) => measures[other].isChained) : [name];

/** The rest as it was, where the network is still the same: weights may be set, and something done to it, at one iteration. */
function restOf({ network, parameters, trace: { iteration } }: Subject, last: Rest | null): Rest {
  const isSame = last?.network === network && last.iteration === iteration && last.parameters.every((value, k) => value === parameters[k]);
  return isSame ? (last as Rest) : { network, iteration, parameters: parameters.slice() };
}

/** What each aspect of the place is. A sequence with what it reads and should answer: two that a person gave may have the same name. */
const placesOf = ({ layer, step, trace: { sequence, caption, x, y } }: Subject): Readonly<Record<Aspect, () => unknown>> => ({
  sequence: () => [sequence, caption, ...[x, y].map((rows) => digestOf(new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength)))],
  layer: () => layer,
  step: () => step,
});
