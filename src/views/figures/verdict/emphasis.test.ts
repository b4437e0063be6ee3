import { expect, test } from 'vitest';
import { plain, segmentsOf } from './emphasis.ts';

test('words between pairs of asterisks are strong', () => {
  expect(segmentsOf('It shrinks **×0.50** each step, **7 back**.')).toEqual([
    { text: 'It shrinks ', strong: false },
    { text: '×0.50', strong: true },
    { text: ' each step, ', strong: false },
    { text: '7 back', strong: true },
    { text: '.', strong: false },
  ]);
});

test('a pair without its end is plain text', () => {
  expect(segmentsOf('2 ** 3')).toEqual([{ text: '2 ** 3', strong: false }]);
  expect(segmentsOf('**a** and ** b')).toEqual([
    { text: 'a', strong: true },
    { text: ' and ** b', strong: false },
  ]);
});

test('markup stays text', () => {
  expect(segmentsOf('**<img src=x>**')).toEqual([{ text: '<img src=x>', strong: true }]);
});

test('read aloud, the asterisks are gone', () => {
  expect(plain('It reaches **back 7 steps**.')).toBe('It reaches back 7 steps.');
});

test('a number stays on one line with its unit', () => {
  expect(plain('it arrives at 0.3 % of its size, off by **1.2 ppm**, 10⁻⁷ × smaller')).toBe(
    'it arrives at 0.3\u00a0% of its size, off by 1.2\u00a0ppm, 10⁻⁷\u00a0× smaller',
  );
});
