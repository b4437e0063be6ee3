import type { FigureName } from '../../../core/laboratory/names.ts';
import { clamp, columnWidth, middleOf } from '../../lanes/axis.ts';
import { decades } from '../../lanes/decades.ts';
import { type Domain, extentOf, fromTop } from '../../lanes/domain.ts';
import { labelRoom, type Place, type Write } from '../../lanes/labelRoom.ts';
import { gridExponents } from '../../lanes/normPlot.ts';
import { powerOfTen } from '../../lanes/words.ts';
import { css, type InkName } from '../../paint/ink.ts';
import { fillDots, strokeAcross, strokeLine, type XY } from '../../paint/strokes.ts';
import type { Mark, Stage } from './figure.ts';

/** Height of the strip at the bottom that holds what is 0 and has no logarithm, in CSS pixels. */
const ZERO = 12;

/** One curve over the steps: log₁₀ by step; NaN where there is none, −∞ for 0. */
export interface Curve {
  readonly name: string;
  readonly values: ArrayLike<number>;
  readonly ink: InkName;
  readonly width: number;
  readonly dash?: readonly number[];
  readonly dots?: boolean;
}

/** A plot over the steps on a log scale, from the top of the drawing to `bottom` CSS pixels. */
export interface CurvePlot {
  readonly domain: Domain;
  readonly bottom: number;
  y(log: number): number;
}

export const domainOf = (columns: readonly ArrayLike<number>[]): Domain =>
  decades(extentOf(columns.flatMap((column) => Array.from(column))));

export function plotOf(domain: Domain, bottom: number): CurvePlot {
  const y = (log: number): number =>
    Number.isFinite(log) ? clamp(fromTop(domain, log) * (bottom - ZERO), 1, bottom - ZERO) : log > 0 ? 1 : Number.NaN;
  return { domain, bottom, y };
}

/** The powers of ten beside it, as shares of the whole height of the drawing, and 0 beside its strip. */
export function marksOf({ domain, bottom }: CurvePlot, height: number): readonly Mark[] {
  const powers = gridExponents(domain).map((exponent) => ({
    at: (fromTop(domain, exponent) * (bottom - ZERO)) / height,
    text: powerOfTen(exponent),
  }));
  const zero = { at: (bottom - ZERO / 2) / height, text: '0' };
  return [...powers.filter(({ at }) => Math.abs(at - zero.at) * height > ZERO), zero];
}

/** The lines of the powers, a stronger one at 1, and what was not measured. */
export function paintGround<N extends FigureName>(
  { context, width, palette, trace }: Stage<N>,
  { domain, bottom, y }: CurvePlot,
  [first, from]: readonly [first: number, from: number],
): void {
  const axis = { steps: trace.steps, width };
  context.fillStyle = css(palette.ink('sunk'));
  context.fillRect(0, 0, first * columnWidth(axis), bottom);
  context.fillRect((from + 1) * columnWidth(axis), 0, width, bottom);
  for (const exponent of gridExponents(domain)) strokeAcross(context, width, y(exponent), css(palette.ink('line')));
  strokeAcross(context, width, y(0), css(palette.ink('muted')), [1, 2]);
  strokeAcross(context, width, bottom - ZERO, css(palette.ink('line')));
}

/** Strokes the curves, the first above all others, and names each where there is room beside it. */
export function paintCurves<N extends FigureName>(stage: Stage<N>, plot: CurvePlot, curves: readonly Curve[]): void {
  const { context, palette, trace, width } = stage;
  const axis = { steps: trace.steps, width };
  const lines = curves.map(({ values }) => Array.from(values, (log, t): XY => [middleOf(axis, t), plot.y(log)]));
  for (const [k, { values, ink, width: thick, dash = [], dots = false }] of [...curves.entries()].toReversed()) {
    const [line, colour] = [lines[k] ?? [], css(palette.ink(ink))];
    strokeLine(
      context,
      line.filter((_, t) => !Number.isNaN(values[t])),
      colour,
      thick,
      dash,
    );
    if (dots || line.filter(([, at]) => Number.isFinite(at)).length === 1) fillDots(context, line, 2.25, colour);
    const zeros = line.filter((_, t) => values[t] === Number.NEGATIVE_INFINITY).map(([x]): XY => [x, plot.bottom - ZERO / 2]);
    fillDots(context, zeros, Math.min(2, columnWidth(axis) / 2), colour);
  }
  const write = labelRoom(context, [width, plot.bottom - ZERO], lines, []);
  for (const [k, curve] of curves.entries()) nameCurve(stage, write, lines[k] ?? [], curve);
}

function nameCurve<N extends FigureName>({ palette, width }: Stage<N>, write: Write, line: readonly XY[], { name, ink }: Curve): void {
  const drawn = line.filter(([, y]) => Number.isFinite(y));
  const places = [1, 2, 3, 4, 5, 6, 7, 8, 0].flatMap((tenth) => {
    const [x, y] = drawn[Math.floor((tenth / 10) * drawn.length)] ?? [0, 0];
    const align = x > width / 2 ? 'right' : 'left';
    return [-9, 9, -18, 18, -28, 28].map((off): Place => ({ x, y: y + off, align }));
  });
  if (drawn.length > 0) write({ text: name, colour: palette.ink(ink), paper: palette.ink('paper') }, places);
}
