import { cos, sin } from '../exact/sine.ts';
import { TURN } from './audio.ts';

/** A discrete Fourier transform X_k = Σ x_n e^(−2πi kn / N) in place. */
export type Transform = (real: Float64Array, imaginary: Float64Array) => void;

/**
 * The transform of N samples, N a power of 2 from 2 on, in N log N steps (Cooley & Tukey 1965). The same bits in every browser.
 * @throws {RangeError} where N is no such power.
 */
export function fourierOf(size: number): Transform {
  const bits = 31 - Math.clz32(size);
  if (size < 2 || size !== 1 << bits) throw new RangeError(`a transform of ${size} samples: must be a power of 2, from 2 on`);
  const turns = turnsOf(size);
  const reversed = Uint32Array.from({ length: size }, (_, k) => reversedBits(k, bits));
  return (real, imaginary) => {
    scatter(real, reversed);
    scatter(imaginary, reversed);
    for (let half = 1; half < size; half *= 2) joinPairs(real, imaginary, half, turns);
  };
}

/**
 * The powers |X_k|² of N real samples, k = 0 … N/2, N a power of 2 from 4 on: one transform of N/2 complex numbers x_2n + i x_2n+1,
 * taken apart afterwards. The array that is given back is filled anew at the next call.
 */
export function powersOf(size: number): (samples: Float64Array) => Float64Array {
  const half = size / 2;
  const transform = fourierOf(half);
  const turns = turnsOf(size);
  const real = new Float64Array(half);
  const imaginary = new Float64Array(half);
  const powers = new Float64Array(half + 1);
  return (samples) => {
    for (let n = 0; n < half; n++) {
      real[n] = samples[2 * n] as number;
      imaginary[n] = samples[2 * n + 1] as number;
    }
    transform(real, imaginary);
    for (let k = 1; k < half; k++) powers[k] = powerAt(real, imaginary, k, turns);
    const [even, odd] = [real[0] as number, imaginary[0] as number];
    powers[0] = (even + odd) * (even + odd);
    powers[half] = (even - odd) * (even - odd);
    return powers;
  };
}

/** |E_k + e^(−2πi k / N) O_k|² with E_k = (Z_k + Z̄_−k) / 2 and O_k = (Z_k − Z̄_−k) / 2i. */
function powerAt(real: Float64Array, imaginary: Float64Array, k: number, { cosines, sines }: Turns): number {
  const other = real.length - k;
  const evenReal = ((real[k] as number) + (real[other] as number)) / 2;
  const evenImaginary = ((imaginary[k] as number) - (imaginary[other] as number)) / 2;
  const oddReal = ((imaginary[k] as number) + (imaginary[other] as number)) / 2;
  const oddImaginary = ((real[other] as number) - (real[k] as number)) / 2;
  const c = cosines[k] as number;
  const s = sines[k] as number;
  const re = evenReal + c * oddReal + s * oddImaginary;
  const im = evenImaginary + c * oddImaginary - s * oddReal;
  return re * re + im * im;
}

/** Cosine and sine of 2πk / N for k below N / 2. */
interface Turns {
  readonly cosines: Float64Array;
  readonly sines: Float64Array;
}

const turnsOf = (size: number): Turns => ({
  cosines: Float64Array.from({ length: size / 2 }, (_, k) => cos((TURN * k) / size)),
  sines: Float64Array.from({ length: size / 2 }, (_, k) => sin((TURN * k) / size)),
});

function reversedBits(k: number, bits: number): number {
  let reversed = 0;
  for (let bit = 0; bit < bits; bit++) reversed |= ((k >> bit) & 1) << (bits - 1 - bit);
  return reversed;
}

function scatter(values: Float64Array, reversed: Uint32Array): void {
  for (let k = 0; k < values.length; k++) {
    const other = reversed[k] as number;
    if (other <= k) continue;
    const kept = values[k] as number;
    values[k] = values[other] as number;
    values[other] = kept;
  }
}

/** Transforms of `half` samples become transforms of twice as many: a ± w b with w = e^(−πi j / half). */
function joinPairs(real: Float64Array, imaginary: Float64Array, half: number, { cosines, sines }: Turns): void {
  const stride = cosines.length / half;
  for (let j = 0; j < half; j++) {
    const c = cosines[j * stride] as number;
    const s = sines[j * stride] as number;
    for (let a = j; a < real.length; a += 2 * half) {
      const b = a + half;
      const turned = c * (real[b] as number) + s * (imaginary[b] as number);
      const other = c * (imaginary[b] as number) - s * (real[b] as number);
      real[b] = (real[a] as number) - turned;
      imaginary[b] = (imaginary[a] as number) - other;
      real[a] = (real[a] as number) + turned;
      imaginary[a] = (imaginary[a] as number) + other;
    }
  }
}
