import type { Split } from '../tasks/task.ts';
import { fromUtf8 } from '../utf8.ts';

/** A text as symbols, cut into what is learned from and what is held out. */
export interface Corpus {
  readonly alphabet: readonly string[];
  readonly symbols: Uint8Array;
  /** [from, to) of each split. */
  readonly parts: Readonly<Record<Split, readonly [number, number]>>;
}

/** Kinds of characters that are told apart; the rarer ones of a text that has more are all read as one. */
const MOST_KINDS = 120;
export const OTHER = '�';
/** Characters of a text that a person gives. */
const LEAST_TEXT = 2000;
const MOST_TEXT = 2_000_000;

/** First the text to learn from, then a tenth for the probe and a tenth that is held out for the score. */
const SHARES = { probe: [0.8, 0.9], test: [0.9, 1] } as const satisfies Partial<Record<Split, readonly [number, number]>>;

/** UTF-8 bytes as symbols, in the order of their code points, or of the alphabet that is given. */
export function corpusOf(bytes: Uint8Array, given: readonly string[] | null = null): Corpus {
  const characters = Array.from(fromUtf8(bytes).replace(/\r\n?/g, '\n'));
  const alphabet = given ?? alphabetOf(characters);
  const index = new Map(alphabet.map((character, symbol) => [character, symbol]));
  const other = index.get(OTHER) ?? 0;
  const symbols = Uint8Array.from(characters, (character) => index.get(character) ?? other);
  return { alphabet, symbols, parts: partsOf(symbols.length) };
}

/** The longest window with what follows it: every part has room for it. */
const LEAST_PART = 401;

function partsOf(length: number): Corpus['parts'] {
  const at = (share: number): number => Math.round(share * length);
  const [probe, test] = [Math.min(at(SHARES.probe[0]), length - 2 * LEAST_PART), Math.min(at(SHARES.test[0]), length - LEAST_PART)];
  return { train: [0, probe], probe: [probe, test], test: [test, length] };
}

function alphabetOf(characters: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1);
  const kinds = [...counts.keys()];
  if (kinds.length <= MOST_KINDS) return kinds.sort(byCode);
  const often = kinds.sort((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0) || byCode(a, b)).slice(0, MOST_KINDS - 1);
  return [...new Set([...often, OTHER])].sort(byCode);
}

const byCode = (a: string, b: string): number => (a.codePointAt(0) ?? 0) - (b.codePointAt(0) ?? 0);

/** Why a text cannot be learned from, in a sentence; null where it can. */
export function faultOfText(text: string): string | null {
  const length = Array.from(text).length;
  const counted = length.toLocaleString('en');
  if (length < LEAST_TEXT)
    return `The text has ${counted} characters: give it ${LEAST_TEXT.toLocaleString('en')} or more, so that there is something to learn.`;
  if (length > MOST_TEXT) return `The text has ${counted} characters: give it ${MOST_TEXT.toLocaleString('en')} at most.`;
  if (text.includes('\0')) return 'This looks like a binary file: save it as plain text first.';
  return null;
}
