import { expect, test } from 'vitest';
import { recordingContext } from './recorder.test.helper.ts';
import { fillBetween, type XY } from './strokes.ts';

const line = (...ys: number[]): readonly XY[] => ys.map((y, x) => [10 * x, y]);

/** Each closed outline, as the x of its corners. */
function outlines(upper: readonly XY[], lower: readonly XY[]): readonly (readonly number[])[] {
  const { context, calls } = recordingContext();
  fillBetween(context, upper, lower, 'violet');
  const found: number[][] = [];
  for (const { name, arguments: values } of calls) {
    if (name === 'moveTo') found.push([]);
    if (name === 'moveTo' || name === 'lineTo') found.at(-1)?.push(values[0] as number);
  }
  return found;
}

test('a band goes along its upper line and back along its lower', () => {
  expect(outlines(line(1, 1, 1), line(5, 5, 5))).toEqual([[0, 10, 20, 20, 10, 0]]);
});

test('a band is broken where either of its edges is missing', () => {
  const upper = line(1, 1, Number.NaN, 1, 1, 1);
  const lower = line(5, 5, 5, Number.NaN, 5, 5);
  expect(outlines(upper, lower)).toEqual([
    [0, 10, 10, 0],
    [40, 50, 50, 40],
  ]);
});

test('a point whose neighbours are missing reaches none of them', () => {
  expect(outlines(line(Number.NaN, Number.NaN, 1), line(5, 5, 5))).toEqual([[18.5, 21.5, 21.5, 18.5]]);
});

test('nothing is filled where there is no band', () => {
  expect(outlines(line(Number.NaN), line(5))).toEqual([]);
});
