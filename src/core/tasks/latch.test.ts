import { describe, expect, it } from 'vitest';
import { bestConstant, draw } from './ladder.test.helper.ts';
import { latch } from './latch.ts';

describe.each([2, 40, 111])('a thousand sequences of the latch at lag %i', (lag) => {
  const drawn = draw(latch, { lag });

  it('begin with 1 or −1, about as often', () => {
    expect(drawn.every(({ x }) => Math.abs(x[0] ?? 0) === 1)).toBe(true);
    expect(Math.abs(drawn.filter(({ x }) => x[0] === 1).length - 500)).toBeLessThan(60);
  });

  it('go on with noise of mean 0 and variance 0.2', () => {
    const noise = drawn.flatMap(({ x }) => Array.from(x.subarray(1)));
    expect(noise).toHaveLength(1000 * lag);
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
    expect(Math.abs(mean)).toBeLessThan(0.04);
    expect(Math.abs(noise.reduce((sum, value) => sum + (value - mean) ** 2, 0) / noise.length - 0.2)).toBeLessThan(0.03);
    expect(noise.filter((value) => Math.abs(value) > 1).length / noise.length).toBeCloseTo(0.0253, 1);
  });

  it('score the last step alone, by 0.8 with the sign of the first number, which is the clue, lag steps before', () => {
    for (const { x, y, mask, clues } of drawn) {
      expect(Array.from(mask, Number)).toEqual([...Array(lag).fill(0), 1]);
      expect(mask.indexOf(1) - (clues[0] ?? 0)).toBe(lag);
      expect(clues).toEqual([0]);
      expect(y[lag]).toBe(Math.fround(0.8 * (x[0] ?? 0)));
    }
  });
});

describe('the latch', () => {
  it('has a baseline of 0.64, what always answering 0 loses', () => {
    expect(latch.baselines({ lag: 40 })).toEqual([{ label: 'always answering 0', loss: 0.8 * 0.8 }]);
    expect(bestConstant(latch, { lag: 3 }, draw(latch, { lag: 3 }, 20_000))).toBeCloseTo(0.64, 2);
  });

  it('is right where the answer has the right sign', () => {
    const measure = latch.measure({});
    const judged = (answer: number) => ({ steps: 1, outputs: 1, answers: [answer], y: [-0.8], mask: [1] });
    expect([-3, -0.01, 0, 0.01].map((answer) => measure.isRight(judged(answer)))).toEqual([true, true, false, false]);
  });
});
