import { describe, expect, test } from 'vitest';
import { EMPTY_PICTURE } from '../../store/session.ts';
import { axisEnd, iterationTicks, lastIteration } from './iterations.ts';

describe('the axis of iterations', () => {
  test('starts with room for a hundred', () => {
    expect(axisEnd(0)).toBe(100);
    expect(axisEnd(100)).toBe(100);
  });

  test('grows in few steps, and always holds the iteration', () => {
    const ends = new Set<number>();
    for (let iteration = 1; iteration <= 100_000; iteration++) {
      const end = axisEnd(iteration);
      expect(end).toBeGreaterThanOrEqual(iteration);
      ends.add(end);
    }
    expect([...ends]).toEqual([
      100, 150, 200, 300, 500, 750, 1000, 1500, 2000, 3000, 5000, 7500, 10_000, 15_000, 20_000, 30_000, 50_000, 75_000, 100_000,
    ]);
  });

  test.each([100, 150, 750, 7500, 100_000, 3_000_000])('has between three and six short labels at %i', (end) => {
    const ticks = iterationTicks(end);
    expect(ticks.length).toBeGreaterThanOrEqual(3);
    expect(ticks.length).toBeLessThanOrEqual(6);
    for (const { at, label } of ticks) {
      expect(label.length).toBeLessThanOrEqual(5);
      expect(at).toBeLessThanOrEqual(1);
    }
  });

  test('knows the last iteration from whatever part of the picture is ahead', () => {
    const empty = EMPTY_PICTURE;
    expect(lastIteration(empty)).toBe(0);
    expect(lastIteration({ ...empty, losses: [1, 1, 1] })).toBe(3);
    expect(lastIteration({ ...empty, columns: [{ iteration: 7, norms: new Float32Array(1), horizon: 0 }] })).toBe(7);
  });
});
