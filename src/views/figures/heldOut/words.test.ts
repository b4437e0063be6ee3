import { expect, test } from 'vitest';
import { createRng } from '../../../core/rng.ts';
import { defaultOptions, taskOf } from '../../../core/tasks/index.ts';
import { exampleText } from './words.ts';

test('where several outputs may be right, an example names as many as are, those that are given most', () => {
  const reber = taskOf('reber');
  const options = defaultOptions(reber);
  const { x, y, mask, clues } = reber.sequence(createRng('example'), options, 'test');
  const answers = y.map((target) => 0.1 + 0.8 * target);
  const asked = (mask.length - 1) * 7;
  const [right, wrong] = y[asked + 1] === 1 ? ['T', 'P'] : ['P', 'T'];
  const told = (given: Float32Array) => exampleText({ right: null, x, y, mask, clues, caption: '', answers: given }, reber, options);
  expect(told(answers)).toMatchObject({ wanted: right, answered: right });
  const mistaken = answers.map((value, k) => (k === asked + 1 || k === asked + 2 ? 1 - value : value));
  expect(told(mistaken)).toMatchObject({ wanted: right, answered: wrong });
});
