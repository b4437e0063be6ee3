import { isBelowFloor } from '../../../core/analysis/floor.ts';
import type { HorizonColumn } from '../../../protocol/messages.ts';

/** Colours of the picture of the horizon, packed as a little-endian pixel: alpha, blue, green, red. */
export interface Shades {
  readonly paper: number;
  /** Dots that mark what lies below the floor. */
  readonly dot: number;
  /** Stripes that mark what is not a number. */
  readonly stripe: number;
  /** Colour of a norm relative to the one at lag 0. */
  of(ratio: number): number;
}

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** (y, x) */
  readonly pixels: Uint32Array;
}

export interface Frame {
  /** Iteration at the right edge of the raster; 0 is at the left one. */
  readonly end: number;
  /** Iteration up to which the last column stands. */
  readonly latest: number;
  /** Lags from the top to the bottom. */
  readonly lags: number;
  /** The smallest magnitude of the backend; what lies under it is marked as such. */
  readonly floor: number;
  /** Device pixels in a CSS pixel: the size of dots and stripes. */
  readonly scale: number;
}

/** Pixels from `left` up to `right` that a column covers: from its iteration to the next column's, one at least. */
export function spanOf(columns: readonly HorizonColumn[], index: number, { end, latest }: Frame, width: number): readonly [left: number, right: number] {
  const from = columns[index]?.iteration ?? 0;
  const to = columns[index + 1]?.iteration ?? Math.max(latest, from + 1);
  const left = Math.min(width - 1, Math.floor((from / end) * width));
  return [left, Math.min(width, Math.max(left + 1, Math.floor((to / end) * width)))];
}

/** Draws the columns from `index` on into the raster; returns the pixels from and to which it changed. */
export function drawColumns(raster: Raster, columns: readonly HorizonColumn[], index: number, frame: Frame, shades: Shades): readonly [number, number] {
  let [from, to] = [raster.width, 0];
  for (let k = index; k < columns.length; k++) {
    const column = columns[k];
    if (column === undefined) continue;
    const [left, right] = spanOf(columns, k, frame, raster.width);
    fill(raster, left, right, column.norms, frame, shades);
    [from, to] = [Math.min(from, left), Math.max(to, right)];
  }
  return [from, to];
}

function fill(raster: Raster, left: number, right: number, norms: Float32Array, frame: Frame, shades: Shades): void {
  const { width, height, pixels } = raster;
  for (let lag = 0; lag < frame.lags; lag++) {
    const colour = colourOf(norms, lag, frame, shades);
    const bottom = Math.round(((lag + 1) / frame.lags) * height);
    for (let y = Math.round((lag / frame.lags) * height); y < bottom; y++) {
      if (typeof colour === 'number') pixels.fill(colour, y * width + left, y * width + right);
      else for (let x = left; x < right; x++) pixels[y * width + x] = colour(x, y);
    }
  }
}

type Texture = (x: number, y: number) => number;

function colourOf(norms: Float32Array, lag: number, { floor, scale }: Frame, shades: Shades): number | Texture {
  const norm = norms[lag];
  if (norm === undefined) return shades.paper;
  const ratio = norm / (norms[0] ?? 0);
  if (isBelowFloor(norm, floor)) return dotted(shades, 4 * scale, scale);
  return Number.isNaN(ratio) ? striped(shades, 6 * scale) : shades.of(ratio);
}

function dotted({ paper, dot }: Shades, period: number, size: number): Texture {
  return (x, y) => (x % period < size && (y + (Math.floor(x / period) % 2) * (period / 2)) % period < size ? dot : paper);
}

function striped({ paper, stripe }: Shades, period: number): Texture {
  return (x, y) => ((x + y) % period < period / 3 ? stripe : paper);
}
