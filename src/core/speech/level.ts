import { log } from '../exact/log.ts';
import { isRate } from './resample.ts';

/** Seconds between which a recording has to last. */
const SHORTEST = 0.2;
const LONGEST = 10;
/** The loudest tenth of a second has to be this loud, root mean square: a full-scale sine less 43 dB. */
const QUIET = 0.005;
/** Samples that touch the ends of the scale, as a share of all, from which a recording counts as clipped. */
const FULL = 0.99;
const CLIPPED_SHARE = 0.005;

/** 20 / ln 10. */
const DECIBELS = 8.685889638065035;

/** A rule that says in a sentence what is wrong with a recording, or null. */
type Judge = (samples: Float32Array, rate: number) => string | null;

export const faultOfRate: Judge = (_, rate) =>
  isRate(rate) ? null : `The recording says that it has ${rate} samples a second: record it again at 8,000 to 48,000.`;

export const faultOfNumbers: Judge = (samples) => {
  const at = samples.findIndex((sample) => !Number.isFinite(sample));
  return at < 0 ? null : `Sample ${at + 1} of the recording is ${samples[at]}, which is no sound: record it again.`;
};

export const tooShort: Judge = (samples, rate) => {
  if (samples.length === 0) return 'The recording is empty: hold the button while you say the word.';
  const seconds = samples.length / rate;
  return seconds >= SHORTEST ? null : `The recording lasts ${seconds.toFixed(2)} s: hold the button until the word is over.`;
};

export const tooLong: Judge = (samples, rate) => {
  const seconds = samples.length / rate;
  return seconds <= LONGEST ? null : `The recording lasts ${seconds.toFixed(0)} s: say one word, within ${LONGEST} s.`;
};

export const silent: Judge = (samples, rate) => {
  if (samples.every((sample) => sample === 0)) return 'The microphone gave nothing but silence: is it muted, or is another one chosen?';
  const loudest = loudestOf(samples, Math.max(1, Math.round(rate / 10)));
  return loudest >= QUIET ? null : `The recording is too quiet (${decibels(loudest)} below full scale): come closer or speak up.`;
};

export const clipped: Judge = (samples) => {
  const count = samples.reduce((sum, sample) => sum + (Math.abs(sample) >= FULL ? 1 : 0), 0);
  const share = count / Math.max(1, samples.length);
  return share < CLIPPED_SHARE
    ? null
    : `The recording is clipped (${(100 * share).toFixed(1)} % of it is as loud as can be): go further away or turn the microphone down.`;
};

const JUDGES: readonly Judge[] = [faultOfRate, tooShort, tooLong, faultOfNumbers, silent, clipped];

/**
 * What is wrong with a recording, in a sentence that says what to do; null where it can be listened to.
 * @param samples one channel in [−1, 1], at `rate` a second.
 */
export function faultOfRecording(samples: Float32Array, rate: number): string | null {
  for (const judge of JUDGES) {
    const fault = judge(samples, rate);
    if (fault !== null) return fault;
  }
  return null;
}

/** The largest root mean square of `length` samples in a row, or of all where there are fewer. */
export function loudestOf(samples: Float32Array, length: number): number {
  let [sum, most] = [0, 0];
  for (let k = 0; k < samples.length; k++) {
    const [next, last] = [samples[k] ?? 0, k < length ? 0 : (samples[k - length] ?? 0)];
    sum += next * next - last * last;
    most = Math.max(most, sum);
  }
  return Math.sqrt(most / Math.min(length, samples.length));
}

/** "52 dB": how far a level is below 1. */
const decibels = (level: number): string => `${Math.round(-DECIBELS * log(level))} dB`;
