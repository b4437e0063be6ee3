import { clamp, columnWidth, leftOf, middleOf } from '../../lanes/axis.ts';
import { decades } from '../../lanes/decades.ts';
import { type Domain, extentOf, fromTop } from '../../lanes/domain.ts';
import { type Box, labelRoom, type Place, type Write } from '../../lanes/labelRoom.ts';
import { gridExponents, STRIP } from '../../lanes/normPlot.ts';
import { powerOfTen } from '../../lanes/words.ts';
import { css, type InkName } from '../../paint/ink.ts';
import { fillDots, strokeAcross, strokeLine, type XY } from '../../paint/strokes.ts';
import type { Mark, Stage } from './figure.ts';

/** Logarithms are log₁₀ by step: NaN where there is no value, −∞ for 0. */
type Logs = ArrayLike<number>;

/** What is painted on: over the steps of a trace. */
type Ground = Pick<Stage<never>, 'context' | 'width' | 'palette' | 'trace'>;

/** A plot over the steps on a log scale, from the top of the drawing to `bottom` CSS pixels; a strip below it holds what is too small to be told. */
export interface LogPlot {
  readonly domain: Domain;
  readonly bottom: number;
}

/** One curve over the steps. */
export interface Curve {
  readonly name: string;
  readonly values: Logs;
  readonly ink: InkName;
  readonly width: number;
  readonly dash?: readonly number[];
  readonly dots?: boolean;
}

/** Share of the height that stays free above what is drawn, for labels. */
const HEADROOM = 0.15;
/** Fewer powers of ten are not shown. */
const FEWEST = 4;

/** Whole powers of ten around all values, those near 1 among them. */
export const domainAbout1 = (columns: readonly Logs[]): Domain => decades(extentOf(columns.flatMap((column) => Array.from(column))));

/** Whole powers of ten around all values; in threes once there are many, so that they seldom change. */
export function domainAround(...columns: readonly Logs[]): Domain {
  const extent = extentOf(columns.flatMap((column) => Array.from(column))) ?? { low: -FEWEST, high: 0 };
  const low = Math.min(extent.low, extent.high - FEWEST);
  const high = extent.high + HEADROOM * (extent.high - low);
  const every = high - low > 8 ? 3 : 1;
  return { low: Math.floor(low / every) * every, high: Math.ceil(high) };
}

/** Where a value is drawn; NaN where there is none or it is 0, the top for ∞. */
export function heightAt({ domain, bottom }: LogPlot, log: number): number {
  if (!Number.isFinite(log)) return log > 0 ? 1 : Number.NaN;
  return clamp(fromTop(domain, log) * (bottom - STRIP), 1, bottom - STRIP);
}

/** The points of a curve; a step without a value breaks it. */
export const curveOf = ({ width, trace: { steps } }: Pick<Ground, 'width' | 'trace'>, plot: LogPlot, logs: Logs): readonly XY[] =>
  Array.from(logs, (log, t): XY => [middleOf({ steps, width }, t), heightAt(plot, log)]);

/** The powers of ten beside it, as shares of the whole height of the drawing; where the strip stands for 0, that too. */
export function marksOf({ domain, bottom }: LogPlot, height: number, zero = false): readonly Mark[] {
  const strip = { at: (bottom - STRIP / 2) / height, text: '0' };
  const powers = gridExponents(domain).map((exponent) => ({
    at: (fromTop(domain, exponent) * (bottom - STRIP)) / height,
    text: powerOfTen(exponent),
  }));
  return zero ? [...powers.filter(({ at }) => Math.abs(at - strip.at) * height >= STRIP), strip] : powers;
}

/** The lines of the powers and of the strip. */
export function paintScale({ context, width, palette }: Ground, plot: LogPlot): void {
  for (const exponent of gridExponents(plot.domain)) strokeAcross(context, width, heightAt(plot, exponent), css(palette.ink('line')));
  strokeAcross(context, width, plot.bottom - STRIP, css(palette.ink('muted')), [1, 3]);
}

