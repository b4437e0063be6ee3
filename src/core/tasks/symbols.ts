import type { FreeRunning } from './free.ts';
import { makeRoom, type Room, type Sequence, writeSymbol } from './task.ts';

/** Symbols that are read before the answer, and those of the answer with its end. */
export interface Exchange {
  readonly prompt: readonly number[];
  readonly answer: readonly number[];
}

/** Steps of a sequence in which an exchange has room: the last symbol of the answer is said and never read. */
export const stepsOf = ({ prompt, answer }: Exchange): number => prompt.length + answer.length - 1;

/**
 * An exchange as a sequence of one-hot symbols of `width` kinds: prompt and answer are read one after the other, and from
 * the last symbol of the prompt on the next one has to be said. What is left of the steps stays empty and unscored.
 * @throws {RangeError} where it has no room.
 */
export function writeExchange(
  { prompt, answer }: Exchange,
  steps: number,
  width: number,
  room: Room = makeRoom(steps, width, 1),
): Omit<Sequence, 'clues'> {
  const { x, y, mask } = room;
  const used = stepsOf({ prompt, answer });
  if (used > steps) throw new RangeError(`an exchange of ${used} steps has no room in ${steps}`);
  for (let t = 0; t < prompt.length; t++) writeSymbol(room, t, prompt[t] ?? 0, width);
  for (let k = 0; k < answer.length; k++) {
    const [t, symbol] = [prompt.length - 1 + k, answer[k] ?? 0];
    if (k < answer.length - 1) writeSymbol(room, t + 1, symbol, width);
    y[t] = symbol;
    mask[t] = 1;
  }
  return { x, y, mask };
}

/** The symbol that each step reads; −1 where it reads none. */
export function symbolsRead(x: ArrayLike<number>, width: number): number[] {
  return Array.from({ length: x.length / width }, (_, t) => {
    for (let i = 0; i < width; i++) if (x[t * width + i] === 1) return i;
    return -1;
  });
}

/** The exchange that a sequence holds. */
export function readExchange({ x, y, mask }: Pick<Sequence, 'x' | 'y' | 'mask'>, width: number): Exchange {
  const first = mask.indexOf(1);
  const answer = Array.from(mask.keys()).filter((t) => mask[t] === 1);
  return { prompt: symbolsRead(x, width).slice(0, first + 1), answer: answer.map((t) => y[t] ?? 0) };
}

/** Every letter of every sequence is looked up: a table by UTF-16 units, and a map of the characters that take two. */
interface Index {
  readonly units: Int16Array;
  readonly pairs: ReadonlyMap<string, number>;
}

const INDICES = new WeakMap<readonly string[], Index>();

function indexOf(alphabet: readonly string[]): Index {
  const kept = INDICES.get(alphabet);
  if (kept !== undefined) return kept;
  const units = new Int16Array(0x10000).fill(-1);
  const pairs = new Map<string, number>();
  for (const [symbol, character] of alphabet.entries()) {
    if (character.length === 1) units[character.charCodeAt(0)] = symbol;
    else pairs.set(character, symbol);
  }
  INDICES.set(alphabet, { units, pairs });
  return { units, pairs };
}

/** Each of a text's characters as its symbol, or a sentence on those that are none. */
export function symbolsOf(text: string, alphabet: readonly string[]): { readonly symbols: readonly number[] } | { readonly fault: string } {
  const { units, pairs } = indexOf(alphabet);
  const symbols: number[] = [];
  for (let k = 0; k < text.length; k++) {
    let symbol = units[text.charCodeAt(k)] as number;
    if (symbol < 0) {
      const character = String.fromCodePoint(text.codePointAt(k) as number);
      symbol = pairs.get(character) ?? -1;
      if (symbol < 0) return { fault: faultOf(text, alphabet) };
      k += character.length - 1;
    }
    symbols.push(symbol);
  }
  return { symbols };
}

function faultOf(text: string, alphabet: readonly string[]): string {
  const unknown = [...new Set(text)].filter((character) => !alphabet.includes(character));
  const named = unknown.slice(0, 8).map((character) => (character === '\n' ? 'a new line' : `“${character}”`));
  return `The network has never read ${named.join(', ')}: write it without.`;
}

/** A text of symbols as a person reads it. */
export const textOf = (symbols: readonly number[], { alphabet }: Pick<FreeRunning, 'alphabet'>): string =>
  symbols.map((symbol) => alphabet[symbol] ?? '').join('');
