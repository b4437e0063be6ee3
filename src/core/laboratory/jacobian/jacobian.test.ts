import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cells } from '../../cell/randomCells.test.helper.ts';
import { subjectOf, TYPED } from '../subject.test.helper.ts';
import { affordable, chainOf } from './chain.ts';
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
    const reached = [];
    for (const [{ t, lag, whole }] of affordable(chainOf(subject))) {
      reached.push(t);
      expect(lag).toBe(6 - t);
      const differences = differencesOf(subject, 6, t);
      const product = whole.values.map((value) => value * 2 ** whole.exponent);
      expect(apart(product, differences)).toBeLessThan(1e-6 * (1e-3 + largest(differences)));
    }
    expect(reached).toEqual([5, 4, 3, 2, 1, 0]);
  });
});

test('of any cell, the Jacobian is that of small nudges, and the ways from state to state add to it', { timeout: 30_000 }, () => {
  fc.assert(
    fc.property(cells, ({ source }) => {
      const subject = subjectOf({ cell: source, units: 3, steps: 3, size: 2, sequence: 0 });
      const [differences, aslant] = [differencesOf(subject, 2, 1), differencesOf(subject, 2, 1, [2e-6, 1e-5])];
      // At a kink, where it bends much, or of large numbers nudges give no derivative.
      fc.pre(Object.values(subject.trace.states).every((values) => largest(values) < 1e3));
      fc.pre(apart(differences, aslant) < 1e-4 * (1 + largest(differences)));
      const steps = stepsOf(subject);
      const jacobian = steps.jacobian(2);
      expect(apart(jacobian, differences)).toBeLessThan(1e-5 * (1 + largest(differences)));
      const { paths } = subject.network.cell.backward;
      const sum = new Float64Array(jacobian.length);
      const terms = steps.reached(
        2,
        paths.map(({ term }) => term),
      );
      for (const [k, { state }] of paths.entries()) {
        const offset = 3 * subject.network.cell.states.indexOf(state);
        terms[k]?.forEach((value, i) => {
          const at = Math.floor(i / 3) * steps.size + offset + (i % 3);
          sum[at] = (sum[at] ?? 0) + value;
        });
      }
      expect(apart(sum, jacobian)).toBeLessThan(1e-9 * (1 + largest(jacobian)));
    }),
    { numRuns: 80, seed: 6 },
  );
});
