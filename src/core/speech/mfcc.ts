import { exp } from '../exact/exp.ts';
import { log } from '../exact/log.ts';
import { cos } from '../exact/sine.ts';
import { once } from '../once.ts';
import { SAMPLE_RATE, TURN } from './audio.ts';
import { powersOf } from './fft.ts';

/** Samples of a frame, 32 ms. */
export const FRAME_SAMPLES = 256;
/** Numbers that a frame becomes. */
export const COEFFICIENTS = 13;
/** Bands of equal width on the mel scale from LOWEST to half of the sample rate. */
export const BANDS = 20;
const LOWEST = 64;
/** What every band holds at least: a sine of amplitude 1 less 60 dB, so that silence has a logarithm. */
const FLOOR = 1e-6;

/** Pitch as it is heard (O’Shaughnessy 1987), without the factor that drops out. */
const melOf = (hertz: number): number => log(1 + hertz / 700);
const hertzOf = (mel: number): number => 700 * (exp(mel) - 1);

/** Made for the first frame. */
const tables = once(() => ({
  /** Hann's window, periodic. */
  window: Float64Array.from({ length: FRAME_SAMPLES }, (_, n) => 0.5 - 0.5 * cos((TURN * n) / FRAME_SAMPLES)),
  powersIn: powersOf(FRAME_SAMPLES),
  /** Weights of the bins of each band: a triangle from the middle of the band before to the middle of the one after. (band, bin) */
  triangles: trianglesOf(),
  /** The orthonormal cosine transform's first rows. (coefficient, band) */
  cosines: Float64Array.from({ length: COEFFICIENTS * BANDS }, (_, k) => cosineAt(Math.floor(k / BANDS), k % BANDS)),
}));
const frame = new Float64Array(FRAME_SAMPLES);
const bands = new Float64Array(BANDS);

interface Triangle {
  readonly first: number;
  readonly weights: Float64Array;
}

function trianglesOf(): Triangle[] {
  const [low, high] = [melOf(LOWEST), melOf(SAMPLE_RATE / 2)];
  const edges = Array.from(
    { length: BANDS + 2 },
    (_, k) => (hertzOf(low + ((high - low) * k) / (BANDS + 1)) * FRAME_SAMPLES) / SAMPLE_RATE,
  );
  return Array.from({ length: BANDS }, (_, band) => triangleOf(edges[band] ?? 0, edges[band + 1] ?? 0, edges[band + 2] ?? 0));
}

function triangleOf(from: number, middle: number, to: number): Triangle {
  const first = Math.ceil(from);
  const height = (bin: number): number => Math.min((bin - from) / (middle - from), (to - bin) / (to - middle));
  return { first, weights: Float64Array.from({ length: Math.ceil(to) - first }, (_, k) => height(first + k)) };
}

function cosineAt(coefficient: number, band: number): number {
  const scale = Math.sqrt((coefficient === 0 ? 1 : 2) / BANDS);
  return scale * cos((TURN * coefficient * (band + 0.5)) / (2 * BANDS));
}

/** A sine of amplitude 1 gives |X| = N / 4 under Hann's window. */
const SCALE = (4 / FRAME_SAMPLES) * (4 / FRAME_SAMPLES);

/**
 * The power of each band of the frame that begins at sample `at`: Σ w_bin |X_bin|² under a Hann window, scaled so that a
 * sine of amplitude 1 in the middle of a bin has power 1 there. Samples past the end are 0. The array is filled anew at the next call.
 */
export function bandsOf(samples: Float32Array, at: number): Float64Array {
  const { window, powersIn, triangles } = tables();
  for (let n = 0; n < FRAME_SAMPLES; n++) frame[n] = (samples[at + n] ?? 0) * (window[n] as number);
  const powers = powersIn(frame);
  for (let band = 0; band < BANDS; band++) bands[band] = SCALE * powerIn(powers, triangles[band] as Triangle);
  return bands;
}

function powerIn(powers: Float64Array, { first, weights }: Triangle): number {
  let sum = 0;
  for (let k = 0; k < weights.length; k++) sum += (weights[k] as number) * (powers[first + k] as number);
  return sum;
}

/**
 * Mel-frequency cepstral coefficients of a frame (Davis & Mermelstein 1980): c_j = Σ_b √(2/B) cos(π j (b + ½) / B) ln(power_b + 10⁻⁶)
 * for j = 0 … 12 (√(1/B) for j = 0), written at `to`. The first says how loud it is, the others what the spectrum's outline
 * is, from coarse to fine.
 */
export function coefficientsOf(samples: Float32Array, at: number, to: Float32Array, offset: number): void {
  const { cosines } = tables();
  const logs = bandsOf(samples, at);
  for (let band = 0; band < BANDS; band++) logs[band] = log((logs[band] as number) + FLOOR);
  for (let j = 0; j < COEFFICIENTS; j++) {
    let sum = 0;
    for (let band = 0; band < BANDS; band++) sum += (cosines[j * BANDS + band] as number) * (logs[band] as number);
    to[offset + j] = sum;
  }
}
