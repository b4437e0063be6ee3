import { describe, expect, it } from 'vitest';
import { createRng } from '../rng.ts';
import { temporalOrder } from './temporal-order.ts';

const SYMBOLS = 6;
const sequences = (length: number, count = 1000) =>
  Array.from({ length: count }, (_, k) => temporalOrder.sequence(createRng('order', length, k), { length }, 'train'));
const symbolsOf = (x: Float32Array): number[] =>
  Array.from({ length: x.length / SYMBOLS }, (_, t) => x.subarray(t * SYMBOLS, (t + 1) * SYMBOLS).indexOf(1));

describe.each([10, 50, 57])('a thousand sequences of temporal order at length %i', (length) => {
  const drawn = sequences(length);

  it('hold one letter a step', () => {
    for (const { x } of drawn) {
      const steps = Array.from({ length }, (_, t) => Array.from(x.subarray(t * SYMBOLS, (t + 1) * SYMBOLS)));
      expect(steps.every((step) => step.toSorted().join('') === '000001')).toBe(true);
    }
  });

  it('hold an A or a B at the clues and nowhere else', () => {
    for (const { x, clues } of drawn) {
      const found = symbolsOf(x).flatMap((symbol, t) => (symbol < 2 ? [t] : []));
      expect(found).toEqual(clues);
    }
  });

  it('put the clues at 10 to 20 % and at 50 to 60 % of the length', () => {
    for (const { clues } of drawn) {
      const [first = -1, second = -1] = clues;
      expect(first / length).toSatisfy((share: number) => share >= 0.1 - 1 / length && share < 0.2);
      expect(second / length).toSatisfy((share: number) => share >= 0.5 - 1 / length && share < 0.6);
    }
  });

  it('score the last step alone, by which came first and which second', () => {
    for (const { x, y, mask, clues } of drawn) {
      const symbols = symbolsOf(x);
      const [first = 0, second = 0] = clues.map((clue) => symbols[clue] ?? -1);
      expect(y[length - 1]).toBe(2 * first + second);
      expect(Array.from(mask, Number)).toEqual([...Array(length - 1).fill(0), 1]);
    }
  });

  it('draw the four classes and the four distractors about equally often', () => {
    const classes = [0, 0, 0, 0];
    const letters = [0, 0, 0, 0, 0, 0];
    for (const { x, y } of drawn) {
      const order = y[length - 1] ?? -1;
      classes[order] = (classes[order] ?? 0) + 1;
      for (const symbol of symbolsOf(x)) letters[symbol] = (letters[symbol] ?? 0) + 1;
    }
    for (const count of classes) expect(Math.abs(count - 250)).toBeLessThan(60);
    for (const count of letters.slice(2)) expect(count / (1000 * (length - 2))).toBeCloseTo(1 / 4, 1);
  });
});

describe('the baseline of temporal order', () => {
  it('is ln 4, the loss of four equal guesses', () => {
    expect(temporalOrder.baselines({ length: 50 })[0]?.loss).toBeCloseTo(1.3862943611198906, 12);
  });
});
