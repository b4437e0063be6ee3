import { describe, expect, test } from 'vitest';
import { createRng } from '../rng.ts';
import type { Split } from '../tasks/task.ts';
import { CLIP_SAMPLES, WORDS } from './audio.ts';
import { clipsOf } from './clips.ts';
import { CLIP_FRAMES, COEFFICIENTS, FRAME_RATE, framesIn, framesOf, heard, rawFrames } from './frames.ts';
import { DEVIATIONS, MEANS } from './normal.data.ts';
import { speechFile } from './speech.test.helper.ts';

const clips = clipsOf(speechFile());
/** The frames of each clip's takes, made once. */
const known = new Map<string, Float32Array>();
function hear(clip: number, take: number): Float32Array {
  const frames = known.get(`${clip} ${take}`) ?? framesOf(heard(clips, clip, take));
  known.set(`${clip} ${take}`, frames);
  return frames;
}

test('a clip is 33 frames of 13 numbers, some 42 a second, that use every sample', () => {
  expect([CLIP_FRAMES, COEFFICIENTS]).toEqual([33, 13]);
  expect(FRAME_RATE).toBeCloseTo(41.67, 2);
  expect(framesOf(new Float32Array(CLIP_SAMPLES))).toHaveLength(33 * 13);
  expect([framesIn(0), framesIn(255), framesIn(256), framesIn(447), framesIn(448), framesIn(6399), framesIn(6400)]).toEqual([
    ...[0, 0, 1, 1, 2, 32, 33],
  ]);
});

test('each frame hears its own 32 ms, whatever is around them', () => {
  const rng = createRng('frames', 1);
  const long = Float32Array.from({ length: 3000 }, () => rng.normal() / 5);
  const frames = framesOf(long);
  for (let t = 0; t < framesIn(3000); t++) {
    expect(framesOf(long.slice(192 * t, 192 * t + 256))).toEqual(frames.slice(13 * t, 13 * (t + 1)));
  }
});

test('each coefficient is given less its mean and over its deviation', () => {
  const samples = heard(clips, 3, 0);
  const raw = rawFrames(samples);
  framesOf(samples).forEach((value, k) => {
    const j = k % COEFFICIENTS;
    expect(value).toBeCloseTo(((raw[k] ?? 0) - (MEANS[j] ?? 0)) / (DEVIATIONS[j] ?? 0), 5);
  });
});

test('the coefficients of what is trained on have mean 0 and deviation 1: their normal is that of the file', () => {
  const sums = Array.from({ length: COEFFICIENTS }, () => ({ count: 0, sum: 0, squares: 0 }));
  for (const clip of clips.of.train) {
    hear(clip, 0).forEach((value, k) => {
      const sum = sums[k % COEFFICIENTS];
      if (sum !== undefined) [sum.count, sum.sum, sum.squares] = [sum.count + 1, sum.sum + value, sum.squares + value * value];
    });
  }
  for (const { count, sum, squares } of sums) {
    expect(Math.abs(sum / count)).toBeLessThan(0.02);
    expect(Math.abs(Math.sqrt(squares / count) - 1)).toBeLessThan(0.02);
  }
});

describe('what is heard', () => {
  test('is finite and small for every clip, in one take or another', () => {
    for (const clip of clips.word.keys()) {
      expect(hear(clip, clip % 3 === 0 ? 1 : 0).every((value) => Math.abs(value) < 12)).toBe(true);
    }
  });

  test('is the same for the same take and another for another', () => {
    expect(heard(clips, 7, 2)).toEqual(heard(clips, 7, 2));
    expect(heard(clips, 7, 2)).not.toEqual(heard(clips, 7, 1));
    expect(heard(clips, 7, 2)).not.toEqual(heard(clips, 8, 2));
  });

  test('tells words apart by voices that were never heard, well above chance, if only by the mean frame', () => {
    const mean = (clip: number): number[] =>
      Array.from(
        { length: COEFFICIENTS },
        (_, j) => hear(clip, 0).reduce((sum, value, k) => sum + (k % COEFFICIENTS === j ? value : 0), 0) / CLIP_FRAMES,
      );
    const ofSplit = (split: Split) => [...clips.of[split]].map((clip) => ({ word: clips.word[clip] ?? -1, mean: mean(clip) }));
    const train = ofSplit('train');
    const centres = WORDS.map((_, word) => {
      const own = train.filter((one) => one.word === word);
      return Array.from({ length: COEFFICIENTS }, (_, j) => own.reduce((sum, one) => sum + (one.mean[j] ?? 0), 0) / own.length);
    });
    const distance = (a: number[], b: number[]): number => a.reduce((sum, value, j) => sum + (value - (b[j] ?? 0)) ** 2, 0);
    const nearest = (one: number[]): number => {
      const distances = centres.map((centre) => distance(one, centre));
      return distances.indexOf(Math.min(...distances));
    };
    const test = ofSplit('test');
    const right = test.filter((one) => nearest(one.mean) === one.word).length / test.length;
    expect(right).toBeGreaterThan(0.3);
  });
});
