import { MELODIES } from './melodies.ts';
import type { Melody, Note } from './melody.ts';
import { pitchName } from './note.ts';

/** One letter of the alphabet that melodies are spelled in. */
export type Token =
  | { readonly kind: 'pitch'; readonly pitch: number | null }
  | { readonly kind: 'duration'; readonly duration: number }
  | { readonly kind: 'end' };

/** The pitches that melodies use from low to high, the rest, their durations from short to long, the end: each once. */
export function alphabetOf(melodies: readonly Melody[]): readonly Token[] {
  const notes = melodies.flatMap((melody) => melody.notes);
  const pitches = rising(notes.flatMap(({ pitch }) => pitch ?? []));
  const durations = rising(notes.map(({ duration }) => duration));
  return [
    ...[...pitches, null].map((pitch) => ({ kind: 'pitch', pitch }) as const),
    ...durations.map((duration) => ({ kind: 'duration', duration }) as const),
    { kind: 'end' },
  ];
}

const rising = (values: readonly number[]): number[] => [...new Set(values)].sort((a, b) => a - b);

/** The alphabet of all melodies; a symbol is an index into it. */
export const ALPHABET: readonly Token[] = alphabetOf(MELODIES);

/** The symbol that ends a melody. */
export const END = ALPHABET.length - 1;

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
  if (symbol === undefined)
    throw new RangeError(`no melody has pitch ${pitch}: take one of ${[...PITCHES.keys()].filter((known) => known !== null).join(', ')}`);
  return symbol;
}

/** The symbol of a duration in sixteenths. */
export function durationSymbol(duration: number): number {
  const symbol = DURATIONS.get(duration);
  if (symbol === undefined)
    throw new RangeError(`no melody has a note of ${duration} sixteenths: take one of ${[...DURATIONS.keys()].join(', ')}`);
  return symbol;
}

/**
 * The notes that symbols spell, up to the end. A network may break the alternation: of several pitches in a row the last
 * counts, a duration without a pitch before it is skipped, and so is what is no symbol.
 */
export function decode(symbols: Iterable<number>): Note[] {
  const notes: Note[] = [];
  let pitch: number | null | undefined;
  for (const symbol of symbols) {
    const token = ALPHABET[symbol];
    if (token?.kind === 'end') break;
    if (token?.kind === 'pitch') pitch = token.pitch;
    if (token?.kind !== 'duration' || pitch === undefined) continue;
    notes.push({ pitch, duration: token.duration });
    pitch = undefined;
  }
  return notes;
}

/** What stands on the screen for each symbol: "C4", "F♯4", "rest", "♪ 3/8" (of a whole note), "end". */
export const SYMBOL_NAMES: readonly string[] = ALPHABET.map(nameOf);

function nameOf(token: Token): string {
  if (token.kind === 'end') return 'end';
  if (token.kind === 'duration') return `♪ ${fraction(token.duration)}`;
  return token.pitch === null ? 'rest' : pitchName(token.pitch).replace('#', '♯');
}

/** Sixteenths as a fraction of a whole note in lowest terms: 6 is "3/8", 16 is "1". */
function fraction(sixteenths: number): string {
  let [top, bottom] = [sixteenths, 16];
  while (top % 2 === 0 && bottom > 1) [top, bottom] = [top / 2, bottom / 2];
  return bottom === 1 ? `${top}` : `${top}/${bottom}`;
}
