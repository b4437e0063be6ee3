import { css } from './ink.ts';
import type { Palette, Pixel } from './ramps.ts';
import { dotting, hatching } from './textures.ts';

/** Values over columns and rows, column by column: entry (column, row) stands at `offset + column * rows + row`. */
export interface Grid {
  readonly values: ArrayLike<number>;
  readonly offset: number;
  readonly columns: number;
  readonly rows: number;
}

/** Stands for the colour of what is not a number. */
export const HATCHED: Pixel = 1;
/** Stands for the colour of what lies below the floor. */
export const DOTTED: Pixel = 2;

export type Colour = (value: number) => Pixel;

/** Cells this wide or high, in CSS pixels, get a line of paper between them. */
const RULED = 5;

/** Colours every cell into (row, column), as an image is stored; returns whether some are hatched and some dotted. */
export function shadeCells(
  { values, offset, columns, rows }: Grid,
  colour: Colour,
  pixels: Uint32Array,
): { hatched: boolean; dotted: boolean } {
  let [hatched, dotted] = [false, false];
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const cell = colour(values[offset + column * rows + row] as number);
      if (cell === HATCHED) hatched = true;
      else if (cell === DOTTED) dotted = true;
      pixels[row * columns + column] = cell;
    }
  }
  return { hatched, dotted };
}

/** Paints the grid over `width × height` CSS pixels. Marked cells are transparent, so that dots laid down first show through them. */
export function paintHeat(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  grid: Grid,
  colour: Colour,
  palette: Palette,
): void {
  const sheet = sheetOf(grid.columns, grid.rows);
  const { hatched, dotted } = shadeCells(grid, colour, sheet.pixels);
  if (dotted) {
    context.fillStyle = dotting(context, palette);
    context.fillRect(0, 0, width, height);
  }
  const { a = 1, d = 1 } = context.getTransform();
  context.imageSmoothingEnabled = width * a < grid.columns || height * d < grid.rows;
  context.drawImage(sheet.flush(), 0, 0, width, height);
  if (hatched) hatch(context, width, height, grid, sheet.pixels, palette);
  rule(context, width, height, grid, css(palette.ink('paper')));
}

/** What is not a number is rare, and whole steps of it at once: one rectangle a run. */
function hatch(context: CanvasRenderingContext2D, width: number, height: number, grid: Grid, pixels: Uint32Array, palette: Palette): void {
  const [cellWidth, cellHeight] = [width / grid.columns, height / grid.rows];
  const { columns } = grid;
  context.beginPath();
  for (let row = 0; row < grid.rows; row++) {
    for (let from = 0; from < columns; from++) {
      if (pixels[row * columns + from] !== HATCHED) continue;
      let to = from + 1;
      while (to < columns && pixels[row * columns + to] === HATCHED) to++;
      context.rect(from * cellWidth, row * cellHeight, (to - from) * cellWidth, cellHeight);
      from = to;
    }
  }
  context.fillStyle = hatching(context, palette);
  context.fill();
}

function rule(context: CanvasRenderingContext2D, width: number, height: number, { columns, rows }: Grid, colour: string): void {
  context.fillStyle = colour;
  const [cellWidth, cellHeight] = [width / columns, height / rows];
  if (cellWidth >= RULED) for (let column = 1; column < columns; column++) context.fillRect(column * cellWidth - 0.5, 0, 1, height);
  if (cellHeight >= RULED) for (let row = 1; row < rows; row++) context.fillRect(0, row * cellHeight - 0.5, width, 1);
}

interface Sheet {
  readonly pixels: Uint32Array;
  /** Hands the pixels to a canvas of one pixel a cell. */
  flush(): CanvasImageSource;
}

/** One for each size, kept between frames; painting is synchronous, so that lanes of one size share theirs. */
const SHEETS = new Map<string, Sheet>();
const KEPT = 8;

function sheetOf(columns: number, rows: number): Sheet {
  const key = `${columns}×${rows}`;
  const known = SHEETS.get(key);
  if (known !== undefined) return known;
  if (SHEETS.size >= KEPT) SHEETS.clear();
  const sheet = makeSheet(columns, rows);
  SHEETS.set(key, sheet);
  return sheet;
}

function makeSheet(columns: number, rows: number): Sheet {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [columns, rows];
  const context = canvas.getContext('2d');
  const image = new ImageData(columns, rows);
  return {
    pixels: new Uint32Array(image.data.buffer),
    flush: () => {
      context?.putImageData(image, 0, 0);
      return canvas;
    },
  };
}
