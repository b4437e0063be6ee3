import { describe, expect, test } from 'vitest';
import { createRng } from '../rng.ts';
import { CLIP_SAMPLES } from './audio.ts';
import { clipsOf } from './clips.ts';
import { boundsOf, findWord } from './findWord.ts';
import { sineAt, speechFile } from './speech.test.helper.ts';
import { largestOf } from './take.ts';

const clips = clipsOf(speechFile());

/** Three seconds of a room in which a clip's word begins somewhere. */
function recordingOf(clip: number, seed: number): { samples: Float32Array; start: number; word: Float32Array } {
  const rng = createRng('find', seed);
  const word = clips.dry(clip);
  const gain = 0.1 + 0.8 * rng.uniform();
  const room = gain * 0.01 * rng.uniform();
  const samples = Float32Array.from({ length: 24_000 }, () => room * rng.normal());
  const start = rng.integer(24_000 - word.length);
  word.forEach((sample, k) => {
    samples[start + k] = (samples[start + k] ?? 0) + gain * sample;
  });
  return { samples, start, word };
}

describe('a word in a recording', () => {
  test('is found wherever it is said: nearly all of its power is in the clip', () => {
    for (let seed = 0; seed < 150; seed++) {
      const { samples, start, word } = recordingOf((seed * 37) % 1420, seed);
      const { from, to } = boundsOf(samples);
      const middle = (from + to) / 2;
      const inside = word.filter((_, k) => Math.abs(start + k - middle) < CLIP_SAMPLES / 2);
      const power = (of: Float32Array): number => of.reduce((sum, sample) => sum + sample * sample, 0);
      expect(power(inside) / power(word)).toBeGreaterThan(0.98);
      expect(to - from).toBeLessThan(word.length + 400);
    }
  });

  test('comes as a clip of its own length and loudness', () => {
    for (let seed = 0; seed < 40; seed++) {
      const clip = findWord(recordingOf(seed * 35, seed).samples);
      expect(clip).toHaveLength(CLIP_SAMPLES);
      expect(largestOf(clip)).toBeCloseTo(0.4, 5);
    }
  });

  test('stands in the middle', () => {
    const samples = new Float32Array(20_000);
    samples.set(sineAt(400, 8000, 0.3), 15_000);
    const clip = findWord(samples);
    const first = clip.findIndex((sample) => sample !== 0);
    const last = clip.findLastIndex((sample) => sample !== 0);
    expect(Math.abs(first + last - CLIP_SAMPLES)).toBeLessThan(170);
  });

  test('keeps a p or t that comes after the mouth was shut', () => {
    const samples = new Float32Array(16_000);
    samples.set(sineAt(200, 8000, 0.2), 4000);
    samples.set(sineAt(2000, 8000, 0.03, 0.1), 4000 + 1600 + 800);
    expect(boundsOf(samples).to).toBeGreaterThanOrEqual(4000 + 1600 + 800 + 200);
  });

  test('is the loudest of several', () => {
    const samples = new Float32Array(24_000);
    samples.set(sineAt(300, 8000, 0.3, 0.1), 1000);
    samples.set(sineAt(300, 8000, 0.3, 0.5), 16_000);
    const { from, to } = boundsOf(samples);
    expect([from, to]).toEqual([16_000, 18_400]);
  });
});

test('short recordings are filled up with silence, and nothing stays nothing', () => {
  expect(findWord(sineAt(300, 8000, 0.2))).toHaveLength(CLIP_SAMPLES);
  for (const length of [0, 1, 100, 20_000]) expect(largestOf(findWord(new Float32Array(length)))).toBe(0);
});

test('a recording that is loud throughout gives a clip of it', () => {
  const clip = findWord(sineAt(300, 8000, 3));
  expect(clip.filter((sample) => sample !== 0).length).toBeGreaterThan(6000);
});
