import { expect, test } from 'vitest';
import { isLearned, standing, standingText } from './standing.ts';

const MONTH = { label: 'same as last month', loss: 1.17 };
const YEAR = { label: 'same as a year ago', loss: 0.442 };

test('a loss of 1.21 is below four equal guesses, ln 4', () => {
  expect(standing(1.21, Math.log(4))).toBe('below');
});

test('a tenth either way counts as at the baseline, and half of it as well below', () => {
  expect([1.2, 1.09, 1, 0.91, 0.89, 0.51, 0.49, 0].map((loss) => standing(loss, 1))).toEqual([
    'above',
    'at',
    'at',
    'at',
    'below',
    'below',
    'well below',
    'well below',
  ]);
  expect(standing(Number.NaN, 1)).toBe('above');
});

test('learned is well below the hardest baseline, not only below the first', () => {
  expect(isLearned(0.5, [MONTH, YEAR])).toBe(false);
  expect(isLearned(0.2, [MONTH, YEAR])).toBe(true);
  expect(isLearned(0.2, [])).toBe(false);
});

test('of several baselines the one passed and the next are named, in whatever order they come', () => {
  for (const baselines of [
    [MONTH, YEAR],
    [YEAR, MONTH],
  ]) {
    expect(standingText(1.2, baselines)).toBe('the loss (1.2) is still at “same as last month” (1.17)');
    expect(standingText(2, baselines)).toBe('the loss (2) is still above “same as last month” (1.17)');
    expect(standingText(0.5, baselines)).toBe(
      'the loss (0.5) is below “same as last month” (1.17) and not yet “same as a year ago” (0.442)',
    );
    expect(standingText(0.3, baselines)).toBe('the loss (0.3) is below “same as a year ago” (0.442)');
  }
  expect(standingText(0.3, [])).toBe('the loss is 0.3');
});
