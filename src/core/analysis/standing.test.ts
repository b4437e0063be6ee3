import { describe, expect, test } from 'vitest';
import { contradictions } from './standing.test.helper.ts';
import { isBelow, isLearned, standing, standingText } from './standing.ts';
import { shownLoss } from './words.ts';

const MONTH = { label: 'same as last month', loss: 1.17 };
const YEAR = { label: 'same as a year ago', loss: 0.442 };

test('a loss of 1.21 is below four equal guesses, ln 4', () => {
  expect(standing(1.21, Math.log(4))).toBe('below');
});

test('within a tenth it is just above or just below, and from a tenth of it down well below', () => {
  expect([1.2, 1.09, 1, 0.91, 0.89, 0.11, 0.09, 0].map((loss) => standing(loss, 1))).toEqual([
    'above',
    'just above',
    'at',
    'just below',
    'below',
    'below',
    'well below',
    'well below',
  ]);
  expect(standing(Number.NaN, 1)).toBe('above');
});

test('learned is well below the hardest baseline, not only below the first', () => {
  expect(isLearned(0.5, [MONTH, YEAR])).toBe(false);
  expect(isLearned(0.1, [MONTH, YEAR])).toBe(false);
  expect(isLearned(0.04, [MONTH, YEAR])).toBe(true);
  expect(isLearned(0.04, [])).toBe(false);
});

test('of several baselines the one passed and the next are named, in whatever order they come', () => {
  for (const baselines of [
    [MONTH, YEAR],
    [YEAR, MONTH],
  ]) {
    expect(standingText(1.2, baselines)).toBe('the loss (1.2) is just above “same as last month” (1.17)');
    expect(standingText(2, baselines)).toBe('the loss (2) is above “same as last month” (1.17)');
    expect(standingText(0.5, baselines)).toBe('the loss (0.5) is below “same as last month” (1.17) and above “same as a year ago” (0.442)');
    expect(standingText(0.3, baselines)).toBe('the loss (0.3) is below “same as a year ago” (0.442)');
  }
  expect(standingText(0.3, [])).toBe('the loss is 0.3');
});

test('a loss below one baseline and just below the next is said so', () => {
  const text = [
    { label: 'how often each letter is', loss: 2.87 },
    { label: 'one letter back', loss: 2.25 },
    { label: 'two letters back', loss: 1.67 },
  ];
  expect(standingText(1.61, text)).toBe('the loss (1.61) is below “one letter back” (2.25) and just below “two letters back” (1.67)');
  expect(standingText(1.671, text)).toBe('the loss (1.67) is below “one letter back” (2.25) and at “two letters back” (1.67)');
  expect(standingText(1.7, text)).toBe('the loss (1.7) is below “one letter back” (2.25) and just above “two letters back” (1.67)');
});

describe('around every baseline', () => {
  const NAMED = [
    [{ label: 'always answering 1', loss: 1 / 6 }],
    [{ label: 'two equal guesses', loss: Math.log(2) }],
    [{ label: 'all but the last letter', loss: Math.log(2) / 101 }],
    [MONTH, YEAR],
    [
      { label: 'same as the last value', loss: 1 },
      { label: 'going on as the window went', loss: 1.18 },
    ],
    [2.87, 2.25, 1.67, 1.64].map((loss, back) => ({ label: `${back} letters back`, loss })),
    [1e-4, 9.96e-5, 4e-5, 1e-6].map((loss, k) => ({ label: `small ${k}`, loss })),
    [999_600, 3e7].map((loss, k) => ({ label: `large ${k}`, loss })),
  ];
  const near = (loss: number): number[] => [
    ...Array.from({ length: 300 }, (_, k) => loss * (k / 100)),
    ...Array.from({ length: 201 }, (_, k) => loss * (1 + (k - 100) * 1e-4)),
  ];

  test('the words agree with the order of the numbers as they are printed', () => {
    for (const baselines of NAMED) {
      for (const loss of baselines.flatMap((baseline) => near(baseline.loss)))
        expect(contradictions(standingText(loss, baselines))).toEqual([]);
    }
  });

  test('no loss counts as below that is not printed so', () => {
    for (const baseline of NAMED.flat()) {
      for (const loss of near(baseline.loss)) expect(isBelow(loss, baseline) && shownLoss(loss) >= shownLoss(baseline.loss)).toBe(false);
    }
  });

  test('a sentence that contradicts its numbers would be found', () => {
    expect(contradictions('The loss (1.61) is below “one” (2.25) and not yet “two” (1.67).')).toHaveLength(1);
    expect(contradictions('The loss (0.655) is still at “two equal guesses” (0.693).')).toHaveLength(1);
    expect(contradictions('The loss (0.0005) is at “one” (10⁻⁴).')).toHaveLength(1);
    expect(contradictions('The loss (10⁻⁴) is at “one” (0.0001).')).toEqual([]);
  });
});
