import { describe, expect, test } from 'vitest';
import { formatCount, formatLoss, formatMilliseconds, formatSpeed, formatTimes, scientific } from './format.ts';

describe('readouts', () => {
  test.each([
    [null, '–'],
    [0, '0.0000'],
    [0.16667, '0.1667'],
    [1234.56789, '1234.5679'],
    [0.000032, '3.2·10⁻⁵'],
    [3.4e38, '3.4·10³⁸'],
    [Number.NaN, 'not a number'],
    [Number.POSITIVE_INFINITY, '∞'],
  ])('the loss %d is shown as %s', (loss, shown) => {
    expect(formatLoss(loss)).toBe(shown);
  });

  test('counts have their thousands apart', () => {
    expect(formatCount(900)).toBe('900');
    expect(formatCount(1234567)).toBe('1\u202f234\u202f567');
  });

  test('a slow speed has a decimal, a network at rest has none', () => {
    expect(formatSpeed(0)).toBe('–');
    expect(formatSpeed(2.96)).toBe('3.0');
    expect(formatSpeed(212.4)).toBe('212');
  });

  test('the time of an iteration has two digits at least', () => {
    expect([0.4212, 0.999, 4.24, 9.97, 42.4, 1234].map(formatMilliseconds)).toEqual([
      '0.42 ms',
      '1.0 ms',
      '4.2 ms',
      '10 ms',
      '42 ms',
      '1\u202f234 ms',
    ]);
    expect([1.53, 12.6].map(formatTimes)).toEqual(['1.5', '13']);
  });

  test('powers of ten are written as such', () => {
    expect(scientific(1.2e-38, 1)).toBe('1.2·10⁻³⁸');
    expect(scientific(-5, 0)).toBe('−5·10⁰');
  });
});
