import { css, ink } from '../../paint/ink.ts';
import type { Paint } from '../../paint/Painting.tsx';
import { type Decades, placeOf } from './axis.ts';
import { type Reduced, reducer, smooth } from './curve.ts';

/** Pixels on either side over which the strong line averages. */
const REACH = 3;

/** Paints every loss as a thin line, their running mean as a strong one, and marks where a loss was not finite. */
export function lossPainter(end: number, decades: Decades): Paint {
  let read = reducer(1, end);
  let columns = 1;
  return (context, width, height, { losses }) => {
    const wanted = Math.max(1, Math.round(width));
    if (wanted !== columns) [read, columns] = [reducer(wanted, end), wanted];
    const reduced = read(losses);
    const place: Place = { x: (column) => ((column + 0.5) / columns) * width, y: (loss) => placeOf(loss, decades) * height };
    context.lineJoin = 'round';
    strokeAll(context, reduced, place);
    strokeMean(context, smooth(reduced, REACH), reduced, place);
    markBroken(context, reduced, place, height);
  };
}

interface Place {
  x(column: number): number;
  y(loss: number): number;
}

function strokeAll(context: CanvasRenderingContext2D, reduced: Reduced, { x, y }: Place): void {
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
  context.lineWidth = 1;
  context.strokeStyle = css(ink('accent'), 0.4);
  context.stroke();
}

function strokeMean(context: CanvasRenderingContext2D, means: Float64Array, { count }: Reduced, { x, y }: Place): void {
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
  context.lineWidth = 1.75;
  context.strokeStyle = css(ink('accent'));
  context.stroke();
}

/** A cross at the top with a line down: shape as well as colour. */
function markBroken(context: CanvasRenderingContext2D, { broken }: Reduced, { x }: Place, height: number): void {
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
  context.lineWidth = 1.5;
  context.strokeStyle = css(ink('explode'));
  context.stroke();
}
