import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Drawing, draw, finished, placesOf, type Stroke, startDrawing } from './drawing.ts';
import { predictionOf } from './prediction.ts';

const drawn = (drawing: Drawing, ...strokes: readonly Stroke[]): Drawing => strokes.reduce(draw, drawing);
const start = startDrawing('norm', 40);
const valueAt = ({ places, logs }: Drawing, at: number) => logs[places.indexOf(at)];

test('a line may have values at the first, the round and the last places, at most eleven', () => {
  expect(placesOf(40)).toEqual([1, 5, 10, 15, 20, 25, 30, 35, 40]);
  expect(placesOf(1000)).toEqual([1, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
  expect(placesOf(1)).toEqual([1]);
  for (let length = 1; length < 700; length++) {
    const places = placesOf(length);
    expect(places.length).toBeLessThanOrEqual(11);
    expect([places[0], places.at(-1)]).toEqual([1, length]);
    expect(places.toSorted((a, b) => a - b)).toEqual([...new Set(places)]);
  }
});

describe('a pen', () => {
  test('sets every place that it passes, in either direction and however fast', () => {
    const right = drawn(
      start,
      { type: 'down', point: { at: 1, log: -8 } },
      { type: 'move', point: { at: 40.5, log: -0.1 } },
      { type: 'up' },
    );
    expect(right.logs).toEqual([1, 5, 10, 15, 20, 25, 30, 35, 40].map((at) => expect.closeTo(-8 + (at - 1) * 0.2, 9)));
    const left = drawn(start, { type: 'down', point: { at: 40.5, log: -0.1 } }, { type: 'move', point: { at: 1, log: -8 } });
    expect(left.logs).toEqual(right.logs);
  });

  test('that moves slowly leaves the values of where it crossed the places', () => {
    const path = Array.from({ length: 391 }, (_, k) => ({ type: 'move' as const, point: { at: 1 + k / 10, log: -8 + k / 50 } }));
    const slow = drawn(start, { type: 'down', point: { at: 1, log: -8 } }, ...path, { type: 'up' });
    for (const [k, at] of start.places.entries()) expect(slow.logs[k]).toBeCloseTo(-8 + (at - 1) / 5, 0);
  });

  test('sets the nearest place where it is put down, and drags it up and down', () => {
    const put = drawn(start, { type: 'down', point: { at: 21, log: -3 } });
    expect(put.logs.map((log) => log !== null)).toEqual(start.places.map((place) => place === 20));
    expect(valueAt(drawn(put, { type: 'move', point: { at: 20.4, log: -5 } }), 20)).toBe(-5);
  });

  test('that is up draws nothing', () => {
    expect(drawn(start, { type: 'move', point: { at: 10, log: 0 } })).toEqual(start);
    const lifted = drawn(start, { type: 'down', point: { at: 1, log: 0 } }, { type: 'up' }, { type: 'move', point: { at: 40, log: 0 } });
    expect(lifted.logs.filter((log) => log !== null)).toHaveLength(1);
  });
});

describe('keys', () => {
  const up = (place: number, by = 0.1): Stroke => ({ type: 'shift', place, by, otherwise: 0 });

  test('put a place at the value of the nearest, and then move it by tenths of a decade', () => {
    const once = drawn(start, up(8));
    expect(valueAt(once, 40)).toBe(0);
    const moved = drawn(once, up(8), up(8), up(8, -1), up(0));
    expect(valueAt(moved, 40)).toBe(-0.8);
    expect(valueAt(moved, 1)).toBe(-0.8);
  });

  test('take a value away, or all', () => {
    const two = drawn(start, up(0), up(8));
    expect(finished(two)?.knots).toHaveLength(2);
    expect(finished(drawn(two, { type: 'remove', place: 0 }))).toBeNull();
    expect(drawn(two, { type: 'clear' })).toEqual(start);
  });
});

test('what was drawn is the line of its values, and opens again as it was', () => {
  const line = drawn(start, { type: 'down', point: { at: 1, log: -8 } }, { type: 'move', point: { at: 40, log: 0 } });
  const prediction = finished(line);
  expect(prediction?.knots.map(({ at }) => at)).toEqual(start.places);
  expect(startDrawing('norm', 40, prediction).logs).toEqual(line.logs);
  const longer = drawn(line, { type: 'fit', length: 60 });
  expect(valueAt(longer, 60)).toBe(0);
  expect(longer.logs[0]).toBeNull();
});

test('a place never leaves what a link can hold, whatever is done', () => {
  const strokes = fc.oneof(
    fc.record({
      type: fc.constantFrom('down' as const, 'move' as const),
      point: fc.record({ at: fc.double({ min: -5, max: 50, noNaN: true }), log: fc.double({ min: -500, max: 500, noNaN: true }) }),
    }),
    fc.constant({ type: 'up' as const }),
    fc.record({
      type: fc.constant('shift' as const),
      place: fc.integer({ min: -1, max: 12 }),
      by: fc.double({ min: -99, max: 99, noNaN: true }),
      otherwise: fc.constant(0),
    }),
  );
  fc.assert(
    fc.property(fc.array(strokes), (all) => {
      const { logs } = drawn(start, ...all);
      expect(logs.every((log) => log === null || (log >= -60 && log <= 60))).toBe(true);
      const line = finished({ ...start, logs });
      if (line !== null) expect(predictionOf('norm', 40, line.knots)).toEqual(line);
    }),
  );
});
