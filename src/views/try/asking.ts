import type { OwnSequence } from '../../core/analysis/own.ts';
import type { FreeRunning } from '../../core/tasks/free.ts';
import { type Exchange, writeExchange } from '../../core/tasks/symbols.ts';
import { makeRoom } from '../../core/tasks/task.ts';

/** Sizes of a task's sequences: symbols of `width` kinds. */
export interface Extent {
  readonly steps: number;
  readonly width: number;
}

/** What is typed, as symbols, or a sentence on why the network cannot read it. */
export type Prompt = { readonly symbols: readonly number[] } | { readonly fault: string };

/** What is typed, as far as the task's steps have room for it and the first symbol of an answer. */
export function promptOf(free: Pick<FreeRunning, 'prompt'>, { steps }: Extent, typed: string): Prompt {
  const read = free.prompt(typed);
  if ('fault' in read) return read;
  if (read.symbols.length === 0) return { fault: 'Nothing stands here: write something for the network to read.' };
  if (read.symbols.length <= steps) return read;
  const characters = [...typed].length;
  const fit = steps - (read.symbols.length - characters);
  return { fault: `That is ${characters} characters, and ${fit} fit: make it shorter.` };
}

/** Symbols that an answer may have: the last one is said and not read. */
export const roomFor = ({ steps }: Extent, prompt: readonly number[], longest: number): number =>
  Math.min(longest, steps + 1 - prompt.length);

/** An exchange for all lanes, scored on what was answered. */
export const ownExchange = (exchange: Exchange, { steps, width }: Extent, caption: string): OwnSequence => ({
  ...writeExchange(exchange, steps, width),
  clues: [],
  caption,
});

/**
 * A text for all lanes, up to the symbol `at`: as many symbols before it as there are steps are read, each with the next
 * one as its answer, so that the last answer is that symbol.
 * @throws {RangeError} where nothing stands before it.
 */
export function ownText(text: readonly number[], at: number, { steps, width }: Extent, caption: string): OwnSequence {
  if (at < 1 || at >= text.length) throw new RangeError(`symbol ${at} of ${text.length} has nothing before it, or is none`);
  const { x, y, mask } = makeRoom(steps, width, 1);
  const from = Math.max(0, at - steps);
  for (let t = 0; from + t < at; t++) {
    x[t * width + (text[from + t] ?? 0)] = 1;
    y[t] = text[from + t + 1] ?? 0;
    mask[t] = 1;
  }
  return { x, y, mask, clues: [], caption };
}

/** Whether an answer is right, and what would be; nothing where nobody can say. */
export function judgementOn(
  { print, rightAnswer }: Pick<FreeRunning, 'print' | 'rightAnswer'>,
  prompt: readonly number[],
  answer: readonly number[],
): string {
  const right = rightAnswer?.(prompt) ?? null;
  if (right === null) return '';
  return print(answer) === right ? '✓ right' : `✕ right would be ${right}`;
}

/** A long text by its end. */
export function shortened(text: string, most = 40): string {
  const characters = [...text.replace(/\s+/g, ' ').trim()];
  return characters.length <= most ? characters.join('') : `… ${characters.slice(-most).join('')}`;
}
