import { describe, expect, test } from 'vitest';
import { createRng } from '../rng.ts';
import { resample } from './resample.ts';
import { decibels, levelOf, sineAt } from './speech.test.helper.ts';

const RATES = [11_025, 16_000, 22_050, 44_100, 48_000, 96_000];
const AMPLITUDE = levelOf(sineAt(440, 8000, 1));

/** How much of a sine is left, in decibels. */
const left = (hertz: number, rate: number): number => decibels(levelOf(resample(sineAt(hertz, rate, 0.5), rate)), AMPLITUDE);

describe.each(RATES)('from %i samples a second', (rate) => {
  test('what 8,000 can carry is kept within 0.5 dB', () => {
    for (const hertz of [60, 200, 440, 1000, 2000, 3000, 3400, 3600]) expect(Math.abs(left(hertz, rate))).toBeLessThan(0.5);
  });

  test('what they cannot is 30 dB weaker, so that nothing folds back', () => {
    for (const hertz of [4000, 4200, 5000, 5500, 8100, 12_000, 15_900, 20_000, 40_000].filter((one) => one < rate / 2))
      expect(left(hertz, rate)).toBeLessThan(-30);
  });

  test('a sine comes out as that sine, neither early nor late', () => {
    const heard = resample(sineAt(1234, rate, 0.5), rate);
    const truth = sineAt(1234, 8000, 0.5);
    for (let k = 400; k < 3600; k++) expect(heard[k]).toBeCloseTo(truth[k] ?? 0, 2);
  });

  test('it lasts as long', () => {
    for (const length of [0, 1, 1000, rate])
      expect(resample(new Float32Array(length), rate)).toHaveLength(Math.floor((length * 8000) / rate));
  });
});

test('a steady level stays where it is, and 8,000 a second stay what they are', () => {
  for (const value of resample(new Float32Array(44_100).fill(0.25), 44_100).subarray(100, 7900)) expect(value).toBeCloseTo(0.25, 6);
  const rng = createRng('resample', 1);
  const samples = Float32Array.from({ length: 500 }, () => rng.normal());
  const same = resample(samples, 8000);
  expect(same).toEqual(samples);
  expect(same).not.toBe(samples);
});

test('lower rates are brought up', () => {
  const heard = resample(sineAt(500, 4000, 0.5), 4000);
  const truth = sineAt(500, 8000, 0.5);
  for (let k = 400; k < 3600; k++) expect(heard[k]).toBeCloseTo(truth[k] ?? 0, 2);
});

test('a rate that is none is told', () => {
  for (const rate of [0, -8000, 44_100.5, Number.NaN, Number.POSITIVE_INFINITY, 999, 400_000])
    expect(() => resample(new Float32Array(10), rate)).toThrow(`${rate} samples a second: must be a whole number from 1,000 to 384,000`);
});
