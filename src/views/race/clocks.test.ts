import { describe, expect, test } from 'vitest';
import { iterationTicks } from '../figures/iterations.ts';
import { clockEnd, placeAt, placeText, strideOf } from './clocks.ts';

describe('the axis under a clock', () => {
  test.each(['time', 'work'] as const)('of %s fits from a tenth on, and grows in few steps', (clock) => {
    const ends = new Set<number>();
    for (let k = 0; k <= 5000; k++) {
      const value = k / 100;
      const end = clockEnd(clock, value);
      expect(end).toBeGreaterThanOrEqual(value);
      expect(end).toBeLessThanOrEqual(Math.max(0.1, 1.67 * value));
      ends.add(end);
    }
    expect([...ends]).toEqual([0.1, 0.15, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 7.5, 10, 15, 20, 30, 50]);
  });

  test('of iterations is the one of all figures', () => {
    expect(clockEnd('iterations', 0.8)).toBe(100);
    expect(clockEnd('iterations', 1350)).toBe(1500);
  });

  test.each([
    [0.1, ['0', '0.05', '0.1']],
    [0.75, ['0', '0.2', '0.4', '0.6']],
    [1, ['0', '0.5', '1']],
    [7.5, ['0', '2', '4', '6']],
    [20, ['0', '5', '10', '15', '20']],
    [20_000, ['0', '5,000', '10k', '15k', '20k']],
  ])('has ticks that read well up to %d', (end, labels) => {
    expect(iterationTicks(end).map(({ label }) => label)).toEqual(labels);
  });

  test('is pointed at in whole iterations and in parts of a second', () => {
    expect([placeAt('iterations', 12.4), placeAt('time', 0.52349)]).toEqual([12, 0.523]);
    expect([strideOf('iterations', 50), strideOf('iterations', 1500), strideOf('time', 0.5)]).toEqual([1, 15, 0.005]);
    expect(placeText('iterations', 1350)).toBe('iteration 1,350');
    expect(placeText('time', 0.52)).toBe('0.52 s');
    expect(placeText('work', 1.2)).toBe('1.2 million multiply-adds');
  });
});
