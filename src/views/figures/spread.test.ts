import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spread } from './spread.ts';

describe('labels that stand on one line', () => {
  test('stay where they are when there is room', () => {
    expect(spread([10, 40, 90], 12, 0, 100)).toEqual([10, 40, 90]);
  });

  test('are moved inside when they would be cut off', () => {
    expect(spread([-5], 12, 0, 100)).toEqual([0]);
    expect(spread([130], 12, 0, 100)).toEqual([100]);
  });

  test('are moved apart when they would overlap, in whatever order they came', () => {
    expect(spread([52, 50], 12, 0, 100)).toEqual([62, 50]);
    expect(spread([99, 98, 97], 12, 0, 100)).toEqual([100, 88, 76]);
  });

  test('never overlap and never leave the line, for any places', () => {
    const places = fc.array(fc.double({ min: -50, max: 250, noNaN: true }), { maxLength: 8 });
    fc.assert(
      fc.property(places, (wanted) => {
        const found = [...spread(wanted, 12, 0, 200)].sort((a, b) => a - b);
        found.forEach((place, index) => {
          expect(place).toBeGreaterThanOrEqual(0 - 1e-9);
          expect(place).toBeLessThanOrEqual(200 + 1e-9);
          if (index > 0) expect(place - (found[index - 1] ?? 0)).toBeGreaterThanOrEqual(12 - 1e-9);
        });
      }),
    );
  });
});
