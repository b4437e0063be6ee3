import { css } from './ink.ts';
import type { Palette } from './ramps.ts';

type Fill = CanvasPattern | string;

/** Sparse dots: below the floor. */
export function dotting(context: CanvasRenderingContext2D, palette: Palette): Fill {
  const fill = (tile: CanvasRenderingContext2D): void => {
    for (const [x, y] of [
      [1, 1],
      [4, 4],
    ] as const)
      tile.fillRect(x, y, 1, 1);
  };
  return patternOf(context, 6, css(palette.ink('muted'), 0.55), fill);
}

/** Slanted stripes: not a number. */
export function hatching(context: CanvasRenderingContext2D, palette: Palette): Fill {
  const fill = (tile: CanvasRenderingContext2D): void => {
    for (let y = 0; y < 6; y++) {
      tile.fillRect(5 - y, y, 1, 1);
      tile.fillRect((6 - y) % 6, y, 1, 1);
    }
  };
  return patternOf(context, 6, css(palette.ink('explode')), fill);
}

/** A square tile repeated; the flat colour where no canvas can be had. */
function patternOf(context: CanvasRenderingContext2D, size: number, colour: string, draw: (tile: CanvasRenderingContext2D) => void): Fill {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [size, size];
  const tile = canvas.getContext('2d');
  if (tile === null) return colour;
  tile.fillStyle = colour;
  draw(tile);
  return context.createPattern(canvas, 'repeat') ?? colour;
}
