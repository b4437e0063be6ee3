import { isBelowFloor } from '../../../core/analysis/floor.ts';
import type { HorizonColumn } from '../../../core/analysis/horizonColumn.ts';
import type { Pixel } from '../../paint/ramps.ts';
import type { Span } from './boundary.ts';

/** Colours of the picture of the horizon, as pixels. */
export interface Shades {
  readonly paper: Pixel;
  /** Dots that mark what lies below the floor. */
  readonly dot: Pixel;
  /** Stripes that mark what is not a number. */
  readonly stripe: Pixel;
  /** Colour of a norm relative to the one at lag 0, by the upper half of its float32 bits: sign, exponent and seven digits. */
  readonly byBits: Uint32Array;
}

const UPPER_HALVES = 1 << 16;
const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** The colours of all ratios at once: a look-up costs a shift, where a logarithm for each cell would cost the frame. */
export function shadesByBits(colour: (ratio: number) => Pixel): Uint32Array {
  const shades = new Uint32Array(UPPER_HALVES);
  // Those of negative ratios, in the second half of the table, stay 0.
  for (let half = 0; half < UPPER_HALVES / 2; half++) {
    bits[0] = half << 16;
    const ratio = float[0] as number;
    if (ratio >= 0) shades[half] = colour(ratio);
  }
  return shades;
}

export interface Raster {
  readonly width: number;
  readonly height: number;
  /** (y, x) */
  readonly pixels: Uint32Array;
}

export interface Frame extends Span {
  /** The smallest magnitude of the backend; what lies under it is marked as such. */
  readonly floor: number;
  /** Device pixels in a CSS pixel: the size of dots and stripes. */
  readonly scale: number;
}

/** Pixels from `left` up to `right` that a column covers: from its iteration to the next column's, one at least. */
export function spanOf(
  columns: readonly HorizonColumn[],
  index: number,
  { end, latest }: Frame,
  width: number,
): readonly [left: number, right: number] {
  const from = columns[index]?.iteration ?? 0;
  const to = columns[index + 1]?.iteration ?? Math.max(latest, from + 1);
  const left = Math.min(width - 1, Math.floor((from / end) * width));
  return [left, Math.min(width, Math.max(left + 1, Math.floor((to / end) * width)))];
}

/**
 * Draws the columns from `index` on into the raster; returns the pixels from and to which it changed. Where several
 * columns fall into one pixel the last of them stands.
 */
export function drawColumns(
  raster: Raster,
  columns: readonly HorizonColumn[],
  index: number,
  frame: Frame,
  shades: Shades,
): readonly [number, number] {
  const rows = rowsOf(raster.height, frame.lags);
  const spans = columns.slice(index).map((_, k) => spanOf(columns, index + k, frame, raster.width));
  spans.forEach(([left, right], k) => {
    const norms = columns[index + k]?.norms;
    if (norms !== undefined && spans[k + 1]?.[0] !== left) fill(raster, left, right, norms, rows, frame, shades);
  });
  return [spans[0]?.[0] ?? raster.width, spans.at(-1)?.[1] ?? 0];
}

/** First row of pixels of each lag, and the one after the last. */
function rowsOf(height: number, lags: number): Uint32Array {
  return Uint32Array.from({ length: lags + 1 }, (_, lag) => Math.round((lag / lags) * height));
}

function fill(
  { width, pixels }: Raster,
  left: number,
  right: number,
  norms: Float32Array,
  rows: Uint32Array,
  frame: Frame,
  shades: Shades,
): void {
  const start = norms[0] ?? 0;
  for (let lag = 0; lag < frame.lags; lag++) {
    const norm = norms[lag] ?? 0;
    const texture = textureOf(norm, start, frame, shades);
    float[0] = norm / start;
    const colour = shades.byBits[(bits[0] as number) >>> 16] as number;
    const bottom = rows[lag + 1] as number;
    for (let y = rows[lag] as number; y < bottom; y++) {
      for (let x = left; x < right; x++) pixels[y * width + x] = texture === null ? colour : texture(x, y);
    }
  }
}

const TILE = 6;

type Texture = (x: number, y: number) => Pixel;

function textureOf(norm: number, start: number, { floor, scale }: Frame, shades: Shades): Texture | null {
  if (isBelowFloor(norm, floor)) return dotted(shades, scale);
  return Number.isNaN(norm / start) ? striped(shades, scale) : null;
}

/** The same dots as `dotting` lays under other heat maps: two in a tile of six. */
function dotted({ paper, dot }: Shades, scale: number): Texture {
  const cell = (place: number): number => Math.floor(place / scale) % TILE;
  return (x, y) => (cell(x) === cell(y) && cell(x) % 3 === 1 ? dot : paper);
}

/** The same stripes as `hatching`. */
function striped({ paper, stripe }: Shades, scale: number): Texture {
  return (x, y) => (Math.floor((x + y) / scale) % TILE < 2 ? stripe : paper);
}
