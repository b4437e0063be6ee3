import { middleOf } from '../../lanes/axis.ts';
import { isBlank, lettersFor } from '../../paint/letters.ts';
import type { Palette } from '../../paint/ramps.ts';
import { readAt, type Subject, saidAt } from './words.ts';

/** The symbols that the steps read, over their columns, where they fit. */
export function paintColumns(context: CanvasRenderingContext2D, width: number, height: number, subject: Subject, palette: Palette): void {
  const { steps } = subject.matrix;
  const letters = lettersFor(context, width / steps, subject.drawing.symbols ?? []);
  if (letters === null) return;
  for (let step = 0; step < steps; step++) {
    const symbol = readAt(subject, step);
    const isClue = subject.trace.clues.includes(step);
    const colour = palette.ink(isClue ? 'clue' : isBlank(symbol) ? 'bars' : 'ink');
    if (symbol !== '') letters.write(symbol, middleOf({ steps, width }, step), height / 2, colour, isClue);
  }
}

/** Height under which the names of rows run into each other. */
const READABLE = 9;

/** What is said in each row, beside it; some of the steps, where rows are too thin or nothing is named. */
export function paintRows(context: CanvasRenderingContext2D, width: number, height: number, subject: Subject, palette: Palette): void {
  const { scored } = subject.matrix;
  const tall = height / scored.length;
  const letters = lettersFor(context, width, ['n'], Math.max(READABLE, Math.min(13, tall)));
  const every = Math.ceil((READABLE + 2) / tall);
  scored.forEach((step, row) => {
    const named = tall < READABLE ? '' : saidAt(subject, step);
    const text = named === '' && row % every === 0 ? String(step + 1) : named;
    const colour = palette.ink(named === '' || isBlank(text) ? 'muted' : 'ink');
    const y = Math.max(READABLE / 2, Math.min(height - READABLE / 2, (row + 0.5) * tall));
    if (text !== '') letters?.write(text, width - 6 - 4 * text.length, y, colour);
  });
}
