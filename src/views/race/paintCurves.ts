import { isBelowFloor } from '../../core/analysis/floor.ts';
import { type Decades, placeOf } from '../figures/loss/axis.ts';
import { type Reduced, reducer, smooth } from '../figures/loss/curve.ts';
import { spread } from '../figures/spread.ts';
import { css } from '../paint/ink.ts';
import { writeLabel } from '../paint/label.ts';
import { palette } from '../paint/ramps.ts';
import { fillBetween, strokeLine, type XY } from '../paint/strokes.ts';
import type { Racer } from './useRace.ts';

const WIDTH = 2;
/** Between two names, in CSS pixels. */
const APART = 14;
/** Pixels on either side over which a loss is averaged. */
const REACH = 3;

/** The norms of the layer on show, (t); null before the first trace. */
export function normsOf({
  entry: { session },
}: Racer): { readonly norms: Float64Array; readonly floor: number; readonly scored: number } | null {
  const { trace } = session.picture.getState();
  if (trace === null) return null;
  const layer = Math.min(session.state.getState().view.layer, trace.layers - 1);
  const all = trace.norms['all'] ?? new Float64Array(0);
  return { norms: all.subarray(layer * trace.steps, (layer + 1) * trace.steps), floor: trace.floor, scored: trace.scored };
}

/** Gradient norms of all networks over the steps, each with its name where it begins. */
export function paintNorms(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  racers: readonly Racer[],
  steps: number,
  decades: Decades,
): void {
  const { ink } = palette();
  const starts: { readonly racer: Racer; readonly y: number }[] = [];
  for (const racer of racers) {
    const found = normsOf(racer);
    if (found === null) continue;
    const points = Array.from(found.norms, (norm, t): XY => {
      const lost = Number.isNaN(norm) || isBelowFloor(norm, found.floor);
      return [((t + 0.5) / steps) * width, lost ? Number.NaN : placeOf(norm, decades) * height];
    });
    strokeLine(context, points, css(ink(racer.ink)), WIDTH, racer.dash);
    const first = points.find(([, y]) => Number.isFinite(y));
    starts.push({ racer, y: (first === undefined || first[0] > width / 3 ? height : first[1]) - 9 });
  }
  const places = spread(
    starts.map(({ y }) => y),
    APART,
    8,
    height - 8,
  );
  starts.forEach(({ racer }, k) => {
    writeLabel(context, width, { text: racer.label, x: 8, y: places[k] ?? 0, colour: ink(racer.ink), paper: ink('paper'), weight: 600 });
  });
}

/** Reads losses for one axis, again only what is new. */
export interface CurveReader {
  /** Mean losses over `columns` columns, of which this network's iterations fill those up to `end`. */
  read(racer: Racer, columns: number, end: number): Float64Array;
  reduced(racer: Racer, columns: number, end: number): Reduced;
}

export function curveReader(): CurveReader {
  const kept = new Map<number, { readonly key: string; readonly read: ReturnType<typeof reducer> }>();
  const reduced = ({ entry: { id, session } }: Racer, columns: number, end: number): Reduced => {
    const key = `${columns} ${end}`;
    const known = kept.get(id);
    const fitting = known?.key === key ? known : { key, read: reducer(columns, end) };
    kept.set(id, fitting);
    return fitting.read(session.picture.getState().losses);
  };
  return { reduced, read: (racer, columns, end) => smooth(reduced(racer, columns, end), REACH) };
}

/** Where a curve of losses runs up to the iteration `reached`: broken where the run did, and nothing where it has not come. */
export function lossLine(
  reader: CurveReader,
  racer: Racer,
  width: number,
  height: number,
  end: number,
  decades: Decades,
  reached: number,
): readonly XY[] {
  const columns = Math.max(1, Math.round(width));
  const last = Math.ceil((reached / end) * columns);
  const { count, broken } = reader.reduced(racer, columns, end);
  const points: XY[] = [];
  reader.read(racer, columns, end).forEach((mean, column) => {
    if (column < last && (count[column] !== 0 || broken[column] !== 0))
      points.push([((column + 0.5) / columns) * width, Number.isNaN(mean) ? mean : placeOf(mean, decades) * height]);
  });
  return points;
}

export function strokeLoss(context: CanvasRenderingContext2D, points: readonly XY[], { ink: name, dash }: Racer): void {
  strokeLine(context, points, css(palette().ink(name)), WIDTH, dash);
}

/** Names at the right of where curves end, moved apart. */
export function paintNames(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  ends: readonly { readonly racer: Racer; readonly y: number }[],
): void {
  const { ink } = palette();
  const places = spread(
    ends.map(({ y }) => y),
    APART,
    6,
    height - 6,
  );
  ends.forEach(({ racer }, k) => {
    writeLabel(context, width, { text: racer.label, x: 6, y: places[k] ?? 0, colour: ink(racer.ink), paper: ink('paper'), weight: 600 });
  });
}

/** Median of many runs and the band around it. */
export function paintBand(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  racer: Racer,
  { low, median, high }: { readonly low: Float64Array; readonly median: Float64Array; readonly high: Float64Array },
  decades: Decades,
): void {
  const { ink } = palette();
  const line = (values: Float64Array): readonly XY[] =>
    Array.from(
      values,
      (value, k): XY => [((k + 0.5) / values.length) * width, Number.isNaN(value) ? value : placeOf(value, decades) * height],
    );
  fillBetween(context, line(high), line(low), css(ink(racer.ink), 0.16));
  strokeLine(context, line(median), css(ink(racer.ink)), WIDTH, racer.dash);
}
