import { expect, test } from 'vitest';
import { createRng } from '../rng.ts';
import { decodeAdpcm, encodeAdpcm } from './adpcm.ts';
import { clipsOf } from './clips.ts';
import { speechFile } from './speech.test.helper.ts';

const coded = (samples: Int16Array): Float32Array => decodeAdpcm(encodeAdpcm(samples), samples.length).map((sample) => sample * 0x8000);

/** Signal to noise in decibels. */
function fidelity(samples: Int16Array): number {
  const heard = coded(samples);
  const noise = samples.reduce((sum, sample, k) => sum + (sample - (heard[k] ?? 0)) ** 2, 0);
  return 10 * Math.log10(samples.reduce((sum, sample) => sum + sample * sample, 0) / noise);
}

test('a word that is coded again stays itself by 10 dB, and words as a whole by 20', () => {
  const clips = clipsOf(speechFile());
  const words = Array.from({ length: 100 }, (_, k) => Int16Array.from(clips.dry(14 * k), (sample) => sample * 0x8000));
  const each = words.map(fidelity);
  expect(Math.min(...each)).toBeGreaterThan(10);
  expect(each.reduce((sum, one) => sum + one) / each.length).toBeGreaterThan(20);
});

test('two samples share a byte, and an odd one has its own', () => {
  for (const length of [0, 1, 2, 7, 8]) expect(encodeAdpcm(new Int16Array(length))).toHaveLength(Math.ceil(length / 2));
  const [odd, even] = [Int16Array.of(500, -900, 1300), Int16Array.of(500, -900, 1300, 0)];
  expect(coded(even).subarray(0, 3)).toEqual(coded(odd));
});

test('silence stays within a few steps of silence', () => {
  expect(Math.max(...coded(new Int16Array(4000)).map(Math.abs))).toBeLessThan(16);
});

test('the loudest noise and any bytes stay within the scale', () => {
  const rng = createRng('adpcm', 1);
  const square = Int16Array.from({ length: 3000 }, () => (rng.integer(2) === 0 ? -0x8000 : 0x7fff));
  const bytes = Uint8Array.from({ length: 3000 }, () => rng.integer(256));
  for (const samples of [decodeAdpcm(encodeAdpcm(square), 3000), decodeAdpcm(bytes, 6000)]) {
    expect(samples.every((sample) => sample >= -1 && sample < 1)).toBe(true);
  }
});
