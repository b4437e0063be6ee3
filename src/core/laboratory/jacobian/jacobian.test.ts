import { describe, expect, test } from 'vitest';
import { subjectOf, TYPED } from '../subject.test.helper.ts';
import { chainOf } from './chain.ts';
import { differencesOf } from './differences.test.helper.ts';
import { stepsOf } from './jacobian.ts';

const CELLS = ['feedforward', 'rnn', 'relu', 'lstm', 'gru', TYPED, "f = sigmoid(W x)\ng = f * h\nh' = tanh(V g + b)"];
const PLACES = [
  [1, 0],
  [2, 0],
  [3, 2],
] as const;

const largest = (values: Iterable<number>): number => Math.max(...Array.from(values, Math.abs));
const apart = (a: Float64Array, b: Float64Array): number => largest(a.map((value, i) => value - (b[i] ?? Number.NaN)));

describe.each(CELLS)('of %s', (cell) => {
  test.each(PLACES)('with %d layers, the Jacobian of each step of layer %d is that of small nudges', (layers, layer) => {
    const subject = subjectOf({ cell, layers, layer });
    const steps = stepsOf(subject);
    for (const t of [1, 4, 7]) {
      const differences = differencesOf(subject, t, t - 1);
      expect(apart(steps.jacobian(t), differences)).toBeLessThan(1e-8 * (1 + largest(differences)));
    }
  });

  test.each(PLACES)('with %d layers, the product in layer %d is what the last state makes of a nudge of an early one', (layers, layer) => {
    const subject = subjectOf({ cell, layers, layer, step: 6 });
    const { links } = chainOf(subject);
    const reached = [];
    for (const { t, lag, whole } of links()) {
      reached.push(t);
      expect(lag).toBe(6 - t);
      const differences = differencesOf(subject, 6, t);
      const product = whole.values.map((value) => value * 2 ** whole.exponent);
      expect(apart(product, differences)).toBeLessThan(1e-6 * (1e-3 + largest(differences)));
    }
    expect(reached).toEqual([5, 4, 3, 2, 1, 0]);
  });
});
