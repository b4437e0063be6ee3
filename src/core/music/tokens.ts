import { MELODIES } from './melodies.ts';
import type { Melody, Note } from './melody.ts';
import { pitchName, printDuration } from './note.ts';

/** One letter of the alphabet that melodies are spelled in. */
export type Token =
  | { readonly kind: 'pitch'; readonly pitch: number | null }
  | { readonly kind: 'duration'; readonly duration: number }
  | { readonly kind: 'end' };

/**
 * Every pitch from the lowest to the highest of the melodies, black and white, so that a tune can be moved to another key;
 * the rest; their durations from short to long; the end.
 */
export function alphabetOf(melodies: readonly Melody[]): readonly Token[] {
  const notes = melodies.flatMap((melody) => melody.notes);
  const durations = [...new Set(notes.map(({ duration }) => duration))].sort((a, b) => a - b);
  return [
    ...[...keysOf(notes.flatMap(({ pitch }) => pitch ?? [])), null].map((pitch) => ({ kind: 'pitch', pitch }) as const),
    ...durations.map((duration) => ({ kind: 'duration', duration }) as const),
    { kind: 'end' },
  ];
}

function keysOf(pitches: readonly number[]): number[] {
  const lowest = Math.min(...pitches);
  return Array.from({ length: Math.max(...pitches) - lowest + 1 }, (_, k) => lowest + k);
}

/** The alphabet of all melodies; a symbol is an index into it. */
export const ALPHABET: readonly Token[] = alphabetOf(MELODIES);

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
