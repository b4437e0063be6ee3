import { describe, expect, it } from 'vitest';
import { createRng } from '../rng.ts';
import { randomWalk } from './random-walk.ts';

const usual = { window: 40, ahead: 10 };
const drawn = (options: typeof usual, count: number) =>
  Array.from({ length: count }, (_, k) => randomWalk.sequence(createRng('walk', k), options, 'train'));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a thousand random walks', () => {
  const { scale } = randomWalk.drawing(usual);
  const steps = drawn(usual, 1000).map(({ x, y }) => {
    const values = [...x, ...y.slice(-10)].map((value) => value * scale);
    return values.slice(1).map((value, t) => value - (values[t] ?? 0));
  });

  it('are counted from the last value of the window', () => {
    for (const { x, mask } of drawn(usual, 1000)) {
      expect(x[39]).toBe(0);
      expect(Array.from(mask, Number)).toEqual([...Array(39).fill(0), 1]);
    }
  });

  it('go up or down by chance, with steps of deviation 1', () => {
    const all = steps.flat();
    expect(Math.abs(mean(all))).toBeLessThan(0.02);
    expect(mean(all.map((step) => step * step))).toBeCloseTo(1, 1);
    expect(Math.max(...all.map(Math.abs))).toBeLessThan(Math.sqrt(3) + 1e-4);
  });

  it('have steps of which none tells anything about another', () => {
    for (const lag of [1, 2, 5, 10]) {
      const products = steps.flatMap((walk) => walk.slice(lag).map((step, t) => step * (walk[t] ?? 0)));
      expect(Math.abs(mean(products))).toBeLessThan(0.025);
    }
  });

  it('are the same from the same generator', () => {
    expect(drawn(usual, 3)).toEqual(drawn(usual, 3));
  });
});

describe('the baselines of the random walk', () => {
  it.each([usual, { window: 5, ahead: 1 }, { window: 12, ahead: 24 }])(
    'are what the last value and the slope lose, in closed form: %j',
    (options) => {
      const { window, ahead } = options;
      const lossOf = (answer: (x: Float32Array, k: number) => number): number =>
        mean(drawn(options, 8000).flatMap(({ x, y }) => Array.from(y.slice(-ahead), (value, k) => (value - answer(x, k)) ** 2)));
      const [last, slope] = randomWalk.baselines(options).map(({ loss }) => loss);
      expect(last).toBe(1);
      expect(Math.abs(lossOf(() => 0) - 1)).toBeLessThan(0.05);
      expect(Math.abs(lossOf((x, k) => (-(x[0] ?? 0) * (k + 1)) / (window - 1)) / (slope ?? 0) - 1)).toBeLessThan(0.05);
    },
  );

  it('say that the last value is the best there is', () => {
    const [last, ...others] = randomWalk.baselines(usual);
    expect(others.every(({ loss }) => loss > (last?.loss ?? 0))).toBe(true);
  });

  it('stand beside a sentence on share prices', () => {
    expect(randomWalk.sentence).toMatch(/Share prices.*would already have been traded away\.$/);
  });
});
