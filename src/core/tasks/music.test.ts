import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { heldOut, training } from '../music/melodies.ts';
import type { Melody, Note } from '../music/melody.ts';
import { ALPHABET, decode, END, REST } from '../music/tokens.ts';
import { createRng } from '../rng.ts';
import { defaultOptions, makeBatch, trainBatch } from './index.ts';
import { music } from './music.ts';
import { symbolsRead } from './symbols.ts';
import type { Sequence, Split } from './task.ts';

const WIDTH = ALPHABET.length;
const SEQUENCES = 1000;
const options = defaultOptions(music);
const free = music.free?.(options);
if (free === undefined) throw new Error('music runs on its own answers');

const draw = (split: Split, k: number, notes = options['notes'] ?? 0): Sequence =>
  music.sequence(createRng('music', split, k), { notes }, split);

/** All that stands in a sequence: what is read, and the last that is to be said. */
function spelled({ x, y, mask }: Sequence): number[] {
  const scored = mask.filter((mark) => mark === 1).length;
  return [...symbolsRead(x, WIDTH).slice(0, scored), y[scored - 1] ?? -1];
}

/** Steps and lengths from note to note, in whatever key and at whatever pace. */
const movesOf = (notes: readonly Note[]): string[] =>
  notes
    .slice(1)
    .map(({ pitch, duration }, k) => `${(pitch ?? 0) - (notes[k]?.pitch ?? pitch ?? 0)}:${duration / (notes[k]?.duration ?? duration)}`);

const runsOf = (notes: readonly Note[], length: number): string[] => {
  const moves = movesOf(notes);
  return Array.from({ length: Math.max(0, moves.length - length + 1) }, (_, k) => moves.slice(k, k + length).join(' '));
};

/** Half tones and factor between a stretch of a melody and notes, where they are that stretch; else null. */
function changeFrom(stretch: readonly Note[], notes: readonly Note[]): { shift: number; pace: number } | null {
  const sounding = notes.findIndex(({ pitch }) => pitch !== null);
  const shift = sounding < 0 ? 0 : (notes[sounding]?.pitch ?? 0) - (stretch[sounding]?.pitch ?? 0);
  const pace = (notes[0]?.duration ?? 1) / (stretch[0]?.duration ?? 1);
  const same = notes.every(({ pitch, duration }, k) => {
    const given = stretch[k];
    return given !== undefined && duration === pace * given.duration && pitch === (given.pitch === null ? null : given.pitch + shift);
  });
  return same ? { shift, pace } : null;
}

/** How notes came of one of the melodies; empty where they came of none. */
const originsOf = (notes: readonly Note[], melodies: readonly Melody[]) =>
  melodies.flatMap((melody) => melody.notes.flatMap((_, from) => changeFrom(melody.notes.slice(from, from + notes.length), notes) ?? []));

describe.each(['train', 'probe', 'test'] as const)('a sequence of the split %s', (split) => {
  const sequences = Array.from({ length: SEQUENCES }, (_, k) => draw(split, k));

  test('is pitch and length by turns, each followed by what is read next, and nothing after the end', () => {
    for (const sequence of sequences) {
      const { x, y, mask } = sequence;
      const symbols = spelled(sequence);
      expect(mask.indexOf(0) < 0 || mask.lastIndexOf(1) < mask.indexOf(0)).toBe(true);
      expect(Array.from(y.slice(0, symbols.length - 1))).toEqual(symbols.slice(1));
      expect(x.filter((value) => value !== 0)).toHaveLength(symbols.length - 1);
      const kinds = symbols.slice(0, -1).map((symbol) => ALPHABET[symbol]?.kind);
      expect(kinds).toEqual(kinds.map((_, t) => (t % 2 === 0 ? 'pitch' : 'duration')));
      expect(symbols.slice(0, -1)).not.toContain(END);
    }
  });

  test('is drawn by its generator alone, in a room or without', () => {
    for (let k = 0; k < 100; k++) expect(draw(split, k)).toEqual(sequences[k]);
    const batch = makeBatch(music, options, createRng('batch'), 3, split);
    const alone = music.sequence(createRng('batch').fork(2), options, split);
    expect(symbolsRead(batch.x, WIDTH).filter((_, at) => at % 3 === 2)).toEqual(symbolsRead(alone.x, WIDTH));
  });

  test('says which tune it is of', () => {
    const titles = new Set(sequences.map(({ caption }) => caption?.split(', ')[0]));
    const known = (split === 'train' ? training() : heldOut()).map(({ title }) => title.split(', ')[0]);
    expect(known).toEqual(expect.arrayContaining([...titles]));
  });
});

