import { describe, expect, test } from 'vitest';
import { disturbedStates } from '../cell/disturbed.ts';
import { unread } from '../cell/hold.ts';
import { makeExperiment, type Wish } from '../experiment.ts';
import type { NoiseSource, States } from '../network.ts';
import { networkOf } from '../networkOf.ts';
import { noiseFor } from './noise.ts';
import { operatedOn } from './operated.ts';

const SIZES = { layers: 2, units: 8 };
const SPREADS = new Map([
  ['h', 0.1],
  ['c', 0.5],
]);
const [STEPS, SIZE] = [30, 40];
const source = (seed = 1): NoiseSource => noiseFor(SIZES, SPREADS, seed);

const each = (noise: States): Float32Array[] => [...noise.values()].flat().map((values) => Float32Array.from(values));
const meanOf = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
const spreadOf = (values: ArrayLike<number>): number => Math.sqrt(meanOf(Array.from(values, (value) => value * value)));

function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  return meanOf(Array.from(a, (value, k) => value * (b[k] ?? Number.NaN))) / (spreadOf(a) * spreadOf(b));
}

describe('noise on the states', () => {
  const drawn = source().drawn(['batch', 1], STEPS, SIZE);
  const [first, second, third, fourth] = each(drawn) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const count = STEPS * SIZE * SIZES.units;

  test('has mean 0 and the spread of its state, in every layer', () => {
    expect([...drawn.keys()]).toEqual(['h', 'c']);
    for (const [k, values] of each(drawn).entries()) {
      const spread = k < 2 ? 0.1 : 0.5;
      expect(values).toHaveLength(count);
      expect(Math.abs(meanOf(values))).toBeLessThan((4 * spread) / Math.sqrt(count));
      expect(Math.abs(spreadOf(values) / spread - 1)).toBeLessThan(4 / Math.sqrt(2 * count));
    }
  });

  test('is independent over layers, states, steps, sequences and units', () => {
    const bound = 4 / Math.sqrt(count);
    for (const [a, b] of [
      [first, second],
      [first, third],
      [second, fourth],
      [third, fourth],
    ] as const)
      expect(Math.abs(correlation(a, b))).toBeLessThan(bound);
    for (const apart of [1, SIZES.units, SIZE * SIZES.units])
      expect(Math.abs(correlation(first.slice(apart), first))).toBeLessThan(1.2 * bound);
    for (const labels of [['batch', 2], ['probe'], ['test', 1]]) {
      expect(Math.abs(correlation(first, each(source().drawn(labels, STEPS, SIZE))[0] ?? []))).toBeLessThan(bound);
    }
    expect(Math.abs(correlation(first, each(source(2).drawn(['batch', 1], STEPS, SIZE))[0] ?? []))).toBeLessThan(bound);
  });

  test('is the same to the bit for the same labels, in arrays that were spent or new ones', () => {
    expect(each(source().drawn(['batch', 1], STEPS, SIZE))).toEqual(each(drawn));
    const spent = source().drawn(['batch', 2], STEPS, SIZE);
    const again = source().drawn(['batch', 1], STEPS, SIZE, spent);
    expect(each(again)).toEqual(each(drawn));
    expect(again.get('h')?.[1]).toBe(spent.get('h')?.[1]);
    expect(each(source().drawn(['batch', 1], 3, 5, spent)).map(({ length }) => length)).toEqual([120, 120, 120, 120]);
  });

  test('that stands is the same for every sequence, and at each step whenever that is asked for', () => {
    const standing = source();
    const whole = each(standing.standing(0, 50, 3));
    const other = source();
    for (const t of [0, 1, 17, 49, 3]) {
      for (const [k, step] of each(other.standing(t, 1, 2)).entries()) {
        const at = (b: number) => Array.from(whole[k] ?? []).slice((t * 3 + b) * SIZES.units, (t * 3 + b + 1) * SIZES.units);
        expect(Array.from(step)).toEqual([...at(0), ...at(0)]);
        expect(at(1)).toEqual(at(0));
      }
    }
    expect(Math.abs(spreadOf(whole[3] ?? []) / 0.5 - 1)).toBeLessThan(0.2);
  });
});

describe('an experiment with noise', () => {
  const lstm = (list: string, more: Wish = {}) => operatedOn(makeExperiment({ cell: 'lstm', units: 4, layers: 2, do: list, ...more }));

  test('disturbs the states that its list names, beside what else is done', () => {
    const network = lstm('hold:f:1,noise:c:0.2,freeze:Ui');
    expect(disturbedStates(network.cell)).toEqual(['c']);
    expect([...unread(network.cell)]).toEqual(['Wf', 'Uf', 'bf']);
    expect(network.cell.gates).toEqual(['i', 'f', 'g', 'o']);
    const noise = network.noise?.drawn(['batch', 1], 10, 10);
    expect([...(noise?.keys() ?? [])]).toEqual(['c']);
    expect(Math.abs(spreadOf(noise?.get('c')?.[1] ?? []) / 0.2 - 1)).toBeLessThan(0.15);
  });

  test('draws other noise for another seed, and as much more as σ says', () => {
    const noiseOf = (list: string, more: Wish = {}) => Array.from(lstm(list, more).noise?.drawn(['probe'], 5, 2).get('h')?.[0] ?? []);
    const [small, large, other] = [noiseOf('noise:h:0.1'), noiseOf('noise:h:0.2'), noiseOf('noise:h:0.1', { seed: 2 })];
    for (const [k, value] of small.entries()) expect((large[k] ?? Number.NaN) / value).toBeCloseTo(2, 5);
    expect(other).not.toEqual(small);
  });

  test('has, without noise, the cell and the network that it had', () => {
    const network = lstm('freeze:Ui');
    expect(network.cell).toBe(networkOf(makeExperiment({ cell: 'lstm' })).cell);
    expect('noise' in network).toBe(false);
  });
});
