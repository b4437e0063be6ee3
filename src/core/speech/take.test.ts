import { expect, test } from 'vitest';
import { createRng } from '../rng.ts';
import { CLIP_SAMPLES } from './audio.ts';
import { sineAt } from './speech.test.helper.ts';
import { largestOf, takeOf } from './take.ts';

const takes = Array.from({ length: 1000 }, (_, seed) => {
  const rng = createRng('take', seed);
  const word = Float32Array.from({ length: rng.integer(CLIP_SAMPLES) }, () => rng.uniform() - 0.5);
  return { seed, word, take: takeOf(word, seed % 2 === 1, rng) };
});

test('every take is a clip of finite samples that nothing clips', () => {
  for (const { take } of takes) {
    expect(take).toHaveLength(CLIP_SAMPLES);
    expect(take.every((sample) => Math.abs(sample) < 0.7)).toBe(true);
  }
});

test('the same seed gives the same take, another seed another', () => {
  const word = sineAt(300, 8000, 0.3);
  const heard = (seed: number): Float32Array => takeOf(word, true, createRng('again', seed));
  expect(heard(1)).toEqual(heard(1));
  const seen = new Set(Array.from({ length: 100 }, (_, seed) => heard(seed).join()));
  expect(seen.size).toBe(100);
});

test('a word lies whole in its clip, 30 ms or more from either end, and anywhere between', () => {
  const word = new Float32Array(3000).fill(0.5);
  const starts = Array.from({ length: 1000 }, (_, seed) => {
    const take = takeOf(word, false, createRng('place', seed));
    const loud = (sample: number): boolean => Math.abs(sample) > 0.1;
    const [start, end] = [take.findIndex(loud), take.findLastIndex(loud) + 1];
    expect(end - start).toBe(3000);
    expect(end).toBeLessThanOrEqual(CLIP_SAMPLES - 240);
    return start;
  });
  expect(Math.min(...starts)).toBeGreaterThanOrEqual(240);
  expect(Math.min(...starts)).toBeLessThan(300);
  expect(Math.max(...starts)).toBeGreaterThan(3000);
});

test('another mouth is up to 12 % higher or lower, and takes so much less or more time', () => {
  const word = new Float32Array(3000).fill(0.5);
  const lengths = Array.from({ length: 500 }, (_, seed) => {
    const take = takeOf(word, true, createRng('mouth', seed));
    return take.filter((sample) => Math.abs(sample) > 0.1).length;
  });
  expect(Math.min(...lengths)).toBeGreaterThan(3000 / 1.125);
  expect(Math.max(...lengths)).toBeLessThan(3000 / 0.875);
  expect(Math.max(...lengths) - Math.min(...lengths)).toBeGreaterThan(600);
});

test('a room is silent now and then, and never as loud as a fifth of the word', () => {
  const rooms = takes.map(({ take }) => largestOf(take.subarray(0, 240)) / largestOf(take));
  const silent = rooms.filter((share) => share === 0).length;
  expect(silent).toBeGreaterThan(150);
  expect(silent).toBeLessThan(350);
  expect(Math.max(...rooms)).toBeLessThan(0.2);
  expect(Math.max(...rooms)).toBeGreaterThan(0.03);
});

test('no word gives a clip with a room alone', () => {
  expect(takeOf(new Float32Array(), false, createRng('none', 1)).every(Number.isFinite)).toBe(true);
});