describe('what is learned from', () => {
  const taken = Array.from({ length: SEQUENCES }, (_, k) => decode(spelled(draw('train', k)).slice(0, 48)));
  const origins = taken.map((notes) => originsOf(notes, training()));

  test('are stretches of the training tunes, moved to another key and written in half, the same or twice the lengths', () => {
    for (const [k, found] of origins.entries()) {
      expect(found.length, `sequence ${k}`).toBeGreaterThan(0);
      expect([0.5, 1, 2]).toContain(found[0]?.pace);
    }
  });

  test('come in every key from an octave down to an octave up, and about a third of them at another pace', () => {
    const shifts = new Set(origins.map(([first]) => first?.shift ?? 0));
    for (let shift = -9; shift <= 9; shift++) expect(shifts, `shift ${shift}`).toContain(shift);
    const slower = origins.filter(([first]) => first?.pace === 2).length;
    const faster = origins.filter(([first]) => first?.pace === 0.5).length;
    for (const share of [slower / SEQUENCES, faster / SEQUENCES]) {
      expect(share).toBeGreaterThan(0.1);
      expect(share).toBeLessThan(0.4);
    }
  });

  test('use the whole alphabet', () => {
    const used = new Set(Array.from({ length: SEQUENCES }, (_, k) => spelled(draw('train', k))).flat());
    expect(used.size).toBe(WIDTH);
  });

  test('are never of a tune that is held out, in no key and at no pace', () => {
    const learned = new Set(taken.flatMap((notes) => runsOf(notes, 8)));
    for (const { title, notes } of heldOut())
      expect(
        runsOf(notes, 8).filter((run) => learned.has(run)),
        title,
      ).toEqual([]);
  });
});

describe('what is held out', () => {
  test('stands as it is written, a tune either in the probe or in the score', () => {
    const titles = { probe: new Set<string>(), test: new Set<string>() };
    for (const split of ['probe', 'test'] as const) {
      for (let k = 0; k < 300; k++) {
        const notes = decode(spelled(draw(split, k)).slice(0, 48));
        const tunes = heldOut().filter((melody) => originsOf(notes, [melody]).some(({ shift, pace }) => shift === 0 && pace === 1));
        expect(tunes.length, `sequence ${k}`).toBeGreaterThan(0);
        for (const { title } of tunes) titles[split].add(title);
      }
    }
    expect([...titles.probe].filter((title) => titles.test.has(title))).toEqual([]);
    expect(titles.probe.size + titles.test.size).toBe(heldOut().length);
  });

  test('is read to its end where it is short, and the end is to be said', () => {
    const ends = Array.from({ length: 300 }, (_, k) => spelled(draw('test', k, 64))).filter((symbols) => symbols.at(-1) === END);
    expect(ends.length).toBeGreaterThan(250);
  });
});

describe('the baselines', () => {
  test('are better for knowing the note before, on what is learned from and, less so, on what is held out', () => {
    const losses = (split: Split) => music.baselines(options, split).map(({ loss }) => Math.exp(2 * loss));
    const [train, held] = [losses('train'), losses('test')];
    expect(held[1]).toBeLessThan(0.6 * (held[0] ?? 0));
    expect(train[1]).toBeLessThan(held[1] ?? 0);
    expect(held[1]).toBeGreaterThan(15);
  });
});

const pitches = fc.option(fc.integer({ min: 55, max: 78 }), { freq: 6 });
const melodies = fc.array(fc.record({ pitch: pitches, duration: fc.constantFrom(1, 2, 3, 4, 6, 8, 12, 16) }), {
  minLength: 1,
  maxLength: 64,
});

describe('a tune that is typed', () => {
  test('is printed as it was read', () => {
    fc.assert(
      fc.property(melodies, (notes) => {
        const symbols = notes.flatMap(({ pitch, duration }) => [
          pitch === null ? REST : pitch - 55,
          ALPHABET.findIndex((token) => token.kind === 'duration' && token.duration === duration),
        ]);
        expect(free.prompt(free.print(symbols))).toEqual({ symbols });
      }),
      { numRuns: SEQUENCES },
    );
  });

  test('may stand on several lines, with its bars', () => {
    const { symbols } = free.prompt('C4/4 D4/4 |\nr/8 F#4/4.') as { symbols: number[] };
    expect(free.print(symbols)).toBe('C4/4 D4/4 r/8 F#4/4.');
    expect(free.prompt(free.example)).toHaveProperty('symbols');
    expect(free.prompt(' | ')).toEqual({ symbols: [] });
  });

  test.each([
    ['C4/4 H4/4', 'line 1, column 6: `H4` is no pitch here: the note below C is `B`'],
    ['C4/4\n  D4', 'line 2, column 3: `D4` has no duration: write `D4/4` for a quarter'],
    ['C4/4 C6/4', 'line 1, column 6: no symbol stands for C6: take a pitch from G3 to F♯5'],
    ['C4/2+8', 'line 1, column 1: no symbol stands for a note of length 2+8: take one of 16, 8, 8., 4, 4., 2, 2., 1'],
  ])('%j is refused with its line, its column and a mend', (text, fault) => {
    expect(free.prompt(text)).toEqual({ fault });
  });
});

test('a batch to learn from is the same for the same seed, and another at the next iteration', () => {
  const batch = (iteration: number) => trainBatch(music, options, createRng(3), iteration, 8);
  expect(batch(1)).toEqual(batch(1));
  expect(batch(1).x).not.toEqual(batch(2).x);
});
