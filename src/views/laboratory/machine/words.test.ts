import { describe, expect, test } from 'vitest';
import { comparison, keptText, placeAfter, placeAt, placesBack, placeText } from './words.ts';

const past = (kept: readonly number[], first = 0) => ({
  first,
  end: kept.at(-1) ?? 0,
  kept: Float64Array.from(kept),
  bytes: 950_000,
  most: 32 * 2 ** 20,
  left: null,
});

describe('what is kept', () => {
  test('is told with its bound, and from where on', () => {
    expect(keptText(past([0, 10, 20]))).toBe('3 snapshots, 0.9 of 32 MB');
    expect(keptText({ ...past([0]), bytes: 5000 })).toBe('1 snapshot, 5 kB of 32 MB');
    expect(keptText(past([1200, 1300], 1200))).toBe(
      '2 snapshots, 0.9 of 32 MB, from iteration 1,200 on: the engine before died with what it had kept',
    );
  });

  test('is a place with its loss', () => {
    expect(placeText(2, 3, [0.5, 0.25, 0.125])).toBe('iteration 2 of 3, loss 0.25');
    expect(placeText(0, 3, [0.5, 0.25, 0.125])).toBe('the first weights of 3');
  });
});

describe('a branch', () => {
  const was = { from: 2, line: 1, losses: [0.3, 0.2, 0.1], columns: [], scores: [] };
  const losses = [1, 0.5, 0.3, 0.4, 0.6, 0.8];

  test('is compared with what was, at the same iterations', () => {
    expect(comparison({ losses, was: null }, 4)).toBe('');
    expect(comparison({ losses, was }, 2)).toBe('The earlier run parts from this one at iteration 2.');
    expect(comparison({ losses, was }, 3)).toBe('At iteration 3 the loss is 0.3; it was 0.3. So far it is the same to the last bit.');
    expect(comparison({ losses, was }, 5)).toBe('At iteration 5 the loss is 0.6; it was 0.1. Mean of the last 3: 0.433; it was 0.2.');
    expect(comparison({ losses, was }, 6)).toBe('The earlier run ended at iteration 5, with a loss of 0.1.');
  });

  test('of many iterations is compared by the mean of the last fifty', () => {
    const long = { from: 0, line: 1, losses: Array.from({ length: 200 }, (_, k) => k), columns: [], scores: [] };
    const now = Array.from({ length: 200 }, (_, k) => 2 * k);
    expect(comparison({ losses: now, was: long }, 200)).toBe(
      'At iteration 200 the loss is 398; it was 199. Mean of the last 50: 349; it was 175.',
    );
  });
});

describe('after an explosion', () => {
  const iterations = (losses: readonly number[], last: number, first = 0) =>
    placesBack(losses, last, first).map(({ iteration }) => iteration);

  test('one goes back to the last finite iteration, ten before, and where the loss was lowest', () => {
    const losses = [9, 5, 4, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 99];
    expect(placesBack(losses, 15, 0).map(({ label }) => label)).toEqual([
      'Iteration 15, the last one that is finite',
      'Iteration 5, ten before',
      'Iteration 4, of the lowest loss',
    ]);
  });

  test('each place is offered once, and only one that is there', () => {
    expect(iterations([3, 2, 1], 3)).toEqual([3]);
    expect(iterations([1, 2, 3], 3)).toEqual([3, 1]);
    expect(iterations([], 0)).toEqual([]);
    expect(iterations([1, 2, 3, 4], 4, 3)).toEqual([4]);
  });
});

describe('a key', () => {
  const kept = past([0, 10, 20, 60]);
  const led = (key: string, at: number, far = false) => placeAfter(key, at, kept, 70, far);

  test('moves by an iteration, by ten with Shift, from snapshot to snapshot, or to an end', () => {
    expect([led('ArrowRight', 5), led('ArrowLeft', 5), led('ArrowUp', 5, true), led('ArrowDown', 15, true)]).toEqual([6, 4, 15, 5]);
    expect([led('PageUp', 10), led('PageDown', 10), led('PageUp', 60), led('PageDown', 0)]).toEqual([20, 0, 70, 0]);
    expect([led('Home', 33), led('End', 33), led('a', 33), led('toString', 33)]).toEqual([0, 70, null, null]);
  });

  test('does not lead beyond the ends', () => {
    expect([led('ArrowRight', 70), led('ArrowLeft', 0), led('ArrowUp', 66, true)]).toEqual([70, 0, 70]);
  });
});

test('a pointer finds a snapshot that is near, else the iteration itself', () => {
  const kept = past([0, 100, 400]);
  expect(placeAt(0.101, 1000, kept, 900)).toBe(100);
  expect(placeAt(0.25, 1000, kept, 900)).toBe(250);
  expect(placeAt(0.95, 1000, kept, 900)).toBe(900);
  expect(placeAt(-0.2, 1000, past([300], 300), 900)).toBe(300);
});
