import { css, type Rgb } from './ink.ts';

export interface Label {
  readonly text: string;
  readonly x: number;
  /** Of the text's middle. */
  readonly y: number;
  readonly align?: 'left' | 'center' | 'right';
  readonly colour: Rgb;
  /** What lies behind it, so that lines do not run through the letters. */
  readonly paper: Rgb;
  readonly weight?: 400 | 600;
}

const FONT = "11px 'Inter Variable', system-ui, sans-serif";
const MARGIN = 3;

/** Writes a label, moved sideways where it would be cut off by the plot's edges. */
export function writeLabel(context: CanvasRenderingContext2D, width: number, label: Label): void {
  const { text, y, colour, paper, align = 'left', weight = 400 } = label;
  context.font = `${weight} ${FONT}`;
  context.textAlign = 'left';
  context.textBaseline = 'middle';
  const wide = context.measureText(text).width;
  const wanted = label.x - (align === 'left' ? 0 : align === 'right' ? wide : wide / 2);
  const x = Math.max(MARGIN, Math.min(wanted, width - wide - MARGIN));
  context.lineJoin = 'round';
  context.lineWidth = 3;
  context.strokeStyle = css(paper, 0.85);
  context.strokeText(text, x, y);
  context.fillStyle = css(colour);
  context.fillText(text, x, y);
}

export function textWidth(context: CanvasRenderingContext2D, text: string, weight: 400 | 600 = 400): number {
  context.font = `${weight} ${FONT}`;
  return context.measureText(text).width;
}
