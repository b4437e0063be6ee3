import { css } from '../../paint/ink.ts';
import type { Paint } from '../../paint/Painting.tsx';
import { mix, type Palette, palette, pixel, shade } from '../../paint/ramps.ts';
import { strokeLine } from '../../paint/strokes.ts';
import { lastIteration } from '../iterations.ts';
import { boundaryOf } from './boundary.ts';
import { canvasSheet, Heat, type MakeSheet } from './heat.ts';
import { type Shades, shadesByBits } from './raster.ts';

/** Width of the line of the horizon, and of the paper around it. */
const [LINE, HALO] = [1.25, 3];

/** Paints blame by lag (down) and iteration (across), and over it the line down to which it reaches. */
export function horizonPainter(end: number, lags: number, colours: () => Palette = palette, make: MakeSheet = canvasSheet): Paint {
  const heat = new Heat(make);
  return (context, width, height, picture) => {
    const { columns, trace } = picture;
    if (columns.length === 0 || lags === 0) return;
    const { a: scale, d } = context.getTransform();
    const span = { end, lags, latest: lastIteration(picture) };
    const frame = { ...span, floor: trace?.floor ?? 0, scale: Math.max(1, Math.round(scale)) };
    const image = heat.update(columns, Math.round(width * scale), Math.round(height * d), frame, shadesOf(colours()));
    context.drawImage(image, 0, 0, width, height);
    const { ink } = colours();
    const line = boundaryOf(columns, span, width, height - LINE / 2);
    strokeLine(context, line, css(ink('paper'), 0.55), HALO);
    strokeLine(context, line, css(ink('ink')), LINE);
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
