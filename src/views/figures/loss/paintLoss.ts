import { css } from '../../paint/ink.ts';
import type { Paint } from '../../paint/Painting.tsx';
import { type Palette, palette } from '../../paint/ramps.ts';
import { type Decades, placeOf } from './axis.ts';
import { type Reduced, reducer, smooth } from './curve.ts';

/** Pixels on either side over which the strong line averages. */
const REACH = 3;

/** Paints every loss as a thin line, their running mean as a strong one, and marks where a loss was not finite. */
export function lossPainter(end: number, decades: Decades, colours: () => Palette = palette): Paint {
  let read = reducer(1, end);
  let columns = 1;
  return (context, width, height, { losses }) => {
    const wanted = Math.max(1, Math.round(width));
    if (wanted !== columns) [read, columns] = [reducer(wanted, end), wanted];
    const reduced = read(losses);
    const place: Place = { x: (column) => ((column + 0.5) / columns) * width, y: (loss) => placeOf(loss, decades) * height };
    const { ink } = colours();
    context.lineJoin = 'round';
    traceAll(context, reduced, place);
    stroke(context, 1, css(ink('accent'), 0.4));
    traceMean(context, smooth(reduced, REACH), reduced, place);
    stroke(context, 1.75, css(ink('accent')));
    traceBroken(context, reduced, place, height);
    stroke(context, 1.5, css(ink('explode')));
  };
}

interface Place {
  x(column: number): number;
  y(loss: number): number;
}

function stroke(context: CanvasRenderingContext2D, width: number, style: string): void {
  context.lineWidth = width;
  context.strokeStyle = style;
  context.stroke();
}

function traceAll(context: CanvasRenderingContext2D, reduced: Reduced, { x, y }: Place): void {
  let pen = false;
  context.beginPath();
  for (let column = 0; column < reduced.columns; column++) {
    if (reduced.count[column] === 0) {
      pen &&= reduced.broken[column] === 0;
      continue;
    }
    for (const values of [reduced.first, reduced.low, reduced.high, reduced.last]) {
      const [across, down] = [x(column), y(values[column] ?? 0)];
      if (pen) context.lineTo(across, down);
      else context.moveTo(across, down);
      pen = true;
    }
  }
}

function traceMean(context: CanvasRenderingContext2D, means: Float64Array, { count }: Reduced, { x, y }: Place): void {
  let pen = false;
  context.beginPath();
  means.forEach((mean, column) => {
    if (Number.isNaN(mean)) pen = false;
    else if (count[column] !== 0) {
      if (pen) context.lineTo(x(column), y(mean));
      else context.moveTo(x(column), y(mean));
      pen = true;
    }
  });
}

/** A cross at the top with a line down: shape as well as colour. */
function traceBroken(context: CanvasRenderingContext2D, { broken }: Reduced, { x }: Place, height: number): void {
  context.beginPath();
  let before = Number.NEGATIVE_INFINITY;
  broken.forEach((times, column) => {
    const across = x(column);
    if (times === 0 || across - before < 8) return;
    before = across;
    context.moveTo(across, 9);
    context.lineTo(across, height);
    context.moveTo(across - 3.5, 1);
    context.lineTo(across + 3.5, 8);
    context.moveTo(across + 3.5, 1);
    context.lineTo(across - 3.5, 8);
  });
}
