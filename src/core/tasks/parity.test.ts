import { describe, expect, it } from 'vitest';
import { bestConstant, draw, sharesOf } from './ladder.test.helper.ts';
import { parity } from './parity.ts';

const [EVERY, LAST] = [0, 1];

describe.each([1, 20, 77])('a thousand sequences of parity at lag %i', (lag) => {
  const drawn = draw(parity, { lag, asked: EVERY });

  it('are lag + 1 fair bits, as 1 and −1', () => {
    for (const { x } of drawn) {
      expect(x).toHaveLength(lag + 1);
      expect(x.every((bit) => bit === 1 || bit === -1)).toBe(true);
    }
    const ones = drawn.flatMap(({ x }) => Array.from(x)).filter((bit) => bit === 1);
    expect(Math.abs(ones.length / (1000 * (lag + 1)) - 0.5)).toBeLessThan(0.05);
  });

  it('ask after every bit whether the ones so far are odd in number', () => {
    for (const { x, y, mask } of drawn) {
      const ones = Array.from(x, (_, t) => x.subarray(0, t + 1).filter((bit) => bit === 1).length);
      expect(Array.from(y)).toEqual(ones.map((count) => count % 2));
      expect(mask.every((mark) => mark === 1)).toBe(true);
    }
  });

  it('are the same where the last answer alone is asked, which depends on every bit from lag steps back on', () => {
    const alone = draw(parity, { lag, asked: LAST });
    alone.forEach(({ x, y, mask, clues }, k) => {
      expect(x).toEqual(drawn[k]?.x);
      expect(Array.from(mask, Number)).toEqual([...Array(lag).fill(0), 1]);
      expect(y[lag]).toBe(drawn[k]?.y[lag]);
      expect(clues).toEqual([]);
    });
    expect(drawn.every(({ clues }) => clues.length === 0)).toBe(true);
  });

  it('are odd about as often as even', () => {
    expect(Math.abs((sharesOf(drawn.map(({ y }) => y[lag])).get(1) ?? 0) - 0.5)).toBeLessThan(0.06);
  });
});

describe('the baseline of parity', () => {
  it.each([EVERY, LAST])('is ln 2, asked %i', (asked) => {
    const options = { lag: 6, asked };
    expect(parity.baselines(options)).toEqual([{ label: 'two equal guesses', loss: expect.closeTo(Math.LN2, 12) }]);
    expect(bestConstant(parity, options, draw(parity, options, 20_000))).toBeCloseTo(Math.LN2, 3);
  });
});
