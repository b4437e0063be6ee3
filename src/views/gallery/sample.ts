import { createRng } from '../../core/rng.ts';
import { defaultOptions } from '../../core/tasks/index.ts';
import { isSupplied } from '../../core/tasks/material.ts';
import { readExchange, symbolsRead } from '../../core/tasks/symbols.ts';
import type { Drawing, Options, Sequence, Sizes, Task } from '../../core/tasks/task.ts';

/** A real sequence of a task, with all that is needed to draw it small. */
export interface Sample {
  readonly sequence: Sequence;
  readonly sizes: Sizes;
  readonly drawing: Drawing;
}

/** The first sequence of the task's probe at its own settings; null while its data are not here. */
export function sampleOf(task: Task): Sample | null {
  const options = defaultOptions(task);
  const material = task.material?.(options) ?? null;
  if (material !== null && !isSupplied(material.name)) return null;
  const sequence = task.sequence(createRng('gallery', task.name), options, 'probe');
  return { sequence, sizes: task.sizes(options), drawing: task.drawing(options) };
}

/** A piece of a sequence of symbols; clues stand out. */
export interface Piece {
  readonly text: string;
  readonly clue: boolean;
}

/** Symbols of a card at most. */
const MOST = 84;

/** Symbols as text: a prompt with its answer where the task is to answer, else what is read. */
export function piecesOf(task: Task, options: Options, { sequence, sizes, drawing }: Sample): readonly Piece[] {
  const free = task.free?.(options);
  if (free?.exact) {
    const { prompt, answer } = readExchange(sequence, sizes.inputs);
    return [{ text: `${free.print(prompt)} → ${free.print(answer.filter((symbol) => symbol !== free.end))}`, clue: false }];
  }
  const symbols = symbolsRead(sequence.x, sizes.inputs);
  const isLong = (drawing.symbols ?? []).some((name) => name.length > 1);
  return symbols.slice(0, isLong ? MOST / 4 : MOST).map((symbol, t) => ({
    text: `${symbol < 0 ? '·' : (drawing.symbols?.[symbol] ?? symbol)}${isLong ? ' ' : ''}`,
    clue: sequence.clues.includes(t),
  }));
}
