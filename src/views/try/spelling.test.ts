import { expect, test } from 'vitest';
import { percent, plainOf, spelled } from './spelling.ts';

const LETTERS = [' ', '\n', 'a', '四'];

test('a letter is told in quotation marks, what cannot be seen by its name', () => {
  expect([2, 3, 0, 1].map((symbol) => spelled(LETTERS, symbol))).toEqual(['“a”', '“四”', 'a space', 'a new line']);
});

test('letters stand side by side, longer symbols apart', () => {
  expect(plainOf(LETTERS, [2, 0, 3])).toBe('a 四');
  expect(plainOf(['C4', '1/4'], [0, 1])).toBe('C4 1/4 ');
});

test('a probability is told in percent', () => {
  expect([1, 0.428, 0.004, Number.NaN, undefined].map(percent)).toEqual(['100 %', '43 %', 'under 1 %', 'not a number', 'not a number']);
});
