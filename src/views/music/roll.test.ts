import { describe, expect, test } from 'vitest';
import { training } from '../../core/music/melodies.ts';
import { beatLabels, boxOf, endOf, indexAt, isBlack, momentAfter, NAMED_PITCHES, pitchAt, placed, ROWS, rowOf, spanFor } from './roll.ts';

const tune = placed([
  { pitch: 60, duration: 4 },
  { pitch: null, duration: 2 },
  { pitch: 78, duration: 6 },
]);

describe('notes on the roll', () => {
  test('lie one after the other, and end where the last does', () => {
    expect(tune.map(({ at }) => at)).toEqual([0, 4, 6]);
    expect(endOf(tune)).toBe(12);
    expect(placed([{ pitch: 60, duration: 4 }], 8)[0]?.at).toBe(8);
    expect(endOf([])).toBe(0);
  });

  test('are found by a moment, from their beginning to just before their end', () => {
    expect([0, 3.9, 4, 5, 6, 11.9, 12, -1].map((moment) => indexAt(tune, moment))).toEqual([0, 0, 1, 1, 2, 2, -1, -1]);
  });

  test('have a place: time to the right, pitch upwards, a row for every half tone; a rest has none', () => {
    const room = { width: 320, height: 24 * 10 };
    expect(boxOf({ pitch: 78, at: 6, duration: 6 }, 32, room)).toEqual({ left: 60, top: 0, width: 60, height: 10 });
    expect(boxOf({ pitch: 55, at: 0, duration: 4 }, 32, room)).toEqual({ left: 0, top: 230, width: 40, height: 10 });
    expect(boxOf({ pitch: null, at: 0, duration: 4 }, 32, room)).toBeNull();
    for (const pitch of [54, 79]) expect(boxOf({ pitch, at: 0, duration: 4 }, 32, room)).toBeNull();
  });

  test('of every tune have a row', () => {
    for (const { notes } of training()) for (const { pitch } of notes) if (pitch !== null) expect(pitchAt(rowOf(pitch))).toBe(pitch);
    expect(ROWS).toBe(24);
    expect([60, 61, 64, 66, 70, 71].map(isBlack)).toEqual([false, true, false, true, true, false]);
    expect(NAMED_PITCHES).toEqual([55, 60, 64, 67, 72, 76]);
  });
});

describe('the axis of beats', () => {
  test('is whole stretches of four beats wide, two at least', () => {
    expect([0, 1, 32, 33, 96].map(spanFor)).toEqual([32, 32, 32, 48, 96]);
  });

  test('is numbered from 1 at the beginning of stretches, at most eight numbers and each in its place', () => {
    expect(beatLabels(32)).toEqual([
      { beat: 1, share: 0 },
      { beat: 5, share: 0.5 },
    ]);
    for (let end = 1; end < 2000; end += 7) {
      const span = spanFor(end);
      const labels = beatLabels(span);
      expect(labels.length).toBeGreaterThanOrEqual(2);
      expect(labels.length).toBeLessThanOrEqual(8);
      for (const { beat, share } of labels) expect(share).toBeCloseTo(((beat - 1) * 4) / span, 9);
    }
  });
});

describe('the arrow keys', () => {
  const others = placed([
    { pitch: 60, duration: 3 },
    { pitch: 62, duration: 12 },
  ]);

  test('go to the next and the last beginning of any note, and stay at the ends', () => {
    const goes = (key: string, moment: number) => momentAfter(key, moment, [tune, others]);
    expect([goes('ArrowRight', -1), goes('ArrowRight', 0), goes('ArrowRight', 3), goes('ArrowRight', 6)]).toEqual([0, 3, 4, 6]);
    expect([goes('ArrowLeft', 6), goes('ArrowLeft', 5), goes('ArrowLeft', 0)]).toEqual([4, 4, 0]);
    expect([goes('Home', 5), goes('End', 0), goes('x', 0)]).toEqual([0, 6, null]);
  });

  test('go nowhere where there is no note', () => {
    expect(momentAfter('ArrowRight', 0, [[], []])).toBeNull();
  });
});
