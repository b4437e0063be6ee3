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
