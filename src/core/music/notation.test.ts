import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { describeFault } from '../cell/fault.ts';
import { MELODY_TEXT } from './melodies.data.ts';
import { barOf } from './melody.ts';
import { parseMelodies, printMelody } from './notation.ts';
import { melodies } from './randomMelodies.test.helper.ts';

const HEAD = 'title: A\norigin: our own\nmetre: 4/4\n';
const faultsOf = (text: string): string[] => {
  const parsed = parseMelodies(text);
  return parsed.ok ? [] : parsed.faults.map(describeFault);
};
const notesOf = (body: string) => {
  const parsed = parseMelodies(HEAD + body);
  if (!parsed.ok) throw new Error(parsed.faults.map(describeFault).join('; '));
  return parsed.melodies[0]?.notes.map(({ pitch, duration }) => [pitch, duration]);
};

describe('a melody that is whole', () => {
  test('is read to its title, origin, metre, upbeat and notes', () => {
    const text = 'title: Round and Round\norigin: our own\nmetre: 6/8\nr/8 | C4/4. A3/4 F#4/8 | Bb4/2+16 r/8. | C5/4.+4';
    expect(parseMelodies(text)).toEqual({
      ok: true,
      melodies: [
        {
          title: 'Round and Round',
          origin: 'our own',
          metre: { beats: 6, unit: 8 },
          upbeat: 2,
          notes: [
            { pitch: null, duration: 2 },
            { pitch: 60, duration: 6 },
            { pitch: 57, duration: 4 },
            { pitch: 66, duration: 2 },
            { pitch: 70, duration: 9 },
            { pitch: null, duration: 3 },
            { pitch: 72, duration: 10 },
          ],
        },
      ],
    });
  });

  test('may be broken anywhere between its words, with any space, any break of line, and no last bar line', () => {
    const once = notesOf('C4/4 D4/4 E4/4 F4/4 | G4/1 |');
    expect(notesOf('C4/4\r\nD4/4\t E4/4\nF4/4|G4/1')).toEqual(once);
  });

  test('names its black keys by sharps and flats alike, up to B sharp and down to C flat', () => {
    expect(notesOf('C#4/4 Db4/4 C♯4/4 D♭4/4 | B#3/4 Cb4/4 E#4/4 Fb4/4 |')?.map(([pitch]) => pitch)).toEqual([
      61, 61, 61, 61, 60, 59, 65, 64,
    ]);
  });

  test('may close with a full bar or with one that completes the upbeat', () => {
    expect(faultsOf(`${HEAD}C4/4 | D4/1 | E4/2. |`)).toEqual([]);
    expect(faultsOf(`${HEAD}C4/4 | D4/1 | E4/1 |`)).toEqual([]);
  });
});

describe('printing', () => {
  test('and reading again gives the same melody', () => {
    fc.assert(
      fc.property(melodies, (melody) => {
        expect(parseMelodies(printMelody(melody))).toEqual({ ok: true, melodies: [melody] });
      }),
      { numRuns: 1000 },
    );
  });

  test('and reading again gives the same melodies where several stand in one text', () => {
    fc.assert(
      fc.property(fc.array(melodies, { minLength: 1, maxLength: 4 }), (several) => {
        const text = several.map(printMelody).join('\n\n');
        expect(parseMelodies(text)).toEqual({ ok: true, melodies: several });
      }),
      { numRuns: 100 },
    );
  });

  test('what is kept is printed as it stands there', () => {
    const parsed = parseMelodies(MELODY_TEXT);
    expect(parsed.ok && parsed.melodies.map(printMelody).join('\n\n')).toBe(MELODY_TEXT.trim());
  });

  test('puts a bar line wherever a bar is full', () => {
    fc.assert(
      fc.property(melodies, (melody) => {
        const total = melody.notes.reduce((sum, { duration }) => sum + duration, 0);
        const bars = (melody.upbeat > 0 ? 1 : 0) + Math.ceil((total - melody.upbeat) / barOf(melody.metre));
        const body = printMelody(melody).split('\n').slice(3).join(' ');
        expect(body.split('|').length - 1).toBe(bars);
      }),
    );
  });
});

