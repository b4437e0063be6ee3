import { expect, test } from 'vitest';
import { isBlank, lettersFor } from './letters.ts';
import { recordingContext } from './recorder.test.helper.ts';

const sizeAt = (column: number, symbols: readonly string[] = ['a', 'b']): number | null => {
  const { context } = recordingContext();
  const letters = lettersFor(context, column, symbols);
  letters?.write('a', 0, 0, [0, 0, 0]);
  return letters === null ? null : Number(/ ([\d.]+)px/.exec(String(context.font))?.[1]);
};

test('letters shrink with their columns, and are not written where nobody could read them', () => {
  expect(sizeAt(40)).toBe(13);
  expect(sizeAt(8)).toBeCloseTo(12.5);
  expect(sizeAt(6.5)).toBeCloseTo(10);
  expect(sizeAt(4)).toBeNull();
});

test('symbols of several characters take as many columns’ worth of room', () => {
  expect(sizeAt(13, ['C4', 'E5'])).toBeCloseTo(10.4, 1);
  expect(sizeAt(8, ['1/16'])).toBeNull();
});

test('a letter is condensed to its column, so that a wide character stays in it', () => {
  const { context, named } = recordingContext();
  lettersFor(context, 9, ['a', '四'])?.write('四', 20, 5, [1, 2, 3]);
  expect(named('fillText')[0]?.arguments).toEqual(['四', 20, 5, 10]);
});

test('a space and a new line are blanks, and a letter is none', () => {
  expect(['␣', '↵', 'a', '→'].map(isBlank)).toEqual([true, true, false, false]);
});
