import { RECENT } from '../../../core/analysis/standing.ts';
import type { Past, Picture } from '../../../store/session.ts';
import { counted, magnitude, whole } from '../../figures/numbers.ts';

type Curves = Pick<Picture, 'losses' | 'was'>;

const MIB = 2 ** 20;

/** "112 snapshots, 0.9 of 32 MB", and from where on, and why, where that is not the first iteration. */
export function keptText({ kept, bytes, most, first }: Past): string {
  const room = `${bytes < MIB / 10 ? `${Math.ceil(bytes / 1024)} kB` : (bytes / MIB).toFixed(1)} of ${most / MIB} MB`;
  const since = first === 0 ? '' : `, from iteration ${whole(first)} on: the engine before died with what it had kept`;
  return `${counted(kept.length, 'snapshot')}, ${room}${since}`;
}

/** What the slider says: "iteration 500 of 1,000, loss 0.137". */
export function placeText(iteration: number, end: number, losses: readonly number[]): string {
  const loss = losses[iteration - 1];
  const where = iteration === 0 ? 'the first weights' : `iteration ${whole(iteration)}`;
  return `${where} of ${whole(end)}${loss === undefined ? '' : `, loss ${magnitude(loss)}`}`;
}

/**
 * The losses of both at an iteration, and the means over the same last iterations since they parted, as many as fifty: the
 * losses of single batches waver. Empty where nothing was.
 */
export function comparison({ losses, was }: Curves, iteration: number): string {
  if (was === null) return '';
  const end = was.from + was.losses.length;
  if (iteration <= was.from) return `The earlier run parts from this one at iteration ${whole(was.from)}.`;
  if (iteration > end)
    return `The earlier run ended at iteration ${whole(end)}, with a loss of ${magnitude(was.losses.at(-1) ?? Number.NaN)}.`;
  const [now, then] = [losses.slice(was.from, iteration), was.losses.slice(0, iteration - was.from)];
  const last = (values: readonly number[]): number => values.at(-1) ?? Number.NaN;
  const one = `At iteration ${whole(iteration)} the loss is ${magnitude(last(now))}; it was ${magnitude(last(then))}.`;
  if (now.every((loss, k) => Object.is(loss, then[k]))) return `${one} So far it is the same to the last bit.`;
  const count = Math.min(RECENT, now.length);
  return count === 1 ? one : `${one} Mean of the last ${count}: ${magnitude(mean(now, count))}; it was ${magnitude(mean(then, count))}.`;
}

const mean = (values: readonly number[], count: number): number =>
  values.slice(-count).reduce((sum, value) => sum + value, 0) / Math.min(count, values.length);

/** An iteration that one may want to go back to, with its reason. */
export interface Place {
  readonly iteration: number;
  readonly label: string;
}

/** So many iterations before an explosion it was mostly on its way already. */
const BEFORE = 10;

/** Where to go back to after an explosion: the last iteration that is finite, some before it, and that of the lowest loss. */
export function placesBack(losses: readonly number[], last: number, first: number): readonly Place[] {
  const finite = losses.slice(0, last);
  const lowest = finite.reduce((best, loss, k) => (loss < (finite[best] ?? Number.NaN) ? k : best), 0) + 1;
  const places = [
    { iteration: last, label: `Iteration ${whole(last)}, the last one that is finite` },
    { iteration: last - BEFORE, label: `Iteration ${whole(last - BEFORE)}, ten before` },
    { iteration: lowest, label: `Iteration ${whole(lowest)}, of the lowest loss` },
  ];
  const isThere = ({ iteration }: Place): boolean => iteration >= Math.max(1, first) && iteration <= last;
  return places.filter(isThere).filter(({ iteration }, index, all) => all.findIndex((other) => other.iteration === iteration) === index);
}

/** Where a key leads from an iteration; null where it is none of the slider's. */
export function placeAfter(
  key: string,
  iteration: number,
  { first, kept }: Pick<Past, 'first' | 'kept'>,
  end: number,
  far: boolean,
): number | null {
  const step = far ? 10 : 1;
  const places: Readonly<Record<string, number | undefined>> = {
    ArrowLeft: iteration - step,
    ArrowDown: iteration - step,
    ArrowRight: iteration + step,
    ArrowUp: iteration + step,
    PageDown: kept.findLast((each) => each < iteration) ?? first,
    PageUp: kept.find((each) => each > iteration) ?? end,
    Home: first,
    End: end,
  };
  const place = Object.hasOwn(places, key) ? places[key] : undefined;
  return place === undefined ? null : Math.min(end, Math.max(first, place));
}

/** The iteration at a share of the axis: one that is kept where it lies as near as a finger can point. */
export function placeAt(share: number, axis: number, { first, kept }: Pick<Past, 'first' | 'kept'>, end: number): number {
  const wanted = Math.min(end, Math.max(first, Math.round(share * axis)));
  const nearest = kept.reduce((best, each) => (Math.abs(each - wanted) < Math.abs(best - wanted) ? each : best), end);
  return Math.abs(nearest - wanted) <= axis * NEAR ? nearest : wanted;
}
const NEAR = 0.012;