/** What is written below the title, and where and how its one fault is told. */
const BODIES: readonly (readonly [string, string])[] = [
  ['C4 D4/4 E4/2 |', 'line 4, column 1: `C4` has no duration: write `C4/4` for a quarter'],
  ['c4/1 |', 'line 4, column 1: `c4` begins with a small letter: write `C4`'],
  ['C4/2 D/2 |', 'line 4, column 6: `D` has no octave: write `D4` for the one above middle C'],
  ['C4/2 D9/2 |', 'line 4, column 6: `D9` has no such octave: they run from 0 to 8, middle C is `C4`'],
  ['C4/2\nH4/2 |', 'line 5, column 1: `H4` is no pitch here: the note below C is `B`'],
  ['C##4/1 |', 'line 4, column 1: `C##4` has two accidentals: write one `#` or `b`, or the key beside it'],
  ['B#8/1 |', 'line 4, column 1: `B#8` lies outside C0 to B8: take a pitch between them'],
  ['Cb0/1 |', 'line 4, column 1: `Cb0` lies outside C0 to B8: take a pitch between them'],
  ['z/2 C4/2 |', 'line 4, column 1: `z` is no rest: write `r`, as in `r/4`'],
  ['r4/1 |', 'line 4, column 1: `r4` is no rest: write `r`, as in `r/4`'],
  ['/4 C4/2. |', 'line 4, column 1: there is no pitch before this duration: write one, such as `C4/4`, or `r/4` for a rest'],
  ['do/1 |', 'line 4, column 1: `do` is no pitch: write a letter from A to G, `#` or `b` if any, and the octave, such as `F#4`'],
  ['C4/3 |', 'line 4, column 4: `3` is no note value: write 1, 2, 4, 8 or 16, with a dot where it lasts half as long again'],
  ['C4/2 D4/ |', 'line 4, column 9: a note value is missing here: write 1, 2, 4, 8 or 16, as in `C4/4`'],
  ['C4/2+ D4/2 |', 'line 4, column 6: a note value is missing here: write 1, 2, 4, 8 or 16, as in `C4/4`'],
  ['C4/2+4+32 |', 'line 4, column 8: `32` is not a whole number of sixteenths: the shortest value is 16'],
  ['C4/16. |', 'line 4, column 4: `16.` is not a whole number of sixteenths: the shortest value is 16'],
  ['C4/4.. |', 'line 4, column 4: `4..` has more than one dot: add the values instead, as in `4+8+16`'],
  ['C4/4:D4/4 |', 'line 4, column 4: `4:D4/4` is no note value: write 1, 2, 4, 8 or 16, with a dot where it lasts half as long again'],
  ['C4/1 | D4/2. | E4/1 |', 'line 4, column 14: this bar has 12 of 16 sixteenths: write `r/4` before its end, or lengthen a note'],
  ['C4/2 D4/2. | E4/1 |', 'line 4, column 6: `D4/2.` ends 4 sixteenths after its bar does: make it shorter, or put `|` before it'],
  ['C4/1 | E4/1 D4/16', 'line 4, column 13: `D4/16` ends 1 sixteenth after its bar does: make it shorter, or put `|` before it'],
  [
    'C4/4 | D4/1 | E4/2 |',
    'line 4, column 20: this bar has 8 of 16 sixteenths (12 would complete the upbeat): write `r/2` before its end, or lengthen a note',
  ],
  ['C4/1 |\n| D4/1 |', 'line 5, column 1: there is no note before this `|`: take it out, or write rests such as `r/1`'],
  ['C4/1 |\nmetre: 3/4', 'line 5, column 1: `metre:` stands after notes: move it above them, or put a blank line before the next melody'],
];

