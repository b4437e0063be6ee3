import { describe, expect, it } from 'vitest';
import { bestConstant, draw, lettersOf, readsOneEach } from './ladder.test.helper.ts';
import { noiseFreeLag } from './noise-free-lag.ts';
import type { Sequence } from './task.ts';

describe.each([1, 30, 99])('a thousand sequences of the noise-free lag %i', (lag) => {
  const options = { lag };
  const drawn = draw(noiseFreeLag, options);
  const between = Array.from({ length: lag }, (_, k) => String(k + 1));

  it('read x or y and then 1, 2, 3, …, always the same', () => {
    for (const sequence of drawn) {
      expect(readsOneEach(sequence, lag + 2)).toBe(true);
      const [first = '', ...rest] = lettersOf(noiseFreeLag, options, sequence);
      expect('xy').toContain(first);
      expect(rest).toEqual(between);
    }
  });

  it('ask at every step for what comes next, and at the last for the first letter, which is the clue, lag steps before', () => {
    const { outputs } = noiseFreeLag.drawing(options);
    for (const sequence of drawn) {
      const letters = lettersOf(noiseFreeLag, options, sequence);
      expect(Array.from(sequence.y, (symbol) => outputs[symbol])).toEqual([...letters.slice(1), letters[0]]);
      expect(sequence.mask.every((mark) => mark === 1)).toBe(true);
      expect(sequence.clues).toEqual([0]);
      expect(sequence.mask.lastIndexOf(1)).toBe(lag);
    }
  });

  it('begin with x about as often as with y', () => {
    expect(Math.abs(drawn.filter(({ x }) => x[0] === 1).length - 500)).toBeLessThan(60);
  });
});

describe('the noise-free lag', () => {
  it('has a baseline of ln 2/(lag + 1), the best answer that ignores the first letter', () => {
    const options = { lag: 12 };
    const [baseline] = noiseFreeLag.baselines(options);
    expect(baseline?.loss).toBeCloseTo(Math.LN2 / 13, 12);
    expect(bestConstant(noiseFreeLag, options, draw(noiseFreeLag, options, 20_000)) / (baseline?.loss ?? 0)).toBeCloseTo(1, 2);
  });

  it('is judged by the last letter alone', () => {
    const [{ y, mask }] = draw(noiseFreeLag, { lag: 2 }, 1) as readonly [Sequence];
    const measure = noiseFreeLag.measure({ lag: 2 });
    const judged = (classes: readonly number[]) => ({
      ...{ steps: 3, outputs: 4, y, mask },
      answers: classes.flatMap((right) => [0, 1, 2, 3].map((symbol) => (symbol === right ? 1 : 0))),
    });
    const last = y[2] ?? 0;
    expect(measure.value(measure.add(judged([0, 0, last])))).toBe(100);
    expect(measure.isRight(judged([0, 0, last]))).toBe(false);
    expect(measure.isRight(judged([2, 3, last]))).toBe(true);
    expect(measure.value(measure.add(judged([2, 3, 1 - last])))).toBe(0);
  });
});
