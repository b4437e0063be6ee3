import type { HorizonColumn } from '../../../core/analysis/horizonColumn.ts';
import { drawColumns, type Frame, type Raster, type Shades } from './raster.ts';

/** Where pixels go: a canvas that is kept between frames. */
export interface Sheet {
  readonly raster: Raster;
  readonly image: CanvasImageSource;
  /** Hands the pixels from `left` up to `right` over to the image. */
  flush(left: number, right: number): void;
}

export type MakeSheet = (width: number, height: number) => Sheet;

/**
 * The picture of the horizon kept between frames: a new column costs its own pixels, and the whole is drawn anew only
 * where the size, the axes or the theme changed, or the columns were thinned or replaced.
 */
export class Heat {
  private sheet: Sheet | null = null;
  private key = '';
  private drawn: readonly HorizonColumn[] = [];

  constructor(private readonly make: MakeSheet) {}

  /** The image of these columns at `width × height` device pixels; the list is kept and must not change afterwards. */
  update(columns: readonly HorizonColumn[], width: number, height: number, frame: Frame, shades: Shades): CanvasImageSource {
    const key = [width, height, frame.end, frame.lags, frame.floor, shades.paper].join();
    let from = commonStart(this.drawn, columns) - 1;
    if (this.sheet === null || key !== this.key || from < 0 || from < this.drawn.length - 1) {
      this.sheet = this.make(width, height);
      from = 0;
    }
    const [left, right] = drawColumns(this.sheet.raster, columns, from, frame, shades);
    if (left < right) this.sheet.flush(left, right);
    [this.key, this.drawn] = [key, columns];
    return this.sheet.image;
  }
}

/** How many entries the two have in common from their start. */
function commonStart(before: readonly HorizonColumn[], now: readonly HorizonColumn[]): number {
  let k = 0;
  while (k < before.length && k < now.length && before[k] === now[k]) k++;
  return k;
}

/** A sheet of the page's own canvas. */
export function canvasSheet(width: number, height: number): Sheet {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext('2d');
  const data = new ImageData(width, height);
  return {
    raster: { width, height, pixels: new Uint32Array(data.data.buffer) },
    image: canvas,
    flush: (left, right) => context?.putImageData(data, 0, 0, left, 0, right - left, height),
  };
}
