import { createRng } from '../rng.ts';
import { CLIP_SAMPLES, SAMPLE_RATE } from './audio.ts';
import type { Clips } from './clips.ts';
import { COEFFICIENTS, coefficientsOf, FRAME_SAMPLES } from './mfcc.ts';
import { DEVIATIONS, MEANS } from './normal.data.ts';
import { takeOf } from './take.ts';

export { COEFFICIENTS };

/** Samples from one frame to the next, 24 ms; frames overlap by a quarter. */
const HOP = 192;

/** Frames a second. */
export const FRAME_RATE = SAMPLE_RATE / HOP;

/** Frames of so many samples; those that fill no whole frame are left out. */
export const framesIn = (samples: number): number => Math.max(0, Math.floor((samples - FRAME_SAMPLES) / HOP) + 1);

/** Frames of a clip. */
export const CLIP_FRAMES = framesIn(CLIP_SAMPLES);

/**
 * What a network hears of a recording at 8,000 samples a second: every 24 ms the 13 mel-frequency cepstral coefficients of the
 * next 32 ms, less their means and divided by their deviations over the clips that are trained on.
 * @returns (t, coefficient); 33 frames for a clip of 0.8 s. Never NaN where the samples are not.
 */
export function framesOf(samples: Float32Array): Float32Array {
  const frames = rawFrames(samples);
  return frames.map((value, k) => (value - (MEANS[k % COEFFICIENTS] ?? 0)) / (DEVIATIONS[k % COEFFICIENTS] ?? 1));
}

/** The coefficients as they are, of which the means and deviations are taken. */
export function rawFrames(samples: Float32Array): Float32Array {
  const count = framesIn(samples.length);
  const frames = new Float32Array(count * COEFFICIENTS);
  for (let t = 0; t < count; t++) coefficientsOf(samples, t * HOP, frames, t * COEFFICIENTS);
  return frames;
}

/**
 * A clip as it is heard for the nth time, in a place, a room and at a distance of its own; the same n sounds the same. Take 0 is
 * the voice itself; in all others the mouth is a little smaller or larger, so that a network cannot learn its voices by heart.
 */
export const heard = (clips: Clips, clip: number, take: number): Float32Array =>
  takeOf(clips.dry(clip), take > 0, createRng('speech', clip, take));
