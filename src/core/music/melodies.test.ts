import { describe, expect, test } from 'vitest';
import { MELODY_TEXT } from './melodies.data.ts';
import { heldOut, melodies, training } from './melodies.ts';
import { barOf, type Melody, type Note } from './melody.ts';
import { pitchName } from './note.ts';
import { ALPHABET, encode, REST } from './tokens.ts';

const pitchesOf = ({ notes }: Melody): number[] => notes.flatMap(({ pitch }) => pitch ?? []);

/** Steps and durations between notes that sound, whatever the key. */
const movesOf = (melody: Melody): string[] => {
  const sounding = melody.notes.filter((note): note is Note & { pitch: number } => note.pitch !== null);
  return sounding.slice(1).map(({ pitch, duration }, k) => `${pitch - (sounding[k]?.pitch ?? 0)}:${duration}`);
};

const runsOf = (melody: Melody, length: number): Set<string> => {
  const moves = movesOf(melody);
  return new Set(Array.from({ length: Math.max(0, moves.length - length + 1) }, (_, k) => moves.slice(k, k + length).join(' ')));
};

/** Where a bar line falls, in sixteenths from the first; the end of the last note is the last. */
const linesOf = ({ metre, upbeat, notes }: Melody): number[] => {
  const total = notes.reduce((sum, { duration }) => sum + duration, -upbeat);
  const size = barOf(metre);
  return Array.from({ length: Math.floor(total / size) + 1 }, (_, k) => k * size);
};

/** Where each note ends, from the same point; the beginning among them. */
const endsOf = ({ upbeat, notes }: Melody): number[] => {
  const ends = [-upbeat];
  for (const { duration } of notes) ends.push((ends.at(-1) ?? 0) + duration);
  return ends;
};

/** Tunes that come to rest elsewhere than on their key. */
const OTHER_ENDS: Readonly<Record<string, string>> = { Sakura: 'E4', 'Skye Boat Song': 'G3', 'Mo li hua': 'G3' };

describe('every melody', () => {
  test('has full bars: a note ends wherever a bar does, and the last completes the upbeat where it is not full', () => {
    for (const melody of melodies()) {
      const ends = endsOf(melody);
      expect(
        linesOf(melody).filter((line) => !ends.includes(line)),
        melody.title,
      ).toEqual([]);
      const size = barOf(melody.metre);
      expect([0, size - melody.upbeat], melody.title).toContain((ends.at(-1) ?? 0) % size);
    }
  });

  test('has 24 to 64 notes within two octaves', () => {
    for (const melody of melodies()) {
      const pitches = pitchesOf(melody);
      expect(melody.notes.length, melody.title).toBeGreaterThanOrEqual(24);
      expect(melody.notes.length, melody.title).toBeLessThanOrEqual(64);
      expect(Math.max(...pitches) - Math.min(...pitches), melody.title).toBeLessThanOrEqual(24);
    }
  });

  test('stands in C major or A minor: it ends on C or A, but for three, and at most a fifth of its notes are black keys', () => {
    for (const melody of melodies()) {
      const pitches = pitchesOf(melody);
      const last = pitchName(pitches.at(-1) ?? 0);
      if (melody.title in OTHER_ENDS) expect(last).toBe(OTHER_ENDS[melody.title]);
      else expect(last, melody.title).toMatch(/^[CA]\d$/);
      const black = pitches.map(pitchName).filter((name) => name.includes('#'));
      expect(
        black.filter((name) => !/^[DFG]#/.test(name)),
        melody.title,
      ).toEqual([]);
      expect(black.length, melody.title).toBeLessThanOrEqual(0.2 * pitches.length);
    }
  });

  test('names where it comes from: ourselves, a tradition, or a book or composer with the year', () => {
    for (const { title, origin } of melodies()) expect(origin, title).toMatch(/^(our own|traditional[ ,].+|.+, 1[5-9]\d\d)$/);
  });
});

describe('the melodies', () => {
  test('are some thirty old ones and eight of our own, in less than 50 kB', () => {
    const own = melodies().filter(({ origin }) => origin === 'our own');
    expect(own.length).toBe(8);
    expect(melodies().length - own.length).toBeGreaterThanOrEqual(30);
    expect(new TextEncoder().encode(MELODY_TEXT).length).toBeLessThan(50_000);
  });

  test('are all different, in their titles and, whatever the key, in their steps and durations', () => {
    expect(new Set(melodies().map(({ title }) => title)).size).toBe(melodies().length);
    expect(new Set(melodies().map((melody) => movesOf(melody).join(' '))).size).toBe(melodies().length);
  });

  test('are split into four fifths to learn from and a fifth held out, every one in one part', () => {
    expect(heldOut().length / melodies().length).toBeCloseTo(0.2, 1);
    expect(new Set([...training(), ...heldOut()])).toEqual(new Set(melodies()));
    expect(training().length + heldOut().length).toBe(melodies().length);
  });

  test('held out are never of a tune that is learned: at no eight steps running do they move alike', () => {
    const learned = new Set(training().flatMap((melody) => [...runsOf(melody, 8)]));
    const shared = heldOut().flatMap((melody) =>
      [...runsOf(melody, 8)].filter((run) => learned.has(run)).map((run) => `${melody.title}: ${run}`),
    );
    expect(shared).toEqual([]);
  });

  test('held out are spelled with symbols that the others have', () => {
    const learned = new Set(training().flatMap(({ notes }) => encode(notes)));
    for (const { title, notes } of heldOut())
      expect(
        encode(notes).filter((symbol) => !learned.has(symbol)),
        title,
      ).toEqual([]);
  });

  test('held out are of all kinds: major, minor, old and ours, with an upbeat and without', () => {
    const last = heldOut().map((melody) => (pitchesOf(melody).at(-1) ?? 0) % 12);
    expect(last).toEqual(expect.arrayContaining([0, 9]));
    expect(new Set(heldOut().map(({ origin }) => origin === 'our own'))).toEqual(new Set([true, false]));
    expect(new Set(heldOut().map(({ upbeat }) => upbeat > 0))).toEqual(new Set([true, false]));
  });

  test('to learn from use the ends of the alphabet, the rest, and every duration', () => {
    const learned = new Set(training().flatMap(({ notes }) => encode(notes)));
    const others = ALPHABET.flatMap((token, symbol) => (token.kind === 'pitch' && token.pitch !== null ? [] : [symbol]));
    for (const symbol of [0, REST - 1, ...others]) expect(learned, `symbol ${symbol}`).toContain(symbol);
  });
});
