import { CLIP_SAMPLES } from './audio.ts';
import { largestOf } from './take.ts';

/** Samples of a stretch whose loudness is judged, 10 ms. */
const STRETCH = 80;
/** A stretch belongs to a word where its power is this share of the loudest one's (−26 dB), and this many times the room's. */
const SHARE = 0.0025;
const ABOVE_ROOM = 4;
/** Stretches of quiet within a word: the mouth is shut for some 100 ms before a p or a t. */
const LONGEST_GAP = 14;
/** What the largest sample is brought to. */
const PEAK = 0.4;

/** Where a word is found, in samples: [from, to). */
export interface Found {
  readonly from: number;
  readonly to: number;
}

/**
 * The word in a recording at 8,000 samples a second as a clip of 0.8 s: the loudest stretch and what joins it, in the middle, at
 * the loudness that clips have; beyond the recording's ends there is silence.
 * @returns CLIP_SAMPLES samples.
 */
export function findWord(samples: Float32Array): Float32Array {
  const { from, to } = boundsOf(samples);
  const start = Math.round((from + to - CLIP_SAMPLES) / 2);
  const clip = Float32Array.from({ length: CLIP_SAMPLES }, (_, k) => samples[start + k] ?? 0);
  const peak = largestOf(clip);
  return peak === 0 ? clip : clip.map((sample) => (PEAK / peak) * sample);
}

/** Where the loudest word begins and ends. The room is as loud as the tenth of stretches that are most quiet. */
export function boundsOf(samples: Float32Array): Found {
  const powers = powersIn(samples);
  const loudest = powers.reduce((best, power, k) => (power > (powers[best] ?? 0) ? k : best), 0);
  const room = powers.slice().sort()[Math.floor(powers.length / 10)] ?? 0;
  const most = powers[loudest] ?? 0;
  const least = Math.min(most / 4, Math.max(SHARE * most, ABOVE_ROOM * room));
  const first = reach(powers, loudest, -1, least);
  const last = reach(powers, loudest, 1, least);
  return { from: first * STRETCH, to: Math.min(samples.length, (last + 1) * STRETCH) };
}

const powersIn = (samples: Float32Array): Float64Array =>
  Float64Array.from({ length: Math.ceil(samples.length / STRETCH) }, (_, k) =>
    samples.subarray(k * STRETCH, (k + 1) * STRETCH).reduce((sum, sample) => sum + sample * sample, 0),
  );

/** The furthest stretch that belongs to the word in one direction. */
function reach(powers: Float64Array, from: number, direction: 1 | -1, least: number): number {
  let last = from;
  for (let k = from; k >= 0 && k < powers.length && Math.abs(k - last) <= LONGEST_GAP; k += direction) {
    if ((powers[k] ?? 0) >= least) last = k;
  }
  return last;
}
