import { expect, test } from 'vitest';
import { digestOf } from '../digest.ts';
import { createRng } from '../rng.ts';
import { BANDS, bandsOf, COEFFICIENTS, coefficientsOf, FRAME_SAMPLES } from './mfcc.ts';
import { sineAt } from './speech.test.helper.ts';

const mel = (hertz: number): number => Math.log(1 + hertz / 700);
const hertz = (value: number): number => 700 * (Math.exp(value) - 1);
/** Edges of the bands in hertz: each reaches from the middle of the one before to the middle of the one after. */
const EDGES = Array.from({ length: BANDS + 2 }, (_, k) => hertz(mel(64) + ((mel(4000) - mel(64)) * k) / (BANDS + 1)));

/** The definition in float64, without a fast transform. */
function direct(samples: Float32Array, at: number): number[] {
  const windowed = Array.from({ length: FRAME_SAMPLES }, (_, n) => (samples[at + n] ?? 0) * Math.sin((Math.PI * n) / FRAME_SAMPLES) ** 2);
  const powers = Array.from({ length: FRAME_SAMPLES / 2 + 1 }, (_, k) => {
    const part = (f: (x: number) => number) =>
      windowed.reduce((sum, value, n) => sum + value * f((2 * Math.PI * k * n) / FRAME_SAMPLES), 0);
    return (part(Math.cos) ** 2 + part(Math.sin) ** 2) / (FRAME_SAMPLES / 4) ** 2;
  });
  const logs = Array.from({ length: BANDS }, (_, band) => {
    const [low, middle, high] = EDGES.slice(band, band + 3) as [number, number, number];
    const height = (f: number): number => Math.max(0, Math.min((f - low) / (middle - low), (high - f) / (high - middle)));
    return Math.log(powers.reduce((sum, power, k) => sum + power * height((k * 8000) / FRAME_SAMPLES), 0) + 1e-6);
  });
  return Array.from({ length: COEFFICIENTS }, (_, j) => {
    const sum = logs.reduce((total, value, band) => total + value * Math.cos((Math.PI * j * (band + 0.5)) / BANDS), 0);
    return sum * Math.sqrt((j === 0 ? 1 : 2) / BANDS);
  });
}

const coefficients = (samples: Float32Array, at: number): number[] => {
  const row = new Float32Array(COEFFICIENTS + 2);
  coefficientsOf(samples, at, row, 1);
  expect([row[0], row[COEFFICIENTS + 1]]).toEqual([0, 0]);
  return [...row.subarray(1, -1)];
};

test('coefficients are what the definition says, for noise, tones, clicks and silence', () => {
  const rng = createRng('mfcc', 1);
  const noise = Float32Array.from({ length: 1000 }, () => 0.1 * rng.normal());
  const click = new Float32Array(1000);
  click[300] = 1;
  for (const sound of [noise, sineAt(700, 8000, 0.2), sineAt(3333, 8000, 0.2, 0.01), click, new Float32Array(300)]) {
    for (const at of [0, 77, 200]) {
      const truth = direct(sound, at);
      coefficients(sound, at).forEach((value, j) => {
        expect(value).toBeCloseTo(truth[j] ?? 0, 4);
      });
    }
  }
});

test('a tone is loudest in its own band, and of amplitude 1 in a bin’s middle has power 1 in the bands together', () => {
  for (let band = 0; band < BANDS; band++) {
    const powers = [...bandsOf(sineAt(EDGES[band + 1] ?? 0, 8000, 0.04, 1), 0)];
    expect(powers.indexOf(Math.max(...powers))).toBe(band);
  }
  const bin = (32 * 8000) / FRAME_SAMPLES;
  const whole = [...bandsOf(sineAt(bin, 8000, 0.04, 1), 0)].reduce((sum, power) => sum + power, 0);
  // The bins beside it hold a quarter each under Hann's window.
  expect(whole).toBeGreaterThan(1);
  expect(whole).toBeLessThan(1.6);
});

test('twice as loud moves the first coefficient alone', () => {
  const rng = createRng('mfcc', 2);
  const noise = Float32Array.from({ length: 256 }, () => rng.normal());
  const [quiet, twice] = [
    coefficients(noise, 0),
    coefficients(
      noise.map((value) => 2 * value),
      0,
    ),
  ];
  twice.forEach((value, j) => {
    expect(value - (quiet[j] ?? 0)).toBeCloseTo(j === 0 ? Math.sqrt(BANDS) * Math.log(4) : 0, 2);
  });
});

test('samples past the end are silence', () => {
  const [short, long] = [new Float32Array(100).fill(0.1), new Float32Array(256)];
  long.set(short);
  expect(coefficients(short, 0)).toEqual(coefficients(long, 0));
});

test('the recorded bits, on every machine', () => {
  const rng = createRng('mfcc', 3);
  const noise = Float32Array.from({ length: 20_000 }, () => rng.normal());
  const rows = new Float32Array(100 * COEFFICIENTS);
  for (let t = 0; t < 100; t++) coefficientsOf(noise, 190 * t, rows, t * COEFFICIENTS);
  expect(digestOf(new Uint8Array(rows.buffer))).toBe(85_931_915_302_070);
});
