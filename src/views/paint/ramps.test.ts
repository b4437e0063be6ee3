import { expect, test } from 'vitest';
import { EXPLODED, pixel, rampOf, shade, VANISHED } from './ramps.ts';
import { PALETTE } from './recorder.test.helper.ts';

const { blame, diverging, ink } = PALETTE;
const ofRatio = (ratio: number): number => shade(blame, Math.log10(ratio));

test('vanished blame is the paper itself, and so is everything below', () => {
  expect(ofRatio(VANISHED)).toBe(pixel(ink('paper')));
  expect(ofRatio(1e-30)).toBe(pixel(ink('paper')));
  expect(ofRatio(0)).toBe(pixel(ink('paper')));
});

test('healthy blame is deep violet from its reference to ten times that', () => {
  for (const ratio of [1, 3, 10]) expect(channels(ofRatio(ratio)).map(Math.round)).toEqual(near(ink('blame'), channels(ofRatio(ratio))));
});

test('exploded blame is red, infinity included', () => {
  expect(ofRatio(EXPLODED)).toBe(pixel(ink('explode')));
  expect(shade(blame, Number.POSITIVE_INFINITY)).toBe(pixel(ink('explode')));
});

test('blame gets darker with every decade on light paper', () => {
  const lights = [1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1].map((ratio) => channels(ofRatio(ratio)).reduce((sum, value) => sum + value, 0));
  expect(lights).toEqual([...lights].sort((a, b) => b - a));
  expect(new Set(lights).size).toBe(lights.length);
});

test('memory is orange below zero and blue above', () => {
  expect(shade(diverging, -1)).toBe(pixel(ink('negative')));
  expect(shade(diverging, 1)).toBe(pixel(ink('positive')));
});

test('a ramp passes through its stops and stays at its ends outside them', () => {
  const ramp = rampOf([
    [0, [0, 0, 0]],
    [2, [200, 100, 0]],
  ]);
  expect(channels(shade(ramp, 1))[0]).toBeCloseTo(100, -1);
  expect(shade(ramp, -5)).toBe(pixel([0, 0, 0]));
  expect(shade(ramp, 5)).toBe(pixel([200, 100, 0]));
});

test('a pixel holds red in its lowest byte and is opaque', () => {
  expect(pixel([1, 2, 3])).toBe(0xff030201);
});

function channels(value: number): number[] {
  return [value & 255, (value >> 8) & 255, (value >> 16) & 255];
}

/** The expected colour where the actual one is within rounding of it. */
function near(expected: readonly number[], actual: readonly number[]): number[] {
  return expected.map((value, k) => (Math.abs(value - (actual[k] as number)) <= 2 ? (actual[k] as number) : value));
}
