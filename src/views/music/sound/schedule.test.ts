import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placed } from '../roll.ts';
import { envelopeOf } from './envelope.ts';
import { due, frequencyOf, momentOf, placeAt, programmeOf, sixteenth, timeOf } from './schedule.ts';

const given = placed([
  { pitch: 60, duration: 4 },
  { pitch: null, duration: 4 },
  { pitch: 64, duration: 8 },
]);
const composed = placed([{ pitch: 67, duration: 2 }]);
const tunes = { given, composed };

describe('a programme', () => {
  test('is one tune, its rests silent', () => {
    const { notes, end } = programmeOf(tunes, 'given');
    expect(notes).toEqual([
      { from: 0, length: 4, pitch: 60, voice: 'given' },
      { from: 8, length: 8, pitch: 64, voice: 'given' },
    ]);
    expect(end).toBe(16);
  });

  test('is both one after the other, four beats apart', () => {
    const { notes, stretches, end } = programmeOf(tunes, 'both');
    expect(notes.at(-1)).toEqual({ from: 32, length: 2, pitch: 67, voice: 'composed' });
    expect(stretches.map(({ voice, from, to }) => [voice, from, to])).toEqual([
      ['given', 0, 16],
      ['composed', 32, 34],
    ]);
    expect(end).toBe(34);
  });

  test('is what there is where one of the two is missing, and nothing of nothing', () => {
    expect(programmeOf({ given: [], composed }, 'both').stretches.map(({ from }) => from)).toEqual([0]);
    expect(programmeOf({ given, composed: [] }, 'composed')).toEqual({ notes: [], stretches: [], end: 0 });
  });

  test('tells where on the roll it is: the moment, and the note or rest that began last', () => {
    const programme = programmeOf(tunes, 'both');
    expect(placeAt(programme, 6)).toEqual({ voice: 'given', at: 6, begun: 4 });
    expect(placeAt(programme, 33)).toEqual({ voice: 'composed', at: 1, begun: 0 });
    for (const moment of [-0.1, 16, 20, 34, 99]) expect(placeAt(programme, moment)).toBeNull();
  });
});

describe('time', () => {
  const anchor = { moment: 8, time: 3, tempo: 120 };

  test('runs by the tempo: at 120 a beat is half a second', () => {
    expect(sixteenth(120)).toBe(0.125);
    expect(timeOf(anchor, 12)).toBe(3.5);
    expect(momentOf(anchor, 3.5)).toBe(12);
    expect(timeOf(anchor, 0)).toBe(2);
  });

  test('and moments are each other’s inverse at every tempo', () => {
    const numbers = { moment: fc.double({ min: 0, max: 500, noNaN: true }), time: fc.double({ min: 0, max: 500, noNaN: true }) };
    fc.assert(
      fc.property(
        fc.record({ ...numbers, tempo: fc.integer({ min: 40, max: 240 }) }),
        fc.double({ min: 0, max: 900, noNaN: true }),
        (own, at) => {
          expect(momentOf(own, timeOf(own, at))).toBeCloseTo(at, 6);
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('hands over each note once and in order, however it is cut into looks ahead', () => {
    const many = programmeOf(
      { given: placed(Array.from({ length: 50 }, (_, k) => ({ pitch: 60, duration: 1 + (k % 5) }))), composed: [] },
      'given',
    ).notes;
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.001, max: 3, noNaN: true }), { minLength: 200, maxLength: 200 }), (waits) => {
        const own = { moment: 0, time: 0, tempo: 200 };
        let [before, handed]: [number, typeof many] = [0, []];
        for (const wait of waits) {
          before += wait;
          const notes = due(many, own, handed.length, before);
          for (const note of notes) expect(timeOf(own, note.from)).toBeLessThan(before);
          handed = [...handed, ...notes];
        }
        expect(handed).toEqual(many.slice(0, handed.length));
        expect(due(many, own, handed.length, before)).toEqual([]);
      }),
    );
  });
});

test('pitches are of equal temperament: A4 is 440 Hz, and an octave doubles', () => {
  expect(frequencyOf(69)).toBe(440);
  expect(frequencyOf(57)).toBe(220);
  expect(frequencyOf(60)).toBeCloseTo(261.626, 3);
});

describe('the envelope of a note', () => {
  const seconds = fc.double({ min: 0.02, max: 24, noNaN: true });

  test('goes from silence to silence, in order of time, within the note and never louder than 1', () => {
    fc.assert(
      fc.property(seconds, (length) => {
        const points = envelopeOf(length);
        expect([points[0], points.at(-1)?.gain]).toEqual([{ at: 0, gain: 0 }, 0]);
        expect(points.at(-1)?.at).toBeLessThan(length);
        for (const [k, { at, gain }] of points.entries()) {
          expect(at).toBeGreaterThanOrEqual(points[k - 1]?.at ?? 0);
          expect(gain).toBeGreaterThanOrEqual(0);
          expect(gain).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('does not click: no step of a thousandth of a second is higher than a quarter', () => {
    fc.assert(
      fc.property(seconds, (length) => {
        const points = envelopeOf(length);
        for (const [k, { at, gain }] of points.entries()) {
          const before = points[k - 1];
          if (before !== undefined) expect(Math.abs(gain - before.gain)).toBeLessThanOrEqual(250 * (at - before.at) + 1e-9);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('of a long note is the same at its beginning and its end, whatever its length', () => {
    expect(envelopeOf(1).slice(0, 3)).toEqual(envelopeOf(4).slice(0, 3));
    const fade = (length: number): number => (envelopeOf(length).at(-1)?.at ?? 0) - (envelopeOf(length).at(-2)?.at ?? 0);
    expect(fade(1)).toBeCloseTo(fade(4), 9);
  });
});
