import { describe, expect, test } from 'vitest';
import { createRng } from '../rng.ts';
import { clipsOf } from './clips.ts';
import { heard } from './frames.ts';
import { clipped, faultOfNumbers, faultOfRate, faultOfRecording, loudestOf, silent, tooLong, tooShort } from './level.ts';
import { sineAt, speechFile } from './speech.test.helper.ts';

const RATE = 48_000;
const noise = (level: number, seconds: number): Float32Array => {
  const rng = createRng('level', 1);
  return Float32Array.from({ length: Math.round(seconds * RATE) }, () => level * rng.normal());
};

describe('a recording that can be listened to', () => {
  test('has no fault, at any loudness that a microphone gives', () => {
    for (const amplitude of [0.02, 0.1, 0.5, 0.98]) expect(faultOfRecording(sineAt(300, RATE, 1, amplitude), RATE)).toBeNull();
  });

  test('may be short words of any voice, in a room', () => {
    const clips = clipsOf(speechFile());
    for (let clip = 0; clip < 1420; clip += 10) expect(faultOfRecording(heard(clips, clip, 1), 8000)).toBeNull();
  });

  test('may hold a quarter of a second of sound in ten of silence, and a sample or two at the end of the scale', () => {
    const recording = new Float32Array(10 * RATE);
    recording.set(sineAt(300, RATE, 0.25, 0.1), 3 * RATE);
    recording[5] = 1;
    expect(faultOfRecording(recording, RATE)).toBeNull();
  });
});

describe('malformed audio is told with what to do', () => {
  test('empty and short', () => {
    expect(faultOfRecording(new Float32Array(), RATE)).toBe('The recording is empty: hold the button while you say the word.');
    expect(faultOfRecording(noise(0.1, 0.05), RATE)).toBe('The recording lasts 0.05 s: hold the button until the word is over.');
    expect(tooShort(noise(0.1, 0.2), RATE)).toBeNull();
  });

  test('long', () => {
    expect(faultOfRecording(noise(0.1, 12), RATE)).toBe('The recording lasts 12 s: say one word, within 10 s.');
    expect(tooLong(noise(0.1, 10), RATE)).toBeNull();
  });

  test('silent: nothing at all, or a room alone', () => {
    expect(faultOfRecording(new Float32Array(RATE), RATE)).toMatch(/^The microphone gave nothing but silence: is it muted/);
    expect(faultOfRecording(noise(0.001, 1), RATE)).toBe('The recording is too quiet (60 dB below full scale): come closer or speak up.');
    expect(silent(noise(0.01, 1), RATE)).toBeNull();
  });

  test('clipped', () => {
    const loud = sineAt(300, RATE, 1, 2).map((sample) => Math.max(-1, Math.min(1, sample)));
    expect(faultOfRecording(loud, RATE)).toMatch(/^The recording is clipped \(66\.3 % of it is as loud as can be\): go further away/);
    expect(clipped(sineAt(300, RATE, 1, 0.98), RATE)).toBeNull();
  });

  test('no numbers, and no rate', () => {
    const broken = noise(0.1, 1);
    broken[41] = Number.NaN;
    expect(faultOfRecording(broken, RATE)).toBe('Sample 42 of the recording is NaN, which is no sound: record it again.');
    broken[41] = Number.POSITIVE_INFINITY;
    expect(faultOfNumbers(broken, RATE)).toMatch(/^Sample 42 of the recording is Infinity/);
    for (const rate of [0, -1, Number.NaN, 44_100.5])
      expect(faultOfRecording(noise(0.1, 1), rate)).toBe(
        `The recording says that it has ${rate} samples a second: record it again at 8,000 to 48,000.`,
      );
    expect(faultOfRate(noise(0.1, 1), 44_100)).toBeNull();
  });
});

test('the loudest stretch is found wherever it is', () => {
  const samples = new Float32Array(1000);
  samples.fill(0.5, 700, 800);
  expect(loudestOf(samples, 100)).toBeCloseTo(0.5, 6);
  expect(loudestOf(samples, 200)).toBeCloseTo(0.5 * Math.sqrt(0.5), 6);
  expect(loudestOf(samples.subarray(700, 750), 100)).toBeCloseTo(0.5, 6);
});
