import { cos, sin } from '../exact/sine.ts';
import { SAMPLE_RATE, TURN } from './audio.ts';

/** Zero crossings of the sinc on each side: they set how steep the filter is, some 390 Hz from pass to stop at 8 kHz. */
const CROSSINGS = 32;
/** The middle of that slope, as a share of the lower of the two rates: it ends below half of it. */
const CUTOFF = 0.474;

/** Weights of the input samples around one output sample, and how far before it they begin. */
interface Kernel {
  readonly first: number;
  readonly weights: Float64Array;
}

/**
 * The same sound at 8,000 samples a second: a sinc under a Hann window, whose weights sum to 1. What lies below 3,600 Hz is
 * kept within 0.1 dB, what lies above 4,000 Hz comes out 40 dB weaker. Rates whose ratio is a small fraction take least time.
 * @param fromRate samples a second, a whole number from 1,000 to 384,000.
 * @throws {RangeError} where the rate is none of these.
 */
export function resample(samples: Float32Array, fromRate: number): Float32Array {
  if (!isRate(fromRate)) throw new RangeError(`${fromRate} samples a second: must be a whole number from 1,000 to 384,000`);
  if (fromRate === SAMPLE_RATE) return samples.slice();
  const common = greatestCommon(fromRate, SAMPLE_RATE);
  const [phases, stride] = [SAMPLE_RATE / common, fromRate / common];
  const kernels = Array.from<Kernel>({ length: phases });
  const result = new Float32Array(Math.floor((samples.length * SAMPLE_RATE) / fromRate));
  for (let k = 0; k < result.length; k++) {
    const whole = Math.floor((k * stride) / phases);
    const phase = (k * stride) % phases;
    kernels[phase] ??= kernelAt(phase / phases, Math.min(1, SAMPLE_RATE / fromRate));
    result[k] = weighed(samples, whole, kernels[phase]);
  }
  return result;
}

/** Whether samples can be brought from this rate to 8,000 a second. */
export const isRate = (rate: number): boolean => Number.isInteger(rate) && rate >= 1000 && rate <= 384_000;

const greatestCommon = (a: number, b: number): number => (b === 0 ? a : greatestCommon(b, a % b));

/** The kernel of an output that lies `phase` of a sample after an input; `share` is the lower rate over the input's. */
function kernelAt(phase: number, share: number): Kernel {
  const half = CROSSINGS / share;
  const first = Math.ceil(phase - half);
  const weights = Float64Array.from({ length: Math.floor(phase + half) - first + 1 }, (_, k) => weightAt(first + k - phase, share, half));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return { first, weights: weights.map((weight) => weight / sum) };
}

function weightAt(distance: number, share: number, half: number): number {
  const angle = TURN * CUTOFF * share * distance;
  return (angle === 0 ? 1 : sin(angle) / angle) * (0.5 + 0.5 * cos((TURN * distance) / (2 * half)));
}

/** Beyond its ends a sound is silent. */
function weighed(samples: Float32Array, at: number, { first, weights }: Kernel): number {
  let sum = 0;
  const start = Math.max(0, -(at + first));
  const end = Math.min(weights.length, samples.length - at - first);
  for (let k = start; k < end; k++) sum += (weights[k] ?? 0) * (samples[at + first + k] ?? 0);
  return sum;
}