/** The same with a stronger line at 1, and sunk what was not measured, before step `first` and after step `from`. */
export function paintMeasured(ground: Ground, plot: LogPlot, [first, from]: readonly [first: number, from: number]): void {
  const { context, width, palette, trace } = ground;
  const axis = { steps: trace.steps, width };
  context.fillStyle = css(palette.ink('sunk'));
  context.fillRect(0, 0, leftOf(axis, first), plot.bottom);
  context.fillRect(leftOf(axis, from + 1), 0, width, plot.bottom);
  paintScale(ground, plot);
  strokeAcross(context, width, heightAt(plot, 0), css(palette.ink('muted')), [1, 2]);
}

/** A line with its dots, where there are some or it has one point alone. */
export function paintCurve(
  { context, palette }: Ground,
  points: readonly XY[],
  { ink, width, dash = [], dots = false }: Omit<Curve, 'name' | 'values'>,
): void {
  const colour = css(palette.ink(ink));
  strokeLine(context, points, colour, width, dash);
  if (dots || points.filter(([, y]) => Number.isFinite(y)).length === 1) fillDots(context, points, 2.25, colour);
}

/** Strokes the curves, the first above all others, dots in the strip what is 0, and names each where there is room beside it. */
export function paintCurves(ground: Ground, plot: LogPlot, curves: readonly Curve[], taken: readonly Box[] = []): void {
  const { context, palette, width } = ground;
  const lines = curves.map(({ values }) => curveOf(ground, plot, values));
  for (const [k, curve] of [...curves.entries()].toReversed()) {
    // Over a step that was not measured the line goes on.
    paintCurve(
      ground,
      (lines[k] ?? []).filter((_, t) => !Number.isNaN(curve.values[t])),
      curve,
    );
    const zeros = Array.from(curve.values as ArrayLike<number>).flatMap((log, t) => (log === Number.NEGATIVE_INFINITY ? [t] : []));
    paintSmall(ground, plot, zeros, css(palette.ink(curve.ink)));
  }
  const write = labelRoom(context, [width, plot.bottom - STRIP], lines, taken);
  for (const [k, curve] of curves.entries()) nameCurve(ground, write, lines[k] ?? [], curve);
}

function nameCurve({ palette, width }: Ground, write: Write, line: readonly XY[], { name, ink }: Curve): void {
  const drawn = line.filter(([, y]) => Number.isFinite(y));
  const places = [1, 2, 3, 4, 5, 6, 7, 8, 0].flatMap((tenth) => {
    const [x, y] = drawn[Math.floor((tenth / 10) * drawn.length)] ?? [0, 0];
    const align = x > width / 2 ? 'right' : 'left';
    return [-9, 9, -18, 18, -28, 28].map((off): Place => ({ x, y: y + off, align }));
  });
  if (drawn.length > 0) write({ text: name, colour: palette.ink(ink), paper: palette.ink('paper') }, places);
}

/** A mark in the strip for every step whose value is too small: dots, or squares for a second curve below them. */
export function paintSmall(
  { context, width, trace: { steps } }: Ground,
  { bottom }: LogPlot,
  small: readonly number[],
  colour: string,
  square = false,
): void {
  const axis = { steps, width };
  const radius = Math.min(2, columnWidth(axis) / 2);
  const y = bottom - STRIP + (square ? 10 : 4);
  context.fillStyle = colour;
  context.beginPath();
  for (const t of small) {
    const x = middleOf(axis, t);
    if (square) context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
    else {
      context.moveTo(x + radius, y);
      context.arc(x, y, radius, 0, 2 * Math.PI);
    }
  }
  context.fill();
}

/** A dotted line under each clue, as the lanes have it. */
export function paintClues({ context, palette, width, trace: { steps, clues } }: Ground, height: number): void {
  for (const clue of clues) {
    const x = middleOf({ steps, width }, clue);
    const line: readonly XY[] = [
      [x, 0],
      [x, height],
    ];
    strokeLine(context, line, css(palette.ink('clue'), 0.7), 1, [2, 3]);
  }
}
