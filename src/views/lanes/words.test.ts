import { expect, test } from 'vitest';
import { factor, fixed, magnitude, powerOfTen, signed } from './words.ts';

test.each([
  [0, '1'],
  [1, '10'],
  [-3, '10⁻³'],
  [12, '10¹²'],
])('ten to the power of %i is %s', (exponent, text) => {
  expect(powerOfTen(exponent)).toBe(text);
});

test.each([
  [0.42, '0.42'],
  [123.4, '123'],
  [0.0000032, '3.2·10⁻⁶'],
  [-0.0000032, '−3.2·10⁻⁶'],
  [9.99e-7, '1.0·10⁻⁶'],
  [Number.POSITIVE_INFINITY, '∞'],
  [Number.NaN, 'not a number'],
])('%f is said as %s', (value, text) => {
  expect(magnitude(value)).toBe(text);
});

test('a signed number always shows its sign, by a true minus', () => {
  expect(signed(0.5)).toBe('+0.50');
  expect(signed(-0.5)).toBe('−0.50');
  expect(signed(-487140)).toBe('−4.9·10⁵');
  expect(signed(487140)).toBe('+4.9·10⁵');
});

test('a number too long for its place is said by its power of ten', () => {
  expect(fixed(1.234, 1)).toBe('1.2');
  expect(fixed(2000000, 0)).toBe('2.0·10⁶');
});

test('what rounds to nothing has no sign', () => {
  expect(fixed(-0.001, 2)).toBe('0.00');
  expect(signed(-0.001)).toBe('0.00');
  expect(signed(0.001)).toBe('0.00');
  expect(signed(-0)).toBe('0.00');
  expect(signed(-0.4, 0)).toBe('0');
});

test('a factor that rounds to nothing is said by its power of ten', () => {
  expect(factor(0.5934)).toBe('0.593');
  expect(factor(-0.00171)).toBe('−0.002');
  expect(factor(0)).toBe('0.000');
  expect(factor(2e-7)).toBe('10⁻⁷');
});