const HEADS: readonly (readonly [string, string])[] = [
  ['', 'line 1, column 1: there is no melody here: begin with a line such as `title: Greensleeves`'],
  ['\n\norigin: our own\nmetre: 2/4\nC4/2 |', 'line 3, column 1: no line gives the title of this melody: add `title: Greensleeves`'],
  ['title: A\nmetre: 2/4\nC4/2 |', 'line 1, column 1: no line gives the origin of this melody: add `origin: traditional, England`'],
  ['title: A\norigin: B\nC4/2 |', 'line 1, column 1: no line gives the metre of this melody: add `metre: 3/4`'],
  [
    'title:\norigin: B\nmetre: 2/4\nC4/2 |',
    'line 1, column 1: the title is empty: write it after the colon, such as `title: Greensleeves`',
  ],
  ['title: A\ntitle: B\norigin: B\nmetre: 2/4\nC4/2 |', 'line 2, column 1: the title is given twice: take one of the lines out'],
  ['title: A\norigin: B\n  meter: 3/4\nmetre: 2/4\nC4/2 |', 'line 3, column 3: no line is called `meter`: did you mean `metre`?'],
  [
    'title: A\norigin: B\ncomposer: C\nmetre: 2/4\nC4/2 |',
    'line 3, column 1: no line is called `composer`: the lines before the notes are `title`, `origin` and `metre`',
  ],
  [
    'title: A\norigin: B\nmetre: waltz\nC4/2 |',
    'line 3, column 8: `waltz` is no metre: write beats and their value, such as `3/4` or `6/8`',
  ],
  [
    'title: A\norigin: B\nmetre: 3/5\nC4/2 |',
    'line 3, column 8: `3/5` is no metre: the value of a beat, after the stroke, is 1, 2, 4, 8 or 16',
  ],
  ['title: A\norigin: B\nmetre: 17/4\nC4/2 |', 'line 3, column 8: `17/4` is no metre: a bar has at most 16 beats'],
  ['title: A\norigin: B\nmetre: 2/4', 'line 1, column 1: this melody has no notes: write them below its title, such as `C4/4 D4/4 E4/2 |`'],
];

describe('a fault is told with its place, its value and a mend', () => {
  test.each(BODIES)('%j', (body, told) => {
    expect(faultsOf(HEAD + body)).toEqual([told]);
  });

  test.each(HEADS)('%j', (text, told) => {
    expect(faultsOf(text)).toEqual([told]);
  });

  test('in the second of two melodies at its line in the whole text, with the offset of what is meant', () => {
    const text = `${HEAD}C4/1 |\n\n${HEAD}C4/1 | x/1 |`;
    const parsed = parseMelodies(text);
    expect(parsed).toMatchObject({ ok: false, faults: [{ line: 9, column: 8, offset: text.indexOf('x/1'), length: 1 }] });
  });

  test('together with the others, in the order of the text, and without counting a bar that could not be read', () => {
    expect(faultsOf('title: A\nmetre: 4/4\nC4/4 x/4 | D4/2 | E4/3 |').map((told) => told.slice(0, told.indexOf(':')))).toEqual([
      'line 1, column 1',
      'line 3, column 6',
      'line 3, column 17',
      'line 3, column 22',
    ]);
  });

  test('and in a line of a hundred thousand bars like in any other', () => {
    expect(notesOf('C4/1 | '.repeat(100_000))?.length).toBe(100_000);
    expect(faultsOf(`${HEAD}${'x '.repeat(10_000)}`).length).toBe(20);
  });

  test('and never thrown, whatever is typed; at most twenty at once', () => {
    const pieces = fc.constantFrom(
      'C4/4',
      'r/8',
      '|',
      ' ',
      '\n',
      '\n\n',
      'title: A',
      'metre: 3/4',
      'origin:',
      '/',
      '+',
      '.',
      'é',
      '𝄞',
      'x',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 80 }),
          fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
        ),
        (text) => {
          const parsed = parseMelodies(text);
          if (parsed.ok) return;
          expect(parsed.faults.length).toBeGreaterThan(0);
          expect(parsed.faults.length).toBeLessThanOrEqual(20);
          for (const { line, column, offset, length } of parsed.faults) {
            expect(line).toBeLessThanOrEqual(text.split(/\r\n|[\n\r\u2028\u2029]/).length);
            expect(column).toBeGreaterThanOrEqual(1);
            expect(offset + length).toBeLessThanOrEqual(text.length);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
