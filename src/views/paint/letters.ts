import { css, type Rgb } from './ink.ts';

/** Symbols written one a column, in the middle of it. */
export interface Letters {
  write(text: string, x: number, y: number, colour: Rgb, bold?: boolean): void;
}

const [LEAST, LARGEST] = [7.5, 13];
/** Between the letters of two columns, in CSS pixels. */
const GAP = 0.5;
const fontOf = (size: number, weight = 400): string =>
  `${weight} ${size}px ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, 'Inter Variable', monospace`;

/**
 * Monospaced letters as large as columns of this width let them be, and no larger than `most`; null where nobody could read them. A character that
 * is wider than the others, a Chinese one say, is condensed to its column.
 */
export function lettersFor(context: CanvasRenderingContext2D, column: number, symbols: readonly string[], most = LARGEST): Letters | null {
  context.font = fontOf(10);
  const characters = symbols.reduce((most, symbol) => Math.max(most, [...symbol].length), 1);
  const wide = (context.measureText('0').width / 10) * characters;
  const size = Math.min(most, (column - GAP) / wide);
  if (size < LEAST) return null;
  return {
    write(text, x, y, colour, bold = false) {
      context.font = fontOf(size, bold ? 700 : 400);
      context.textAlign = 'center';
      context.textBaseline = 'middle';
      context.fillStyle = css(colour);
      context.fillText(text, x, y, column + 1);
    },
  };
}

/** What stands for a space or a new line: to be seen, and not to be read. */
export const isBlank = (symbol: string): boolean => symbol === '␣' || symbol === '↵';
