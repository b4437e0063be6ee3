import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../rng.ts';
import { countedPlaces, errorsBeside, squaresOf, worthOf } from './errors.ts';

describe('the windows that errors are measured on', () => {
  it('are all there are, or 127 of them, in order, apart and spread over them all', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), (places) => {
        const counted = countedPlaces(places);
        expect(counted).toHaveLength(Math.min(places, 127));
        const apart = counted.map((place, k) => (counted[k + 1] ?? places) - place);
        expect(Math.min(...apart)).toBeGreaterThanOrEqual(1);
        expect(Math.max(...apart) - Math.min(...apart)).toBeLessThanOrEqual(1);
        expect(counted[0]).toBe(0);
      }),
    );
  });

  it('tell the less, the more they overlap', () => {
    expect(worthOf({ consecutive: true, ahead: 12, places: 90 })).toBeCloseTo(1 / 12);
    expect(worthOf({ consecutive: true, ahead: 7, places: 254 })).toBeCloseTo(2 / 7);
    expect(worthOf({ consecutive: true, ahead: 1, places: 1000 })).toBe(1);
    expect(worthOf({ consecutive: false, ahead: 12, places: 1000 })).toBe(1);
  });
});

describe('errors', () => {
  it('are the root mean square, at once over the first answer, in a row over what is known of what followed', () => {
    const network = squaresOf(
      [
        [3, 4, 0, 0],
        [0, 0, 2, 9],
      ],
      [
        [0, 0, 0, 0],
        [0, 0, 0],
      ],
      2,
    );
    const { network: off, windows } = errorsBeside(network, [], 1);
    expect(windows).toBe(2);
    expect(off.once).toBeCloseTo(Math.sqrt(25 / 4));
    expect(off.rolled).toBeCloseTo(Math.sqrt(29 / 7));
  });

  const noisy = (label: string, by: number, count = 127): number[][] =>
    Array.from({ length: count }, (_, w) => {
      const rng = createRng(label, w);
      return Array.from({ length: 5 }, () => by * rng.normal());
    });
  const zeros = noisy('', 0);
  const standing = (network: number[][], other: number[][], worth = 1) => {
    const of = (said: number[][]) => squaresOf(said, zeros.slice(0, said.length), 5);
    return errorsBeside(of(network), [{ label: 'other', ...of(other) }], worth).baselines[0]?.standing;
  };

  it('are told apart where they differ by more than luck', () => {
    expect(standing(noisy('a', 1), noisy('b', 2))).toBe('better');
    expect(standing(noisy('a', 2), noisy('b', 1))).toBe('worse');
    expect(standing(noisy('a', 1), noisy('b', 1))).toBe('level');
    expect(standing(noisy('a', 1), noisy('a', 1))).toBe('level');
    expect(standing(noisy('a', 1, 8), noisy('b', 1.6, 8), 1 / 12)).toBe('level');
    expect(standing(noisy('a', 1.001), noisy('a', 1))).toBe('worse');
  });

  it('of a thousand pairs that are equally good hardly ever call one better', () => {
    const judged = Array.from({ length: 1000 }, (_, k) => standing(noisy(`one ${k}`, 1, 40), noisy(`other ${k}`, 1, 40)));
    expect(judged.filter((each) => each !== 'level').length).toBeLessThan(80);
  });

  it('on windows that overlap are called different no more often, however few tell something of their own', () => {
    const [count, ahead] = [14, 5];
    const overlapping = (label: string): number[][] => {
      const rng = createRng(label);
      const all = Array.from({ length: count + ahead }, () => rng.normal());
      return Array.from({ length: count }, (_, w) => all.slice(w, w + ahead));
    };
    const worth = worthOf({ consecutive: true, ahead, places: count });
    const judged = Array.from({ length: 1000 }, (_, k) => standing(overlapping(`one ${k}`), overlapping(`other ${k}`), worth));
    expect(judged.filter((each) => each !== 'level').length).toBeLessThan(90);
  });

  it('on windows that tell no more than one are level', () => {
    expect(standing(noisy('a', 1, 1), noisy('b', 9, 1))).toBe('level');
    expect(standing(noisy('a', 1, 5), noisy('b', 9, 5), 1 / 5)).toBe('level');
  });

  it('that are not a number are the worst', () => {
    expect(standing([[Number.NaN, 0, 0, 0, 0]], [[1, 1, 1, 1, 1]])).toBe('worse');
  });
});
