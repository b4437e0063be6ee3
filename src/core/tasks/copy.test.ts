import { describe, expect, it } from 'vitest';
import { copyMemory } from './copy.ts';
import { bestConstant, draw, lettersOf, readsOneEach, sharesOf } from './ladder.test.helper.ts';
import type { Sequence } from './task.ts';

const LETTERS = [...'abcdefgh'];

describe.each([1, 20, 63])('a thousand sequences of copy memory at lag %i', (lag) => {
  const options = { lag };
  const drawn = draw(copyMemory, options);

  it('read ten letters, lag − 1 blanks, a question mark, and ten blanks', () => {
    for (const sequence of drawn) {
      expect(readsOneEach(sequence, 10)).toBe(true);
      const letters = lettersOf(copyMemory, options, sequence);
      expect(letters.slice(0, 10).every((letter) => LETTERS.includes(letter))).toBe(true);
      expect(letters.slice(10).join('')).toBe(`${'·'.repeat(lag - 1)}?${'·'.repeat(10)}`);
    }
  });

  it('are blank until after the question mark, and then the ten letters in their order, every step scored', () => {
    const { outputs } = copyMemory.drawing(options);
    for (const sequence of drawn) {
      const asked = Array.from(sequence.y, (symbol) => outputs[symbol]);
      expect(asked.slice(0, lag + 10)).toEqual(Array(lag + 10).fill('·'));
      expect(asked.slice(lag + 10)).toEqual(lettersOf(copyMemory, options, sequence).slice(0, 10));
      expect(sequence.mask.every((mark) => mark === 1)).toBe(true);
    }
  });

  it('have the letters as clues, each lag + 10 steps before it is asked for, the last one lag steps before the question mark', () => {
    for (const sequence of drawn) {
      expect(sequence.clues).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      const mark = lettersOf(copyMemory, options, sequence).indexOf('?');
      expect(mark - (sequence.clues[9] ?? 0)).toBe(lag);
      for (const clue of sequence.clues) expect(sequence.x.indexOf(1, clue * 10) - clue * 10).toBe(sequence.y[clue + lag + 10]);
    }
  });

  it('draw every letter about equally often', () => {
    const shares = sharesOf(drawn.flatMap(({ y }) => Array.from(y.slice(-10))));
    expect([...shares.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    for (const share of shares.values()) expect(Math.abs(share - 1 / 8)).toBeLessThan(0.015);
  });
});

describe('copy memory', () => {
  it('has a baseline of 10 ln 8/(T + 20), the best answer that ignores the letters', () => {
    const known = [
      [100, 0.1733],
      [200, 0.0945],
      [300, 0.065],
    ] as const;
    for (const [lag, loss] of known) expect(copyMemory.baselines({ lag })[0]?.loss).toBeCloseTo(loss, 4);
    const options = { lag: 30 };
    expect(
      bestConstant(copyMemory, options, draw(copyMemory, options, 20_000)) / (copyMemory.baselines(options)[0]?.loss ?? 0),
    ).toBeCloseTo(1, 2);
  });

  it('is judged by its letters alone, and right only where the blanks are too', () => {
    const options = { lag: 5 };
    const [{ y, mask }] = draw(copyMemory, options, 1) as readonly [Sequence];
    const measure = copyMemory.measure(options);
    const judged = (wrong: readonly number[]) => {
      const answers = new Float32Array(25 * 10);
      y.forEach((symbol, t) => {
        answers[t * 10 + (wrong.includes(t) ? 9 : symbol)] = 1;
      });
      return { steps: 25, outputs: 10, answers, y, mask };
    };
    expect(measure.value(measure.add(judged([])))).toBe(100);
    expect(measure.isRight(judged([]))).toBe(true);
    expect(measure.value(measure.add(judged([3])))).toBe(100);
    expect(measure.isRight(judged([3]))).toBe(false);
    expect(measure.value(measure.add(judged([15, 24])))).toBe(80);
  });
});
