import type { Note } from './melody.ts';
import { pitchName, printDuration } from './note.ts';

/** One letter of the alphabet that melodies are spelled in. */
export type Token =
  | { readonly kind: 'pitch'; readonly pitch: number | null }
  | { readonly kind: 'duration'; readonly duration: number }
  | { readonly kind: 'end' };

/** The lowest and the highest pitch of the melodies, G3 and F♯5, and their durations in sixteenths. */
const [LOWEST, HIGHEST] = [55, 78];
const LENGTHS = [1, 2, 3, 4, 6, 8, 12, 16];

/**
 * Every pitch from the lowest to the highest of the melodies, black and white, so that a tune can be moved to another key;
 * the rest; their durations from short to long; the end. A symbol is an index into it.
 */
export const ALPHABET: readonly Token[] = [
  ...Array.from({ length: HIGHEST - LOWEST + 1 }, (_, k): Token => ({ kind: 'pitch', pitch: LOWEST + k })),
  { kind: 'pitch', pitch: null },
  ...LENGTHS.map((duration): Token => ({ kind: 'duration', duration })),
  { kind: 'end' },
];

/** The symbol that ends a melody. */
export const END = ALPHABET.length - 1;

/** The symbol of silence; those before it are pitches, each a half tone above the one before. */
export const REST = ALPHABET.findIndex((token) => token.kind === 'pitch' && token.pitch === null);

/** What stands on the screen for each symbol, as the notation has it: "C4", "F♯4", "r" for a rest; "/8." for a dotted eighth; "end". */
export const SYMBOL_NAMES: readonly string[] = ALPHABET.map(nameOf);

const PITCHES = new Map(ALPHABET.flatMap((token, symbol) => (token.kind === 'pitch' ? [[token.pitch, symbol] as const] : [])));
const DURATIONS = new Map(ALPHABET.flatMap((token, symbol) => (token.kind === 'duration' ? [[token.duration, symbol] as const] : [])));

/**
 * A melody as symbols: for each note its pitch, then its duration, and at last the end; 2 × notes + 1 of them.
 * @throws {RangeError} where a pitch or a duration is not in the alphabet.
 */
export const encode = (notes: readonly Note[]): number[] => [
  ...notes.flatMap(({ pitch, duration }) => [pitchSymbol(pitch), durationSymbol(duration)]),
  END,
];

/** The symbol of a pitch, of the rest where it is null. */
export function pitchSymbol(pitch: number | null): number {
  const symbol = PITCHES.get(pitch);
  if (symbol !== undefined) return symbol;
  const [lowest, highest] = [0, REST - 1].map((end) => SYMBOL_NAMES[end]);
  throw new RangeError(`no symbol stands for ${named(pitch ?? 0)}: take a pitch from ${lowest} to ${highest}`);
}

/** The symbol of a duration in sixteenths. */
export function durationSymbol(duration: number): number {
  const symbol = DURATIONS.get(duration);
  if (symbol !== undefined) return symbol;
  const known = [...DURATIONS.keys()].map(printDuration).join(', ');
  throw new RangeError(`no symbol stands for a note of length ${printDuration(duration)}: take one of ${known}`);
}

/** A note with where its pitch and its duration stand among the symbols that spell it. */
export interface Spelled extends Note {
  readonly pitchAt: number;
  readonly durationAt: number;
}

/**
 * The notes that symbols spell, up to the end. A network may break the alternation: of several pitches in a row the last
 * counts, a duration without a pitch before it is skipped, and so is what is no symbol.
 */
export function notesIn(symbols: Iterable<number>): Spelled[] {
  const notes: Spelled[] = [];
  let [at, open]: [number, { readonly pitch: number | null; readonly pitchAt: number } | null] = [0, null];
  for (const symbol of symbols) {
    const token = ALPHABET[symbol];
    if (token?.kind === 'end') break;
    if (token?.kind === 'pitch') open = { pitch: token.pitch, pitchAt: at };
    else if (token?.kind === 'duration' && open !== null) {
      notes.push({ ...open, duration: token.duration, durationAt: at });
      open = null;
    }
    at++;
  }
  return notes;
}

/** The notes alone. */
export const decode = (symbols: Iterable<number>): Note[] => notesIn(symbols).map(({ pitch, duration }) => ({ pitch, duration }));

function nameOf(token: Token): string {
  if (token.kind === 'end') return 'end';
  if (token.kind === 'duration') return `/${printDuration(token.duration)}`;
  return token.pitch === null ? 'r' : named(token.pitch);
}

function named(pitch: number): string {
  return pitchName(pitch).replace('#', '♯');
}
