import type { Drawing } from '../../core/tasks/task.ts';
import type { Trace } from '../../core/trace.ts';
import { inkColour, inkOf, rowAt, sharesOf } from '../figures/blameMatrix/shares.ts';
import { css, type Rgb } from '../paint/ink.ts';
import { writeLabel } from '../paint/label.ts';
import { isBlank, type Letters, lettersFor } from '../paint/letters.ts';
import { type Palette, rgbOf } from '../paint/ramps.ts';
import { type Axis, columnWidth, leftOf, middleOf } from './axis.ts';
import type { Stage } from './lane.ts';
import { largestOf } from './target.ts';

/** The symbol that a step reads; empty where it reads none, as after the end of a sequence that is shorter than the task's. */
export function symbolAt(trace: Pick<Trace, 'x' | 'inputs'>, { symbols = [] }: Pick<Drawing, 'symbols'>, step: number): string {
  const channel = channelAt(trace, step);
  return channel < 0 ? '' : (symbols[channel] ?? String(channel + 1));
}

function channelAt({ x, inputs }: Pick<Trace, 'x' | 'inputs'>, step: number): number {
  const row = x.subarray(step * inputs, (step + 1) * inputs);
  const largest = largestOf(row);
  return (row[largest] ?? 0) > 0 ? largest : -1;
}

/** The symbols of all steps, shaded by how much the answer at the cursor blames each, where that is measured. */
export function paintSymbols(stage: Stage): void {
  const { context, trace, setting, palette, width, height } = stage;
  const axis = { steps: trace.steps, width };
  const letters = lettersFor(context, columnWidth(axis), setting.drawing.symbols ?? []);
  const shares = shadingOf(stage);
  for (let step = 0; step < trace.steps; step++) {
    const text = symbolAt(trace, setting.drawing, step);
    if (text === '') continue;
    const lies = inkOf(shares?.[step] ?? Number.NaN);
    if (lies > 0) {
      context.fillStyle = css(rgbOf(inkColour(palette, lies)));
      context.fillRect(leftOf(axis, step), 0, columnWidth(axis), height);
    }
    if (letters !== null) writeSymbol(stage, letters, middleOf(axis, step), text, { clue: trace.clues.includes(step), lies });
    else if (trace.clues.includes(step)) writeClue(stage, axis, step, text);
    else if (lies === 0)
      paintTick(context, axis, step, height, css(palette.ink('bars')), channelAt(trace, step) / Math.max(1, trace.inputs - 1));
  }
}

/** Shares of the row at the cursor; null where there is none. */
function shadingOf({ blame = null, cursor = null, trace }: Stage): Float64Array | null {
  if (blame === null || cursor === null || blame.steps !== trace.steps) return null;
  const row = rowAt(blame, cursor);
  return row < 0 ? null : sharesOf(blame, row, trace.floor);
}

/** The colour of a letter over so much ink. */
export const over = (lies: number, palette: Palette, otherwise: Rgb): Rgb => (lies > 0.5 ? palette.ink('paper') : otherwise);

function writeSymbol(
  { palette, height }: Stage,
  letters: Letters,
  x: number,
  text: string,
  { clue, lies }: { readonly clue: boolean; readonly lies: number },
): void {
  const ink = clue ? 'clue' : isBlank(text) ? 'bars' : 'ink';
  letters.write(text, x, height / 2, over(lies, palette, palette.ink(ink)), clue);
}

function writeClue({ context, palette, width, height }: Stage, axis: Axis, step: number, text: string): void {
  const [colour, paper] = [palette.ink('clue'), palette.ink('paper')];
  writeLabel(context, width, { text, x: middleOf(axis, step), y: height / 2, align: 'center', weight: 600, colour, paper });
}

/** Where no letter fits: a short stroke, the higher the earlier the letter stands among the symbols. */
function paintTick(context: CanvasRenderingContext2D, axis: Axis, step: number, height: number, colour: string, share: number): void {
  context.fillStyle = colour;
  context.fillRect(leftOf(axis, step), 3 + share * (height - 8), Math.max(1, columnWidth(axis) - 0.5), 2);
}
