import { createRng, type Rng } from '../rng.ts';
import { CLIP_SAMPLES } from './audio.ts';

/** Largest samples that a word is brought to. */
const PEAKS = [0.3, 0.4, 0.5] as const;
/** Deviations of the room's noise as shares of the peak: none, then about 40, 30 and 20 dB below the word. */
const NOISES = [0, 0.0025, 0.008, 0.025] as const;
/** The least silence before and after, 30 ms. */
const MARGIN = 240;
/** How much smaller or larger another mouth may be, as a share. */
const MOUTHS = 0.12;
/** Samples of noise that all rooms share; each begins somewhere in them. A power of 2. */
const NOISE_SAMPLES = 65_536;

/**
 * A word as it is heard once: somewhere in a clip, so loud, through a microphone that favours the low or the high, in a room
 * that hisses or hums. `rng` decides all of it.
 * @param word the word alone, at 8,000 samples a second.
 * @param mouth whether it comes from a smaller or a larger mouth: all frequencies, and the pace, up to 12 % higher or lower.
 */
export function takeOf(word: Float32Array, mouth: boolean, rng: Rng): Float32Array {
  const said = tilted(mouth ? stretched(word, 1 + MOUTHS * (2 * rng.uniform() - 1)) : word, rng.uniform() - 0.5);
  const room = CLIP_SAMPLES - 2 * MARGIN;
  const length = Math.min(said.length, room);
  const peak = oneOf(PEAKS, rng);
  const clip = noiseOf(peak * oneOf(NOISES, rng), 0.9 * rng.uniform(), rng);
  const start = MARGIN + rng.integer(room - length + 1);
  const gain = peak / Math.max(1e-6, largestOf(said));
  for (let k = 0; k < length; k++) clip[start + k] = (clip[start + k] as number) + gain * (said[k] as number);
  return clip;
}

const oneOf = (values: readonly number[], rng: Rng): number => values[rng.integer(values.length)] as number;

/** The largest |sample|; 0 where there is none. */
export function largestOf(samples: Float32Array): number {
  let most = 0;
  for (let k = 0; k < samples.length; k++) most = Math.max(most, Math.abs(samples[k] as number));
  return most;
}

/** Every `pace`th of a sample, between samples on the straight line. */
function stretched(samples: Float32Array, pace: number): Float32Array {
  const result = new Float32Array(Math.floor(samples.length / pace));
  for (let k = 0; k < result.length; k++) {
    const at = Math.floor(k * pace);
    const before = samples[at] as number;
    result[k] = before + (k * pace - at) * ((samples[at + 1] ?? 0) - before);
  }
  return result;
}

/** y_k = x_k + share · x_(k−1): above 0 the low is favoured, below it the high. */
function tilted(samples: Float32Array, share: number): Float32Array {
  const result = samples.slice();
  for (let k = 1; k < result.length; k++) result[k] = (samples[k] as number) + share * (samples[k - 1] as number);
  return result;
}

/** A clip of noise of this deviation; `hum` from 0, where every frequency is as strong, towards 1, where the low prevail. */
function noiseOf(deviation: number, hum: number, rng: Rng): Float32Array {
  const clip = new Float32Array(CLIP_SAMPLES);
  if (deviation === 0) return clip;
  const white = whiteNoise();
  const first = rng.integer(NOISE_SAMPLES);
  // What the feedback adds to the deviation is taken off before.
  const scale = Math.sqrt(1 - hum * hum) * deviation;
  let value = 0;
  for (let k = 0; k < CLIP_SAMPLES; k++) {
    value = hum * value + scale * (white[(first + k) & (NOISE_SAMPLES - 1)] as number);
    clip[k] = value;
  }
  return clip;
}

let made: Float32Array | null = null;

/** Uniform in ±√3, so that its deviation is 1; made once. */
function whiteNoise(): Float32Array {
  if (made !== null) return made;
  const rng = createRng('speech', 'noise');
  made = Float32Array.from({ length: NOISE_SAMPLES }, () => Math.sqrt(3) * (2 * rng.uniform() - 1));
  return made;
}
