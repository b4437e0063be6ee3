import { expect, test } from 'vitest';
import { joined, stateAt, told } from './logs.ts';

test('a logarithm is told as the number that it is of, however small or large', () => {
  expect(told(Math.log10(0.42))).toBe('0.42');
  expect(told(0)).toBe('1.0');
  expect(told(-700 + Math.log10(3.14))).toBe('3.1·10⁻⁷⁰⁰');
  expect(told(450.5)).toBe('3.2·10⁴⁵⁰');
  expect(told(-700 + Math.log10(9.97))).toBe('1.0·10⁻⁶⁹⁹');
  expect(told(Number.NEGATIVE_INFINITY)).toBe('0');
  expect(told(Number.POSITIVE_INFINITY)).toBe('∞');
  expect(told(Number.NaN)).toBe('not a number');
});

test('steps are named from 1, and parts of a sum by their sign', () => {
  expect(stateAt(39)).toBe('s₄₀');
  expect([joined(0.25), joined(-3e-5)]).toEqual(['plus 0.25', 'minus 3.0·10⁻⁵']);
});
