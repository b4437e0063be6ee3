import { HIGHEST, type Knot, LOWEST, type Prediction, predictionOf, type Quantity, rounded, valueAt } from './prediction.ts';

/** A place under a pen: `at` counts steps or iterations from 1 and may lie between two. */
export interface Point {
  readonly at: number;
  readonly log: number;
}

/** A line while it is drawn: values at fixed places along the axis, which a pen sets as it passes, and keys one by one. */
export interface Drawing {
  readonly of: Quantity;
  readonly length: number;
  /** Where there may be a value, ascending, from 1 to `length`. */
  readonly places: readonly number[];
  /** log₁₀ at each of them; null where nothing was drawn yet. */
  readonly logs: readonly (number | null)[];
  /** Where the pen last was while it is down. */
  readonly pen: Point | null;
}

export type Stroke =
  | { readonly type: 'down' | 'move'; readonly point: Point }
  | { readonly type: 'up' }
  /** A place moves by so many decades. One that has no value takes that of the nearest, or `otherwise`. */
  | { readonly type: 'shift'; readonly place: number; readonly by: number; readonly otherwise: number }
  | { readonly type: 'remove'; readonly place: number }
  | { readonly type: 'clear' }
  /** The sequence has become another one. */
  | { readonly type: 'fit'; readonly length: number };

/** Places of a line at most, and how far apart they may be. */
const MOST_PLACES = 11;
const STRIDES = [1, 2, 5] as const;

/** The first, the round ones and the last of an axis, at most eleven. */
export function placesOf(length: number): readonly number[] {
  const strides = Array.from({ length: 7 }, (_, power) => STRIDES.map((stride) => stride * 10 ** power)).flat();
  const stride = strides.find((each) => length / each <= MOST_PLACES - 1) ?? length;
  const round = Array.from({ length: Math.floor(length / stride) }, (_, k) => (k + 1) * stride);
  const apart = round.filter((place) => place - 1 >= stride / 2 && length - place >= stride / 2);
  return [...new Set([1, ...apart, length])];
}

/** A drawing of nothing yet, or of what was drawn before. */
export function startDrawing(of: Quantity, length: number, before: Prediction | null = null): Drawing {
  const places = placesOf(length);
  const shift = before !== null && of === 'norm' ? length - before.length : 0;
  const logs = places.map((place) => {
    const log = before === null ? Number.NaN : valueAt(before, place - shift);
    return Number.isNaN(log) ? null : rounded(log);
  });
  return { of, length, places, logs, pen: null };
}

/** The drawing after a stroke of the pen or a key. */
export function draw(drawing: Drawing, stroke: Stroke): Drawing {
  switch (stroke.type) {
    case 'down':
      return { ...setAt(drawing, nearestTo(drawing, stroke.point.at), stroke.point.log), pen: stroke.point };
    case 'move':
      return drawing.pen === null ? drawing : { ...passed(drawing, drawing.pen, stroke.point), pen: stroke.point };
    case 'up':
      return { ...drawing, pen: null };
    case 'shift':
      return shifted(drawing, stroke.place, stroke.by, stroke.otherwise);
    case 'remove':
      return setAt(drawing, stroke.place, null);
    case 'clear':
      return { ...drawing, logs: drawing.logs.map(() => null), pen: null };
    case 'fit':
      return startDrawing(drawing.of, stroke.length, finished(drawing));
  }
}

/** The line of a drawing; null while it has too few points for one. */
export function finished({ of, length, places, logs }: Drawing): Prediction | null {
  const knots = places.flatMap((at, k): Knot[] => (logs[k] === null || logs[k] === undefined ? [] : [{ at, log: logs[k] as number }]));
  return knots.length < Math.min(2, places.length) ? null : predictionOf(of, length, knots);
}

const bounded = (log: number): number => rounded(Math.min(HIGHEST, Math.max(LOWEST, log)));

function setAt(drawing: Drawing, place: number, log: number | null): Drawing {
  return { ...drawing, logs: drawing.logs.map((before, k) => (k !== place ? before : log === null ? null : bounded(log))) };
}

function nearestTo({ places }: Drawing, at: number): number {
  return places.reduce((best, place, k) => (Math.abs(place - at) < Math.abs((places[best] as number) - at) ? k : best), 0);
}

/** Every place that the pen crossed has the value there; one that it stays beside follows it. */
function passed(drawing: Drawing, from: Point, to: Point): Drawing {
  const [left, right] = from.at <= to.at ? [from, to] : [to, from];
  const isCrossed = (place: number): boolean => place >= left.at && place <= right.at && left.at < right.at;
  const logs = drawing.logs.map((before, k) => {
    const place = drawing.places[k] as number;
    return isCrossed(place) ? bounded(left.log + ((place - left.at) / (right.at - left.at)) * (right.log - left.log)) : before;
  });
  const near = nearestTo(drawing, to.at);
  const place = drawing.places[near] as number;
  const isBeside = !isCrossed(place) && Math.abs(place - to.at) <= spacing(drawing, near) / BESIDE;
  return isBeside ? setAt({ ...drawing, logs }, near, to.log) : { ...drawing, logs };
}

/** A pen within this part of the way to the next place is beside one. */
const BESIDE = 6;

function spacing({ places }: Drawing, k: number): number {
  const place = places[k] as number;
  return Math.min(place - (places[k - 1] ?? Number.NEGATIVE_INFINITY), (places[k + 1] ?? Number.POSITIVE_INFINITY) - place);
}

function shifted(drawing: Drawing, place: number, by: number, otherwise: number): Drawing {
  const now = drawing.logs[place];
  if (now === undefined) return drawing;
  return setAt(drawing, place, now === null ? (nearestValue(drawing, place) ?? otherwise) : now + by);
}

function nearestValue({ logs }: Drawing, place: number): number | null {
  const known = [...logs.keys()].filter((k) => logs[k] !== null).sort((a, b) => Math.abs(a - place) - Math.abs(b - place));
  return known[0] === undefined ? null : (logs[known[0]] ?? null);
}
