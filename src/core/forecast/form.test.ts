import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../rng.ts';
import { cut, type Form, lastOf, shift, unfold } from './form.ts';

const arbitrary = fc.record({
  window: fc.integer({ min: 1, max: 12 }),
  ahead: fc.integer({ min: 1, max: 15 }),
  inputs: fc.integer({ min: 1, max: 3 }),
  channel: fc.integer({ min: -1, max: 2 }),
  anchored: fc.boolean(),
  scale: fc.double({ min: 0.1, max: 10, noNaN: true }),
  seed: fc.integer(),
});

/** A walk, and other series beside it. */
function seriesOf(seed: number): { target: Float64Array; others: Float64Array[] } {
  const rng = createRng('form', seed);
  const made = (): Float64Array => Float64Array.from({ length: 60 }, () => rng.normal());
  return { target: made(), others: [made(), made(), made()] };
}

const formOf = ({ channel, ...rest }: Form): Form => ({ ...rest, channel: channel < rest.inputs ? channel : 0 });
const answerOf = ({ y }: { y: Float32Array }, { ahead }: Form): Float32Array => y.slice(-ahead);

describe('windows of a series', () => {
  it('hold its values less the last, over the scale, and the others as they are', () => {
    fc.assert(
      fc.property(arbitrary, ({ seed, ...shape }) => {
        const form = formOf(shape);
        const { target, others } = seriesOf(seed);
        const { x, y, mask } = cut(form, target, others, 20);
        const last = form.anchored ? (target[19] ?? 0) : 0;
        for (let t = 0; t < form.window; t++) {
          const at = 20 - form.window + t;
          for (let i = 0; i < form.inputs; i++) {
            const value = i === form.channel ? ((target[at] ?? 0) - last) / form.scale : (others[i]?.[at] ?? 0);
            expect(x[t * form.inputs + i]).toBe(Math.fround(value));
          }
          expect(mask[t]).toBe(t === form.window - 1 ? 1 : 0);
        }
        answerOf({ y }, form).forEach((value, k) => {
          expect(value).toBe(Math.fround(((target[20 + k] ?? 0) - last) / form.scale));
        });
      }),
    );
  });

  it('fed with the true answer are the windows of what was answered', () => {
    fc.assert(
      fc.property(arbitrary, ({ seed, ...shape }) => {
        const form = formOf({ ...shape, channel: Math.max(0, shape.channel) });
        const { target } = seriesOf(seed);
        const still = [1, 2, 3].map((value) => new Float64Array(60).fill(value));
        const { x, y } = cut(form, target, still, 20);
        const next = cut(form, target, still, 20 + form.ahead).x;
        shift(form, x, answerOf({ y }, form)).forEach((value, k) => {
          expect(Math.abs(value - (next[k] ?? Number.NaN))).toBeLessThan(1e-5 * (1 + 10 / form.scale));
        });
      }),
    );
  });

  it('keep what nobody forecasts at its last value', () => {
    const form: Form = { window: 3, ahead: 2, inputs: 2, channel: 0, anchored: false, scale: 1 };
    expect([...shift(form, Float32Array.of(1, 10, 2, 20, 3, 30), [4, 5])]).toEqual([3, 30, 4, 30, 5, 30]);
  });

  it('turn true answers in a row back into the values of the series', () => {
    fc.assert(
      fc.property(arbitrary, ({ seed, ...shape }) => {
        const form = formOf(shape);
        const { target, others } = seriesOf(seed);
        const answers = [0, 1].map((k) => answerOf(cut(form, target, others, 20 + k * form.ahead), form));
        unfold(form, lastOf(form, target, 20), answers).forEach((value, k) => {
          expect(Math.abs(value - (target[20 + k] ?? Number.NaN))).toBeLessThan(1e-4);
        });
      }),
    );
  });
});
