import { clamp, columnWidth, middleOf } from '../../lanes/axis.ts';
import { type Domain, extentOf, fromTop } from '../../lanes/domain.ts';
import { gridExponents, STRIP } from '../../lanes/normPlot.ts';
import { powerOfTen } from '../../lanes/words.ts';
import { css } from '../../paint/ink.ts';
import type { Palette } from '../../paint/ramps.ts';
import { strokeAcross, strokeLine, type XY } from '../../paint/strokes.ts';
import type { Mark } from './figure.ts';

/** A plot of magnitudes over steps, log scale, with a strip at its bottom for what is too small to be told. */
export interface LogPlot {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly steps: number;
  readonly width: number;
  /** With the strip. */
  readonly height: number;
  /** Powers of ten. */
  readonly domain: Domain;
}

/** Share of the height that stays free above what is drawn, for labels. */
const HEADROOM = 0.15;
/** Fewer powers of ten are not shown. */
const FEWEST = 4;

/** Whole powers of ten around all values above 0; in threes once there are many, so that they seldom change. */
export function powersAround(values: ArrayLike<number>): Domain {
  const drawn = Array.from(values).filter((value) => value > 0);
  const extent = extentOf(drawn.map(Math.log10)) ?? { low: -FEWEST, high: 0 };
  const low = Math.min(extent.low, extent.high - FEWEST);
  const high = extent.high + HEADROOM * (extent.high - low);
  const every = high - low > 8 ? 3 : 1;
  return { low: Math.floor(low / every) * every, high: Math.ceil(high) };
}

export function paintScale({ context, palette, width, height, domain }: LogPlot): void {
  const line = css(palette.ink('line'));
  for (const exponent of gridExponents(domain)) strokeAcross(context, width, fromTop(domain, exponent) * (height - STRIP), line);
  strokeAcross(context, width, height - STRIP, css(palette.ink('muted')), [1, 3]);
}

/** Where a magnitude is drawn; NaN for what is not a number or 0, the top for ∞. */
export function heightAt({ domain, height }: Pick<LogPlot, 'domain' | 'height'>, value: number): number {
  if (!(value > 0)) return Number.NaN;
  return clamp(fromTop(domain, Math.log10(value)) * (height - STRIP), 1, height - STRIP);
}

/** The points of a curve; a step whose value is left out, NaN, breaks it. */
export const curveOf = (plot: LogPlot, values: ArrayLike<number>): readonly XY[] =>
  Array.from(values, (value, t): XY => [middleOf(plot, t), heightAt(plot, value)]);

/** The powers of ten beside it, where it takes the first `height` pixels of a drawing `whole` pixels high. */
export const scaleMarks = (domain: Domain, height: number, whole: number): readonly Mark[] =>
  gridExponents(domain).map((exponent) => ({ at: (fromTop(domain, exponent) * (height - STRIP)) / whole, text: powerOfTen(exponent) }));

/** A mark in the strip for every step whose value is too small: dots, or squares for a second curve below them. */
export function paintSmall({ context, steps, width, height }: LogPlot, small: readonly number[], colour: string, square = false): void {
  const axis = { steps, width };
  const radius = Math.min(2, columnWidth(axis) / 2);
  const y = height - STRIP + (square ? 10 : 4);
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
export function paintClues({ context, palette, steps, width }: LogPlot, clues: readonly number[], height: number): void {
  for (const clue of clues) {
    const x = middleOf({ steps, width }, clue);
    const line: readonly XY[] = [
      [x, 0],
      [x, height],
    ];
    strokeLine(context, line, css(palette.ink('clue'), 0.7), 1, [2, 3]);
  }
}
