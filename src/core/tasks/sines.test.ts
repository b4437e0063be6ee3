import { describe, expect, it } from 'vitest';
import { createRng } from '../rng.ts';
import { defaultOptions } from './index.ts';
import { sines } from './sines.ts';
import type { Options } from './task.ts';

const usual = defaultOptions(sines);
const pure = { ...usual, noise: 0 };

/** Window and answer one after the other. */
function seriesOf(seed: number, options: Options): number[] {
  const { x, y } = sines.sequence(createRng('sines', seed), options, 'train');
  return [...x, ...y.slice(-(options['ahead'] ?? 0))];
}
const thousand = (options: Options): number[][] => Array.from({ length: 1000 }, (_, k) => seriesOf(k, options));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a thousand sums of two sines', () => {
  it('without noise go round in 24 and in 7 steps: (1 − 2 cos(2π/24) B + B²)(1 − 2 cos(2π/7) B + B²) makes nothing of them', () => {
    const [a, b] = [2 * Math.cos((2 * Math.PI) / 24), 2 * Math.cos((2 * Math.PI) / 7)];
    for (const s of thousand(pure)) {
      for (let t = 4; t < s.length; t++) {
        const [s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0] = [0, 1, 2, 3, 4].map((back) => s[t - back]);
        expect(Math.abs(s0 - (a + b) * (s1 + s3) + (2 + a * b) * s2 + s4)).toBeLessThan(2e-6);
      }
    }
  });

  it('without noise have amplitudes of 1, and begin anywhere on their way', () => {
    const phases = Array.from({ length: 1000 }, (_, k) => seriesOf(k, { ...pure, window: 168, ahead: 1 }).slice(0, 168)).map((s) => {
      const part = (turn: (angle: number) => number, period: number): number =>
        s.reduce((sum, value, t) => sum + value * turn((2 * Math.PI * t) / period), 0) / 84;
      const [slow, fast] = [24, 7].map((period) => [part(Math.cos, period), part(Math.sin, period)] as const);
      for (const pair of [slow, fast]) expect(Math.hypot(...(pair ?? []))).toBeCloseTo(1, 4);
      return Math.floor((4 * (Math.atan2(slow?.[1] ?? 0, slow?.[0] ?? 0) + Math.PI)) / Math.PI);
    });
    const counts = Array.from({ length: 8 }, (_, octant) => phases.filter((phase) => phase === octant).length);
    for (const count of counts) expect(count).toBeGreaterThan(85);
  });

  it('have the noise that is set, uniform about 0', () => {
    const noise = thousand(usual).map((s, k) => s.map((value, t) => value - (seriesOf(k, pure)[t] ?? 0)));
    const all = noise.flat();
    expect(Math.abs(mean(all))).toBeLessThan(0.002);
    expect(Math.sqrt(mean(all.map((value) => value * value)))).toBeCloseTo(0.1, 2);
    expect(Math.max(...all.map(Math.abs))).toBeLessThan(0.1 * Math.sqrt(3) + 1e-6);
  });

  it('spread their periods as far as is set and no further', () => {
    const spread = { ...pure, window: 4, ahead: 4, spread: 20 };
    const speeds = (seed: number): readonly number[] => {
      const s = seriesOf(seed, spread);
      /* s_t + s_{t−4} = p (s_{t−1} + s_{t−3}) − q s_{t−2} for two t gives p = a + b and q = 2 + a b. */
      const rows = [4, 5].map((t) => [(s[t - 1] ?? 0) + (s[t - 3] ?? 0), -(s[t - 2] ?? 0), (s[t] ?? 0) + (s[t - 4] ?? 0)] as const);
      const [[a1 = 0, b1 = 0, c1 = 0] = [], [a2 = 0, b2 = 0, c2 = 0] = []] = rows;
      const det = a1 * b2 - a2 * b1;
      const [p, q] = [(c1 * b2 - c2 * b1) / det, (a1 * c2 - a2 * c1) / det];
      const root = Math.sqrt(Math.max(0, p * p - 4 * (q - 2)));
      return Math.abs(det) < 0.1 ? [] : [(p + root) / 2, (p - root) / 2].map((twice) => (2 * Math.PI) / Math.acos(twice / 2));
    };
    const periods = Array.from({ length: 1000 }, (_, k) => speeds(k)).filter((pair) => pair.length === 2);
    expect(periods.length).toBeGreaterThan(500);
    for (const [slow = 0, fast = 0] of periods) {
      expect(slow).toBeGreaterThan(24 * 0.79);
      expect(slow).toBeLessThan(24 * 1.21);
      expect(fast).toBeGreaterThan(7 * 0.79);
      expect(fast).toBeLessThan(7 * 1.21);
    }
    expect(Math.max(...periods.map(([, fast = 0]) => fast)) - Math.min(...periods.map(([, fast = 0]) => fast))).toBeGreaterThan(2.5);
  });

  it('score the last step alone and are the same from the same generator', () => {
    const one = sines.sequence(createRng(3), usual, 'test');
    expect(one).toEqual(sines.sequence(createRng(3), usual, 'test'));
    expect(Array.from(one.mask, Number)).toEqual([...Array(47).fill(0), 1]);
  });
});

describe('the baselines of the sines', () => {
  const lossOf = (options: Options, name: string): number =>
    sines.baselines(options).find(({ label }) => label === name)?.loss ?? Number.NaN;

  it('are the variance for 0, and for the last value what closed form says', () => {
    expect(Math.abs(lossOf(usual, 'always answering 0') - 1.01)).toBeLessThan(0.03);
    const steps = Array.from({ length: 12 }, (_, k) => k + 1);
    const expected = 0.02 + mean(steps.map((k) => [24, 7].reduce((sum, period) => sum + 1 - Math.cos((2 * Math.PI * k) / period), 0)));
    expect(Math.abs(lossOf(usual, 'same as the last value') / expected - 1)).toBeLessThan(0.05);
  });

  it('come down to the noise with fitted weights where all sequences share their periods, and no further', () => {
    expect(lossOf(usual, 'linear')).toBeGreaterThan(0.01);
    expect(lossOf(usual, 'linear')).toBeLessThan(0.012);
    expect(lossOf(pure, 'linear')).toBeLessThan(1e-3);
  });

  it('leave the weights far behind where each sequence has periods of its own', () => {
    expect(lossOf({ ...usual, spread: 20 }, 'linear')).toBeGreaterThan(0.08);
  });

  it('are counted on other sequences for each split, near each other', () => {
    const [train, test] = (['train', 'test'] as const).map((split) => sines.baselines(usual, split).map(({ loss }) => loss));
    expect(train).not.toEqual(test);
    test?.forEach((loss, k) => {
      expect(Math.abs(loss / (train?.[k] ?? 0) - 1)).toBeLessThan(0.1);
    });
  });
});
