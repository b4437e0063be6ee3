import { describe, expect, it } from 'vitest';
import { type Form, shift, unfold } from './form.ts';
import { roll, rollTogether } from './roll.ts';

const form = (window: number, ahead: number, anchored: boolean): Form => ({ window, ahead, inputs: 1, channel: 0, anchored, scale: 2 });
const forecast = (shape: Form) => ({ next: (x: Float32Array, answer: ArrayLike<number>) => shift(shape, x, answer) });

/** Each of `ahead` numbers by what the ones before it say. */
const byRecurrence =
  (ahead: number, next: (before: readonly number[]) => number) =>
  (x: Float32Array): Float32Array => {
    const values = [...x];
    for (let k = 0; k < ahead; k++) values.push(next(values));
    return Float32Array.from(values.slice(-ahead));
  };

describe('a forecast that is fed with its own answers', () => {
  it.each([1, 2, 5])('goes on along a line exactly where the line is carried on, %i values at once', (ahead) => {
    const shape = form(4, ahead, true);
    const line = byRecurrence(ahead, (before) => 2 * (before.at(-1) ?? 0) - (before.at(-2) ?? 0));
    const x = Float32Array.from([10, 13, 16, 19], (value) => (value - 19) / 2);
    const answers = roll(forecast(shape), x, line, 6);
    expect(unfold(shape, 19, answers)).toEqual(Array.from({ length: 6 * ahead }, (_, k) => 22 + 3 * k));
  });

  it.each([true, false])(
    'goes on along two sines where their recurrence is carried on, as differences from the last value: %s',
    (anchored) => {
      const shape = form(8, 3, anchored);
      const at = (t: number): number => Math.sin(0.3 * t + 1) + Math.cos(0.9 * t);
      const [a, b] = [2 * Math.cos(0.3), 2 * Math.cos(0.9)];
      const last = anchored ? at(7) : 0;
      /** (1 − a B + B²)(1 − b B + B²) s = 0; of what is counted from the last value, the rest is constant: c (2 − a)(2 − b). */
      const rest = (-last / 2) * (2 - a) * (2 - b);
      let from = rest;
      const answer = (x: Float32Array): Float32Array => {
        const values = [...x];
        for (let k = 0; k < 3; k++) {
          const [s1 = 0, s2 = 0, s3 = 0, s4 = 0] = [-1, -2, -3, -4].map((back) => values.at(back));
          values.push((a + b) * (s1 + s3) - (2 + a * b) * s2 - s4 + from);
        }
        if (anchored) from -= (values.at(-1) ?? 0) * (2 - a) * (2 - b);
        return Float32Array.from(values.slice(-3));
      };
      const x = Float32Array.from({ length: 8 }, (_, t) => (at(t) - last) / 2);
      unfold(shape, last, roll(forecast(shape), x, answer, 8)).forEach((value, k) => {
        expect(Math.abs(value - at(8 + k))).toBeLessThan(1e-3);
      });
    },
  );

  it('is asked once for each answer, with the last window that was made', () => {
    const asked: number[][] = [];
    roll(
      forecast(form(3, 2, false)),
      Float32Array.of(1, 2, 3),
      (x) => {
        asked.push([...x]);
        return Float32Array.of(10, 20);
      },
      3,
    );
    expect(asked).toEqual([
      [1, 2, 3],
      [3, 10, 20],
      [20, 10, 20],
    ]);
  });

  it('is the same for several windows side by side', async () => {
    const shape = form(5, 2, true);
    const answer = byRecurrence(2, (before) => 0.9 * (before.at(-1) ?? 0) - 0.4 * (before.at(-3) ?? 0) + 0.1);
    const windows = [0, 1, 2].map((seed) => Float32Array.from({ length: 5 }, (_, k) => Math.sin(seed + k)));
    const together = await rollTogether(forecast(shape), windows, async (asked) => asked.map(answer), 4);
    expect(together).toEqual(windows.map((x) => roll(forecast(shape), x, answer, 4)));
  });

  it('is refused where a window has no answer', async () => {
    const shape = form(5, 2, true);
    const windows = [new Float32Array(5), new Float32Array(5)];
    await expect(rollTogether(forecast(shape), windows, async () => [new Float32Array(2)], 1)).rejects.toThrow(
      '1 answers to 2 windows: one each is due',
    );
  });
});
