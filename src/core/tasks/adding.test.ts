import { describe, expect, it } from 'vitest';
import { createRng } from '../rng.ts';
import { adding } from './adding.ts';

const sequences = (length: number, count = 1000) =>
  Array.from({ length: count }, (_, k) => adding.sequence(createRng('adding', length, k), { length }, 'train'));

describe.each([5, 40, 41])('a thousand sequences of the adding problem at length %i', (length) => {
  const drawn = sequences(length);

  it('hold values in [0, 1) beside marks that are 0 or 1', () => {
    for (const { x } of drawn) {
      expect(x.every((value, k) => (k % 2 === 0 ? value >= 0 && value < 1 : value === 0 || value === 1))).toBe(true);
    }
  });

  it('mark one step in each half, which are the clues', () => {
    for (const { x, clues } of drawn) {
      const marked = Array.from({ length }, (_, t) => t).filter((t) => x[2 * t + 1] === 1);
      expect(marked).toEqual(clues);
      expect(marked).toHaveLength(2);
      const [first = -1, second = -1] = marked;
      expect(first).toBeLessThan(Math.floor(length / 2));
      expect(second).toBeGreaterThanOrEqual(Math.floor(length / 2));
    }
  });

  it('mark every step now and then', () => {
    expect(new Set(drawn.flatMap(({ clues }) => clues)).size).toBe(length);
  });

  it('score the last step alone, by the sum of the marked values', () => {
    for (const { x, y, mask, clues } of drawn) {
      expect(Array.from(mask, Number)).toEqual([...Array(length - 1).fill(0), 1]);
      expect(y[length - 1]).toBeCloseTo(
        clues.reduce((sum, t) => sum + (x[2 * t] ?? 0), 0),
        6,
      );
    }
  });
});

describe('the baseline of the adding problem', () => {
  it('is what always answering 1 loses, 1/6', () => {
    const errors = sequences(40, 20_000).map(({ y }) => ((y[39] ?? 0) - 1) ** 2);
    const loss = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    expect(adding.baselines({ length: 40 })).toEqual([{ label: 'always answering 1', loss: 1 / 6 }]);
    expect(Math.abs(loss - 1 / 6)).toBeLessThan(0.005);
  });

  it('is twice what the answer loses that knows the second number alone, 0.083', () => {
    const errors = sequences(40, 20_000).map(({ x, y, clues }) => ((y[39] ?? 0) - 0.5 - (x[2 * (clues[1] ?? 0)] ?? 0)) ** 2);
    expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length - 1 / 12)).toBeLessThan(0.003);
  });
});
