import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIMITS } from '../../core/limits.ts';
import { readNumber, writeNumber } from './number.ts';

const sentence = (text: string, range: Parameters<typeof readNumber>[1] = LIMITS.rate): string => {
  const read = readNumber(text, range);
  return read.ok ? '' : read.sentence;
};

describe('a typed number', () => {
  test.each([
    ['0.003', 0.003],
    [' .5 ', 0.5],
    ['3e-3', 0.003],
    ['1.', 1],
    ['+2', 2],
  ])('%j is %d', (text, value) => {
    expect(readNumber(text, LIMITS.rate)).toEqual({ ok: true, value });
  });

  test('a minus of any kind is one, and −0 is 0', () => {
    expect(readNumber('−2.5', LIMITS.forget)).toEqual({ ok: true, value: -2.5 });
    expect(Object.is((readNumber('-0', LIMITS.forget) as { value: number }).value, 0)).toBe(true);
  });

  test.each(['', 'abc', '1e', '0x10', '０', 'Infinity', 'NaN', '1 000', '1_000', '--1'])('%j is refused', (text) => {
    expect(readNumber(text, LIMITS.rate).ok).toBe(false);
  });

  test('a refusal repeats the value and says what to type', () => {
    expect(sentence('fast')).toBe('“fast” is not a number: type a number from 0.000001 to 10.');
    expect(sentence('900', LIMITS.units)).toBe('“900” is too large: type a whole number from 1 to 256.');
    expect(sentence('-1', LIMITS.units)).toBe('“-1” is too small: type a whole number from 1 to 256.');
    expect(sentence('2.5', LIMITS.units)).toBe('“2.5” is not whole: type a whole number from 1 to 256.');
    expect(sentence('1e309')).toBe('“1e309” is too large: type a number from 0.000001 to 10.');
    expect(sentence('')).toContain('Nothing stands here');
  });

  test('a decimal comma is told apart', () => {
    expect(sentence('0,003')).toContain('decimals take a point here');
  });

  test('a long text is cut', () => {
    expect(sentence('9'.repeat(500)).length).toBeLessThan(100);
  });

  test('reads back as it was written', () => {
    fc.assert(
      fc.property(fc.double({ min: LIMITS.rate.minimum, max: LIMITS.rate.maximum, noNaN: true }), (value) => {
        expect(readNumber(writeNumber(value), LIMITS.rate)).toEqual({ ok: true, value });
      }),
    );
  });
});
