import { css } from '../../paint/ink.ts';
import type { Paint } from '../../paint/Painting.tsx';
import { mix, type Palette, palette, pixel, shade } from '../../paint/ramps.ts';
import { lastIteration } from '../iterations.ts';
import { boundaryOf, type Point } from './boundary.ts';
import { canvasSheet, Heat, type MakeSheet } from './heat.ts';
import { type Shades, shadesByBits } from './raster.ts';

/** Paints blame by lag (down) and iteration (across), and over it the line down to which it reaches. */
export function horizonPainter(end: number, lags: number, colours: () => Palette = palette, make: MakeSheet = canvasSheet): Paint {
  const heat = new Heat(make);
  return (context, width, height, picture) => {
    const { columns, trace } = picture;
    if (columns.length === 0 || lags === 0) return;
    const latest = lastIteration(picture);
    const scale = context.canvas.width / width;
    const frame = { end, latest, lags, floor: trace?.floor ?? 0, scale: Math.max(1, Math.round(scale)) };
    const image = heat.update(columns, context.canvas.width, context.canvas.height, frame, shadesOf(colours()));
    context.drawImage(image, 0, 0, width, height);
    strokeBoundary(context, boundaryOf(columns, end, latest, lags), width, height, colours());
  };
}

const known = new WeakMap<Palette, Shades>();

/** The blame's colours, by the logarithm of the norm over the one at lag 0; made once for each theme. */
export function shadesOf(palette: Palette): Shades {
  const shades = known.get(palette) ?? makeShades(palette);
  known.set(palette, shades);
  return shades;
}

function makeShades({ ink, blame }: Palette): Shades {
  const paper = ink('paper');
  return {
    paper: pixel(paper),
    dot: pixel(mix(paper, ink('muted'), 0.55)),
    stripe: pixel(ink('explode')),
    byBits: shadesByBits((ratio) => shade(blame, Math.log10(ratio))),
  };
}

function strokeBoundary(
  context: CanvasRenderingContext2D,
  points: readonly Point[],
  width: number,
  height: number,
  { ink }: Palette,
): void {
  let pen = false;
  context.beginPath();
  for (const { x, y } of points) {
    if (Number.isNaN(y)) pen = false;
    else {
      const [across, down] = [x * width, Math.min(y * height, height - 0.75)];
      if (pen) context.lineTo(across, down);
      else context.moveTo(across, down);
      pen = true;
    }
  }
  context.lineWidth = 3;
  context.strokeStyle = css(ink('paper'), 0.55);
  context.stroke();
  context.lineWidth = 1.25;
  context.strokeStyle = css(ink('ink'));
  context.stroke();
}
