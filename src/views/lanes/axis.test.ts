import { expect, test } from 'vitest';
import { labelledSteps, leftOf, middleOf, stepAt } from './axis.ts';

const axis = { steps: 40, width: 800 };

test('every step has a column of the same width, the first at the left edge', () => {
  expect(leftOf(axis, 0)).toBe(0);
  expect(leftOf(axis, 39)).toBe(780);
  expect(middleOf(axis, 0)).toBe(10);
});

test('a place within a column is that column’s step', () => {
  for (const step of [0, 17, 39]) {
    expect(stepAt(axis, leftOf(axis, step) + 1)).toBe(step);
    expect(stepAt(axis, leftOf(axis, step) + 19)).toBe(step);
  }
});

test('a place outside the plot is the nearest step', () => {
  expect(stepAt(axis, -30)).toBe(0);
  expect(stepAt(axis, 5000)).toBe(39);
});

test.each([
  [5, 800],
  [40, 800],
  [40, 300],
  [400, 800],
  [400, 300],
  [7, 60],
])('%i steps over %i pixels: the first and the last are labelled, and no two labels touch', (steps, width) => {
  const labelled = labelledSteps({ steps, width }, 34);
  expect(labelled[0]).toBe(0);
  expect(labelled.at(-1)).toBe(steps - 1);
  const gaps = labelled.slice(1).map((step, k) => middleOf({ steps, width }, step) - middleOf({ steps, width }, labelled[k] as number));
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(24);
});

test('one step is labelled once', () => {
  expect(labelledSteps({ steps: 1, width: 100 }, 34)).toEqual([0]);
});
