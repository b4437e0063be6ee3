import { HATCHED, paintHeat } from '../paint/heat.ts';
import { css } from '../paint/ink.ts';
import { type Palette, shade } from '../paint/ramps.ts';
import { fillDots, strokeLine, type XY } from '../paint/strokes.ts';
import type { Sample } from './sample.ts';

/** Paints what a task shows, small: bars from 0, a line, or frames as a heat map. Clues are in their colour. */
export function paintSample(context: CanvasRenderingContext2D, width: number, height: number, sample: Sample, palette: Palette): void {
  context.clearRect(0, 0, width, height);
  const { input } = sample.drawing;
  if (input === 'frames') paintFrames(context, width, height, sample, palette);
  else if (input === 'bars') paintBars(context, width, height, sample, palette);
  else if (input === 'line') paintLine(context, width, height, sample, palette);
}

const valuesOf = ({ sequence, sizes: { steps, inputs }, drawing: { channel } }: Sample): number[] =>
  Array.from({ length: steps }, (_, t) => sequence.x[t * inputs + channel] ?? 0);

function scaleOf(values: readonly number[], height: number, withZero: boolean): (value: number) => number {
  const low = Math.min(...values, withZero ? 0 : Number.POSITIVE_INFINITY);
  const high = Math.max(...values, withZero ? 0 : Number.NEGATIVE_INFINITY);
  return (value) => height - 2 - ((value - low) / (high - low || 1)) * (height - 4);
}

function paintBars(context: CanvasRenderingContext2D, width: number, height: number, sample: Sample, palette: Palette): void {
  const values = valuesOf(sample);
  const y = scaleOf(values, height, true);
  const column = width / values.length;
  values.forEach((value, t) => {
    context.fillStyle = css(palette.ink(sample.sequence.clues.includes(t) ? 'clue' : 'bars'));
    context.fillRect(t * column, Math.min(y(value), y(0)), Math.max(1, column - 1), Math.max(1, Math.abs(y(value) - y(0))));
  });
}

function paintLine(context: CanvasRenderingContext2D, width: number, height: number, sample: Sample, palette: Palette): void {
  const values = valuesOf(sample);
  const y = scaleOf(values, height, false);
  const points = values.map((value, t): XY => [((t + 0.5) / values.length) * width, y(value)]);
  strokeLine(context, points, css(palette.ink('accent')), 1.5);
  fillDots(
    context,
    sample.sequence.clues.map((t) => points[t] as XY),
    3,
    css(palette.ink('clue')),
  );
}

function paintFrames(context: CanvasRenderingContext2D, width: number, height: number, sample: Sample, palette: Palette): void {
  const { steps, inputs } = sample.sizes;
  const grid = { values: sample.sequence.x, offset: 0, columns: steps, rows: inputs };
  const most = sample.sequence.x.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1e-9);
  paintHeat(context, width, height, grid, (value) => (Number.isNaN(value) ? HATCHED : shade(palette.diverging, value / most)), palette);
}
