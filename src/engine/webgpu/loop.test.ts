import { expect, test } from 'vitest';
import { barriersOf } from './loop.ts';
import { plan } from './plans.test.helper.ts';

const count = (waits: readonly boolean[]): number => waits.filter(Boolean).length;

test.each([
  ['rnn', 1, 1],
  ['lstm', 1, 1],
  ['gru', 1, 1],
  ["r = sigmoid(W x + V h)\nh' = tanh(U (r * h))", 2, 2],
  ["h' = tanh(W x) + 0.5 * h", 0, 0],
])('a step of %j waits %d times forward and %d times backward', (cell, forward, backward) => {
  const { stages } = plan(cell).layers[0] ?? { stages: { forward: [], backward: [] } };
  expect(count(barriersOf(stages.forward))).toBe(forward);
  expect(count(barriersOf(stages.backward))).toBe(backward);
});

test('what reads only x waits for nobody', () => {
  const { stages } = plan('lstm').layers[0] ?? { stages: { before: [] } };
  expect(barriersOf(stages.before)).toEqual([false]);
});
