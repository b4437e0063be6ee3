import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS, type Range } from '../../core/limits.ts';
import { TASKS } from '../../core/tasks/index.ts';
import type { Task } from '../../core/tasks/task.ts';
import { fromTrack, spreadOf, toTrack, track, turn } from './scale.ts';

const tasks: readonly Task[] = Object.values(TASKS);
/** What is chosen by name or set by a task's own controls has no slider. */
const slid = tasks.flatMap(({ options }) => options).filter(({ choices, form }) => choices === undefined && form === undefined);
const ranges: readonly Range[] = [...Object.values(LIMITS), ...slid];
const range = fc.constantFrom(...ranges);

describe('the spread of a slider', () => {
  test('follows the range: ratios for a rate, notches for layers, zero and then ratios for clipping', () => {
    expect(spreadOf(LIMITS.rate)).toBe('logarithmic');
    expect(spreadOf(LIMITS.units)).toBe('logarithmic');
    expect(spreadOf(LIMITS.layers)).toBe('linear');
    expect(spreadOf(LIMITS.radius)).toBe('linear');
    expect(spreadOf(LIMITS.clip)).toBe('zero');
  });

  test('puts the ends of the range at the ends of the slider', () => {
    for (const each of ranges) {
      const { minimum, maximum } = track(each);
      expect(fromTrack(each, minimum)).toBe(each.minimum);
      expect(fromTrack(each, maximum)).toBe(each.maximum);
      expect(toTrack(each, each.minimum)).toBe(minimum);
      expect(toTrack(each, each.maximum)).toBe(maximum);
    }
  });

  test('puts the middle of a rate at the geometric mean', () => {
    const { minimum, maximum } = track(LIMITS.rate);
    const middle = fromTrack(LIMITS.rate, (minimum + maximum) / 2);
    expect(middle).toBeCloseTo(Math.sqrt(LIMITS.rate.minimum * LIMITS.rate.maximum), 3);
  });

  test('every place gives a value in the range, whole where the range is', () => {
    fc.assert(
      fc.property(range, fc.double({ min: 0, max: 1, noNaN: true }), (each, way) => {
        const { minimum, maximum, step } = track(each);
        const value = fromTrack(each, minimum + Math.round((way * (maximum - minimum)) / step) * step);
        expect(value).toBeGreaterThanOrEqual(each.minimum);
        expect(value).toBeLessThanOrEqual(each.maximum);
        if (each.step >= 1) expect(Number.isInteger(value)).toBe(true);
      }),
    );
  });

  test('a value and its place agree to two figures', () => {
    for (const value of [1e-6, 0.0003, 0.003, 0.01, 0.5, 10]) {
      const back = fromTrack(LIMITS.rate, toTrack(LIMITS.rate, value));
      expect(Math.abs(back / value - 1)).toBeLessThan(0.06);
    }
    expect(fromTrack(LIMITS.clip, toTrack(LIMITS.clip, 0))).toBe(0);
    expect(fromTrack(LIMITS.radius, toTrack(LIMITS.radius, 1.05))).toBe(1.05);
  });
});

describe('an arrow key', () => {
  test('always changes the value, however small the notch', () => {
    expect(turn(LIMITS.units, 1, 1)).toBe(2);
    expect(turn(LIMITS.units, 2, -1)).toBe(1);
    expect(turn(LIMITS.seed, 1, 1)).toBe(2);
  });

  test('reaches both ends of every range and stays there', () => {
    for (const each of ranges.filter((one) => spreadOf(one) !== 'linear')) {
      for (const direction of [1, -1] as const) {
        let value = each.value;
        for (let count = 0; count < 500; count++) value = turn(each, value, direction);
        expect(value).toBe(direction > 0 ? each.maximum : each.minimum);
      }
    }
  });
});
