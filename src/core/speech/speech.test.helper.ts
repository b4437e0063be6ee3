import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The bytes of the page's own file. */
export const speechFile = (): Uint8Array => new Uint8Array(readFileSync(resolve(import.meta.dirname, '../../../public/data/speech.bin')));

/** A sine of this frequency for so long, at so many samples a second. */
export const sineAt = (hertz: number, rate: number, seconds: number, amplitude = 0.5): Float32Array =>
  Float32Array.from({ length: Math.round(seconds * rate) }, (_, k) => amplitude * Math.sin((2 * Math.PI * hertz * k) / rate));

/** Root mean square without the edges, a tenth at each end. */
export function levelOf(samples: Float32Array): number {
  const middle = samples.subarray(Math.floor(samples.length / 10), Math.floor((9 * samples.length) / 10));
  return Math.sqrt(middle.reduce((sum, sample) => sum + sample * sample, 0) / middle.length);
}

/** A level against another, in decibels. */
export const decibels = (level: number, against: number): number => 20 * Math.log10(level / against);
