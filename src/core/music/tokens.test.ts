import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { melodies } from './melodies.ts';
import type { Note } from './melody.ts';
import { readNotes } from './note.ts';
import { ALPHABET, decode, durationSymbol, END, encode, notesIn, pitchSymbol, REST, SYMBOL_NAMES } from './tokens.ts';

const PITCHES = ALPHABET.flatMap((token) => (token.kind === 'pitch' ? [token.pitch] : []));
const DURATIONS = ALPHABET.flatMap((token) => (token.kind === 'duration' ? [token.duration] : []));
const notes: fc.Arbitrary<Note[]> = fc.array(fc.record({ pitch: fc.constantFrom(...PITCHES), duration: fc.constantFrom(...DURATIONS) }), {
  maxLength: 64,
});
/** Indices of the alphabet, and some that are none. */
const symbols = fc.array(fc.oneof({ weight: 9, arbitrary: fc.nat({ max: END }) }, fc.constantFrom(-1, 0.5, Number.NaN, ALPHABET.length)), {
  maxLength: 100,
});

describe('the alphabet', () => {
  test('has every pitch from the lowest to the highest, the rest, durations from short to long, the end, each once', () => {
    expect(ALPHABET.map(({ kind }) => kind)).toEqual([...PITCHES.map(() => 'pitch'), ...DURATIONS.map(() => 'duration'), 'end']);
    const used = melodies().flatMap((melody) => melody.notes.flatMap(({ pitch }) => pitch ?? []));
    const [lowest, highest] = [Math.min(...used), Math.max(...used)];
    expect(PITCHES).toEqual([...Array.from({ length: highest - lowest + 1 }, (_, k) => lowest + k), null]);
    expect(REST).toBe(PITCHES.indexOf(null));
    expect(DURATIONS).toEqual([...new Set(melodies().flatMap(({ notes }) => notes.map(({ duration }) => duration)))].sort((a, b) => a - b));
    expect(END).toBe(PITCHES.length + DURATIONS.length);
  });

  test('is named for the screen as the notation has it, every symbol by another name of three letters at most', () => {
    expect(new Set(SYMBOL_NAMES).size).toBe(ALPHABET.length);
    expect(SYMBOL_NAMES.filter((name) => name.length > 3)).toEqual([]);
    const tune = encode([{ pitch: 66, duration: 3 }]).slice(0, -1);
    expect(readNotes(tune.map((symbol) => SYMBOL_NAMES[symbol]).join(''))).toEqual({ ok: true, notes: [{ pitch: 66, duration: 3 }] });
    const names = [pitchSymbol(60), pitchSymbol(66), pitchSymbol(null), ...[1, 2, 6, 12, 16].map(durationSymbol), END].map(
      (symbol) => SYMBOL_NAMES[symbol],
    );
    expect(names).toEqual(['C4', 'F♯4', 'r', '/16', '/8', '/4.', '/2.', '/1', 'end']);
  });
});

describe('encoding', () => {
  test('and decoding gives the same notes, with two symbols for each and one for the end', () => {
    fc.assert(
      fc.property(notes, (melody) => {
        const spelled = encode(melody);
        expect(spelled.length).toBe(2 * melody.length + 1);
        expect(spelled.at(-1)).toBe(END);
        expect(decode(spelled)).toEqual(melody);
      }),
      { numRuns: 1000 },
    );
  });

  test('and decoding gives every melody again', () => {
    for (const melody of melodies()) expect(decode(encode(melody.notes)), melody.title).toEqual(melody.notes);
  });

  test('refuses what the alphabet does not have, and says what it has', () => {
    expect(() => encode([{ pitch: 20, duration: 4 }])).toThrow('no symbol stands for G♯0: take a pitch from G3 to F♯5');
    expect(() => encode([{ pitch: 60, duration: 5 }])).toThrow(
      'no symbol stands for a note of length 4+16: take one of 16, 8, 8., 4, 4., 2, 2., 1',
    );
  });
});

describe('decoding what breaks the alternation', () => {
  const [c, d, half, quarter] = [pitchSymbol(60), pitchSymbol(62), durationSymbol(8), durationSymbol(4)];

  test('takes the last of several pitches, skips durations without one, and stops at the end', () => {
    expect(decode([half, c, d, quarter, half, c, half, d, END, d, quarter])).toEqual([
      { pitch: 62, duration: 4 },
      { pitch: 60, duration: 8 },
    ]);
  });

  test('tells where the pitch and the duration of each note stand', () => {
    expect(notesIn([half, c, d, quarter, half, c, half])).toEqual([
      { pitch: 62, duration: 4, pitchAt: 2, durationAt: 3 },
      { pitch: 60, duration: 8, pitchAt: 5, durationAt: 6 },
    ]);
  });

  test('gives notes of the alphabet from any numbers, and as many as there are durations right after a pitch', () => {
    fc.assert(
      fc.property(symbols, (drawn) => {
        const known = drawn.filter((symbol) => ALPHABET[symbol] !== undefined);
        const upToEnd = known.includes(END) ? known.slice(0, known.indexOf(END)) : known;
        const kinds = upToEnd.map((symbol) => ALPHABET[symbol]?.kind);
        const decoded = decode(drawn);
        expect(decoded.length).toBe(kinds.filter((kind, k) => kind === 'duration' && kinds[k - 1] === 'pitch').length);
        expect(decode(encode(decoded))).toEqual(decoded);
      }),
      { numRuns: 1000 },
    );
  });
});
