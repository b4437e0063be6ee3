import type { Picture } from '../../../store/session.ts';
import { type Decades, placeOf } from '../../figures/loss/axis.ts';
import { css } from '../../paint/ink.ts';
import type { Paint } from '../../paint/Painting.tsx';
import { type Palette, palette } from '../../paint/ramps.ts';
import { fillBetween, strokeLine, type XY } from '../../paint/strokes.ts';

type Was = NonNullable<Picture['was']>;

/** Pixels on either side over which the dotted line averages, as the strong line of the loss does. */
const REACH = 3;

/** Paints what was, faintly: a band from the smallest to the largest loss of each column of pixels, and their running mean as a dotted line. */
export function wasPainter(end: number, decades: Decades, colours: () => Palette = palette): Paint {
  let [of, columns, kept]: [Was | null, number, Columns | null] = [null, 0, null];
  return (context, width, height, { was }) => {
    if (was === null) return;
    const wanted = Math.max(1, Math.round(width));
    if (kept === null || was !== of || wanted !== columns) [of, columns, kept] = [was, wanted, columnsOf(was, wanted, end)];
    const y = (loss: number): number => placeOf(loss, decades) * height;
    const points = (values: Float64Array): XY[] =>
      Array.from(values, (value, column): XY => [((column + 0.5) / wanted) * width, Number.isFinite(value) ? y(value) : Number.NaN]);
    const { ink } = colours();
    fillBetween(context, points(kept.high), points(kept.low), css(ink('muted'), 0.18));
    strokeLine(context, points(kept.mean), css(ink('muted')), 1.5, [1.5, 2.5]);
  };
}

interface Columns {
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Of a few columns around. */
  readonly mean: Float64Array;
}

/** What was, by columns of pixels; not finite where it had no iteration, or no finite loss. */
function columnsOf({ from, losses }: Was, columns: number, end: number): Columns {
  const row = (value = 0): Float64Array => new Float64Array(columns).fill(value);
  const [low, high, sum, count] = [row(Number.POSITIVE_INFINITY), row(Number.NEGATIVE_INFINITY), row(), row()];
  losses.forEach((loss, k) => {
    if (!Number.isFinite(loss)) return;
    const column = Math.min(columns - 1, Math.floor(((from + k) * columns) / end));
    low[column] = Math.min(low[column] as number, loss);
    high[column] = Math.max(high[column] as number, loss);
    sum[column] = (sum[column] as number) + loss;
    count[column] = (count[column] as number) + 1;
  });
  const mean = row().map((_, column) => {
    if (count[column] === 0) return Number.NaN;
    const near = (values: Float64Array): number =>
      values.subarray(Math.max(0, column - REACH), column + REACH + 1).reduce((total, value) => total + value, 0);
    return near(sum) / near(count);
  });
  return { low, high, mean };
}
