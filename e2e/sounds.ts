import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WORDS } from '../src/core/speech/audio.ts';
import { clipsOf } from '../src/core/speech/clips.ts';
import type { Split } from '../src/core/tasks/task.ts';

export type Word = (typeof WORDS)[number];

const RATE = 48_000;
/** How many samples of 48,000 a second one of 8,000 becomes. */
const FINER = 6;

/** One of the page's own voices saying a word, as a microphone hears it: 48,000 samples a second, with silence around it. */
export function spoken(word: Word, split: Split, { before = 0.4, after = 0.8 } = {}): Float32Array {
  const clips = clipsOf(new Uint8Array(readFileSync(join(import.meta.dirname, '../public/data/speech.bin'))));
  const clip = clips.of[split].find((each) => clips.word[each] === WORDS.indexOf(word));
  if (clip === undefined) throw new Error(`nobody says ${word} in ${split}`);
  const dry = clips.dry(clip);
  const at = (k: number): number => 0.5 * (dry[k] ?? 0);
  const start = Math.round(before * RATE);
  return Float32Array.from({ length: start + FINER * dry.length + Math.round(after * RATE) }, (_, n) => {
    const [k, share] = [Math.floor((n - start) / FINER), ((n - start) % FINER) / FINER];
    return n < start ? 0 : (1 - share) * at(k) + share * at(k + 1);
  });
}

/** A WAV file of one channel: whole numbers of 16 bits, or floats of 32, which may be anything. */
export function wavOf(samples: Float32Array, form: 'whole' | 'float' = 'whole', rate = RATE): Buffer {
  const [kind, width] = form === 'whole' ? [1, 2] : [3, 4];
  const bytes = Buffer.alloc(44 + width * samples.length);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(kind, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * width, 28);
  bytes.writeUInt16LE(width, 32);
  bytes.writeUInt16LE(8 * width, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(width * samples.length, 40);
  samples.forEach((sample, k) => {
    if (form === 'float') bytes.writeFloatLE(sample, 44 + 4 * k);
    else bytes.writeInt16LE(Math.round(32_767 * Math.max(-1, Math.min(1, sample))), 44 + 2 * k);
  });
  return bytes;
}
