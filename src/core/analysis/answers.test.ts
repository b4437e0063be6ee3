import { expect, test } from 'vitest';
import { lossOf, softmax } from './answers.ts';

test('a squared-error loss is the mean over outputs and scored steps', () => {
  expect(lossOf({ outputs: [0, 0, 9, 9, 1, 3], y: [1, 2, 0, 0, 0, 0], mask: [1, 0, 1] }, 'mse')).toBe(((1 + 4) / 2 + (1 + 9) / 2) / 2);
});

test('a cross-entropy is ln k where k classes are equally likely, and stays finite for large logits', () => {
  expect(lossOf({ outputs: [9, 0, 0, 0, 0, 0, 0, 0], y: [0, 2], mask: [0, 1] }, 'crossEntropy')).toBeCloseTo(Math.log(4), 12);
  expect(lossOf({ outputs: [1000, 0], y: [1], mask: [1] }, 'crossEntropy')).toBeCloseTo(1000, 9);
});

test('softmax is taken step by step and never overflows', () => {
  expect([...softmax([0, Math.log(3), 1000, 1000], 2)]).toEqual([0.25, 0.75, 0.5, 0.5].map((part) => expect.closeTo(part, 6)));
});
