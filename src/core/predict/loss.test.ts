import { describe, expect, test } from 'vitest';
import { lossWords } from './lossWords.ts';
import { predictionOf } from './prediction.ts';
import { scoreLoss } from './scoreLoss.ts';

const BASELINE = { label: 'always answering 1', loss: 1 / 6 };

/** A line through iterations and losses. */
const line = (...points: readonly (readonly [at: number, loss: number])[]) =>
  predictionOf(
    'loss',
    1000,
    points.map(([at, loss]) => ({ at, log: Math.log10(loss) })),
  );

/** At the baseline for so many iterations, then at another loss. */
const dropping = (plateau: number, after: number, to: number): number[] =>
  Array.from({ length: to }, (_, k) => (k < plateau ? 1 / 6 : after));

const told = (prediction: ReturnType<typeof line>, losses: readonly number[], baselines = [BASELINE]): string => {
  const score = scoreLoss(prediction, losses, baselines);
  return score === null ? '' : lossWords(score).join(' ');
};

const FLAT = line([1, 1 / 6], [1000, 1 / 6]);
/** Crosses nine tenths of the baseline soon after iteration 300. */
const FALLS = line([1, 1 / 6], [300, 1 / 6], [301, 0.01], [1000, 0.01]);

describe('a drawn loss', () => {
  test.each([
    [
      FALLS,
      dropping(290, 0.01, 1000),
      'You were right that it gets below “always answering 1” (0.167), and about when: you drew iteration 301, it was 296.',
    ],
    [
      FALLS,
      dropping(600, 0.01, 1000),
      'You were right that it gets below “always answering 1” (0.167): later than you drew, at iteration 606 and not 301.',
    ],
    [
      FALLS,
      dropping(100, 0.01, 500),
      'You were right that it gets below “always answering 1” (0.167): sooner than you drew, at iteration 106 and not 301.',
    ],
    [
      FALLS,
      dropping(600, 0.01, 120),
      'You drew a loss that gets below “always answering 1” (0.167) at iteration 301; it is at 120, and not below it yet.',
    ],
    [
      FALLS,
      dropping(2000, 0.01, 500),
      'You drew a loss that gets below “always answering 1” (0.167) at iteration 301; after 500 iterations it is not below it yet.',
    ],
    [
      FALLS,
      dropping(2000, 0.01, 1500),
      'You drew a loss that gets below “always answering 1” (0.167) at iteration 301; after 1,000 iterations it is not below it.',
    ],
    [FLAT, dropping(600, 0.01, 1000), 'You drew a loss that does not get below “always answering 1” (0.167); it did at iteration 606.'],
    [
      FLAT,
      dropping(600, 0.01, 90),
      'You drew a loss that does not get below “always answering 1” (0.167) in 1,000 iterations; so far, after 90, you are right.',
    ],
    [FLAT, dropping(2000, 0.01, 1200), 'You were right: within 1,000 iterations the loss does not get below “always answering 1” (0.167).'],
  ])('is told whether and when it gets below the baseline (%#)', (prediction, losses, sentence) => {
    expect(told(prediction, losses)).toContain(sentence);
  });

  test.each([
    [FLAT, dropping(2000, 0, 100), 'At iteration 100 you drew 0.166 and the mean of the last 50 losses is 0.167: within a factor of 1.5.'],
    [
      FLAT,
      dropping(0, 1 / 600, 1000),
      'At iteration 1,000 you drew 0.166 and the mean of the last 50 losses is 0.0017: off by two orders of magnitude.',
    ],
    [
      FALLS,
      dropping(2000, 0, 1000),
      'At iteration 1,000 you drew 0.01 and the mean of the last 50 losses is 0.167: off by one order of magnitude.',
    ],
    [FLAT, [0.5], 'At iteration 1 you drew 0.166 and the loss is 0.5: off by a factor of 3.'],
    [FLAT, dropping(0, 0, 60), 'and the mean of the last 50 losses is 0: off by more than any factor.'],
  ])('is held against the mean of the last losses (%#)', (prediction, losses, sentence) => {
    expect(told(prediction, losses)).toContain(sentence);
  });

  test('is told where it was furthest off, where that is not where it is now', () => {
    const bump = [...dropping(0, 1 / 6, 400), ...new Array(100).fill(1 / 6000), ...dropping(0, 1 / 6, 300)];
    expect(told(FLAT, bump)).toContain('You were furthest off at iteration 450: by three orders of magnitude.');
    expect(told(FLAT, dropping(2000, 0, 800))).not.toContain('furthest');
  });

  test.each([
    [FALLS, dropping(600, 0.01, 1000), 'You drew a plateau of 300 iterations there; there was one of 556.'],
    [FLAT, dropping(2000, 0.01, 300), 'You drew a plateau of 1,000 iterations there; so far there is one of 251.'],
    [line([1, 1], [1000, 0.001]), dropping(600, 0.01, 1000), 'You drew no plateau there; there was one of 556.'],
    [FALLS, dropping(0, 0.01, 1000), 'You drew a plateau of 300 iterations there; there was hardly one.'],
  ])('has a plateau at the baseline, or none (%#)', (prediction, losses, sentence) => {
    expect(told(prediction, losses)).toContain(sentence);
  });

  test('is compared up to the first loss that is not a number', () => {
    const words = told(FLAT, [...dropping(200, 0, 200), Number.NaN, 0.1]);
    expect(words).toContain('At iteration 200 you drew 0.166');
    expect(words).toContain('From iteration 201 on the loss is no finite number, and nothing can be compared.');
    expect(words).not.toContain('NaN');
  });

  test('has no words before the first iteration, and none of a baseline where the task has none', () => {
    expect(scoreLoss(FLAT, [], [BASELINE])).toBeNull();
    expect(told(FLAT, dropping(100, 0, 100), [])).toBe(
      'At iteration 100 you drew 0.166 and the mean of the last 50 losses is 0.167: within a factor of 1.5.',
    );
  });
});
