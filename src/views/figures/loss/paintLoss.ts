import type { Picture } from '../../../store/session.ts';
import { css } from '../../paint/ink.ts';
import type { Paint } from '../../paint/Painting.tsx';
import { type Palette, palette } from '../../paint/ramps.ts';
import { fillDots, strokeLine, type XY } from '../../paint/strokes.ts';
import { type Decades, placeOf } from './axis.ts';
import { type Reduced, reducer, smooth } from './curve.ts';

/** Pixels on either side over which the strong line averages. */
const REACH = 3;
/** Pixels between two marks of losses that are not finite, and half the size of one. */
const APART = 8;
const ARM = 3.5;
/** Radius of the dot of a loss that has no neighbour. */
const DOT = 2.5;

/** Paints every loss as a thin line, their running mean as a strong one, and marks where a loss was not finite. */
export function lossPainter(end: number, decades: Decades, colours: () => Palette = palette): Paint {
  let read = reducer(1, end);
  let columns = 1;
  return (context, width, height, { losses, scores }) => {
    const wanted = Math.max(1, Math.round(width));
    if (wanted !== columns) [read, columns] = [reducer(wanted, end), wanted];
    const reduced = read(losses);
    const place: Place = { x: (column) => ((column + 0.5) / columns) * width, y: (loss) => placeOf(loss, decades) * height };
    const { ink } = colours();
    strokeLine(context, everyLoss(reduced, place), css(ink('accent'), 0.4), 1);
    const mean = meanLoss(reduced, place);
    strokeLine(context, mean, css(ink('accent')), 1.75);
    const alone = lonely(mean);
    if (alone.length > 0) fillDots(context, alone, DOT, css(ink('accent')));
    strokeRings(context, heldOut(scores, end, width, place), css(ink('good')), css(ink('paper')));
    for (const x of brokenAt(reduced, place)) strokeCross(context, x, height, css(ink('explode')));
  };
}

interface Place {
  x(column: number): number;
  y(loss: number): number;
}

/** Four points a column; a column of broken losses alone lifts the pen. */
function everyLoss(reduced: Reduced, { x, y }: Place): readonly XY[] {
  const points: XY[] = [];
  for (let column = 0; column < reduced.columns; column++) {
    if (reduced.count[column] !== 0) {
      for (const values of [reduced.first, reduced.low, reduced.high, reduced.last]) points.push([x(column), y(values[column] as number)]);
    } else if (reduced.broken[column] !== 0) points.push([x(column), Number.NaN]);
  }
  return points;
}

function meanLoss(reduced: Reduced, { x, y }: Place): readonly XY[] {
  const points: XY[] = [];
  smooth(reduced, REACH).forEach((mean, column) => {
    if (reduced.count[column] !== 0 || reduced.broken[column] !== 0) points.push([x(column), Number.isNaN(mean) ? mean : y(mean)]);
  });
  return points;
}

/** Distance between two rings at least. */
const RINGS_APART = 9;
const RING = 2.25;

/** Losses on held-out sequences, as many as have room; the last is always there. */
function heldOut(scores: Picture['scores'], end: number, width: number, { y }: Place): readonly XY[] {
  const points: XY[] = [];
  for (const { iteration, loss } of scores.toReversed()) {
    const x = (iteration / end) * width;
    if (Number.isFinite(loss) && (points.at(-1)?.[0] ?? Number.POSITIVE_INFINITY) - x >= RINGS_APART) points.push([x, y(loss)]);
  }
  return points;
}

function strokeRings(context: CanvasRenderingContext2D, points: readonly XY[], colour: string, paper: string): void {
  if (points.length === 0) return;
  fillDots(context, points, RING + 1, colour);
  fillDots(context, points, RING - 0.25, paper);
}

/** Points without a neighbour to draw a line to. */
function lonely(points: readonly XY[]): readonly XY[] {
  const isDrawn = (index: number): boolean => Number.isFinite(points[index]?.[1]);
  return points.filter((_, index) => isDrawn(index) && !isDrawn(index - 1) && !isDrawn(index + 1));
}

/** Where marks go: one for each run of broken losses, and none upon another. */
function brokenAt({ broken }: Reduced, { x }: Place): readonly number[] {
  const places: number[] = [];
  broken.forEach((times, column) => {
    if (times > 0 && x(column) - (places.at(-1) ?? Number.NEGATIVE_INFINITY) >= APART) places.push(x(column));
  });
  return places;
}

/** A cross at the top with a line down: shape as well as colour. */
function strokeCross(context: CanvasRenderingContext2D, x: number, height: number, colour: string): void {
  const [top, bottom] = [1, 1 + 2 * ARM];
  const lines: XY[] = [
    [x - ARM, top],
    [x + ARM, bottom],
    [x, Number.NaN],
    [x + ARM, top],
    [x - ARM, bottom],
    [x, Number.NaN],
    [x, bottom + 1],
    [x, height],
  ];
  strokeLine(context, lines, colour, 1.5);
}
