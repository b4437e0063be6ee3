import { describe, expect, it } from 'vitest';
import { createRng } from '../rng.ts';
import { makeRoom, type Room } from '../tasks/task.ts';
import type { Form } from './form.ts';
import { fitLinear } from './linear.ts';

const form = (window: number, inputs: number, ahead: number): Form => ({ window, ahead, inputs, channel: 0, anchored: false, scale: 1 });

/** Rows of normal numbers; what is asked for is `answer` of them. */
function rows({ window, inputs, ahead }: Form, count: number, answer: (x: Float32Array) => readonly number[]): readonly Room[] {
  return Array.from({ length: count }, (_, k) => {
    const rng = createRng('rows', k);
    const room = makeRoom(window, inputs, ahead);
    room.x.forEach((_, at) => {
      room.x[at] = rng.normal();
    });
    room.y.set(answer(room.x), room.y.length - ahead);
    return room;
  });
}

const fitted = (shape: Form, made: readonly Room[]) => fitLinear(shape, made.length, (k) => made[k] as Room);

describe('fitted weights', () => {
  it('find a rule that is linear, of several inputs, with its constant', () => {
    const shape = form(4, 2, 2);
    const rule = (x: Float32Array): number[] => [3 + 2 * (x[7] ?? 0) - (x[0] ?? 0), -1 + (x[4] ?? 0)];
    const answer = fitted(shape, rows(shape, 500, rule));
    for (const { x } of rows(shape, 20, rule)) {
      const right = rule(x);
      answer(x).forEach((said, o) => {
        expect(Math.abs(said - (right[o] ?? 0))).toBeLessThan(0.1);
      });
    }
  });

  it('have the least penalised squares: no weight that is moved a little loses less', () => {
    const shape = form(3, 1, 1);
    const made = rows(shape, 40, (x) => [(x[0] ?? 0) * (x[1] ?? 0) + (x[2] ?? 0)]);
    const answer = fitted(shape, made);
    const weights = [1, 0, 0, 0].map(
      (_, i) =>
        (answer(Float32Array.from([0, 1, 2], (k) => (k === i - 1 ? 1 : 0)))[0] ?? 0) -
        (i === 0 ? 0 : (answer(new Float32Array(3))[0] ?? 0)),
    );
    const lossOf = (w: readonly number[]): number =>
      made.reduce(
        (sum, { x, y }) => sum + ((w[0] ?? 0) + [0, 1, 2].reduce((said, k) => said + (w[k + 1] ?? 0) * (x[k] ?? 0), 0) - (y[2] ?? 0)) ** 2,
        0,
      ) +
      0.01 * made.length * w.reduce((sum, weight) => sum + weight * weight, 0);
    const least = lossOf(weights);
    for (let i = 0; i < 4; i++)
      for (const step of [-0.01, 0.01]) expect(lossOf(weights.with(i, (weights[i] ?? 0) + step))).toBeGreaterThan(least);
  });

  it('read the last numbers alone where a window has more than 255', () => {
    const shape = form(300, 1, 1);
    const answer = fitted(
      shape,
      rows(shape, 400, (x) => [x[299] ?? 0]),
    );
    const x = new Float32Array(300).fill(1, 0, 45);
    expect(answer(x)).toEqual(answer(new Float32Array(300)));
    expect(answer(new Float32Array(300).fill(1, 45))).not.toEqual(answer(new Float32Array(300)));
  });

  it('are the same each time', () => {
    const shape = form(5, 1, 3);
    const made = rows(shape, 50, (x) => [x[0] ?? 0, x[1] ?? 0, 1]);
    const x = Float32Array.of(1, 2, 3, 4, 5);
    expect(fitted(shape, made)(x)).toEqual(fitted(shape, made)(x));
  });
});
