import { digestOf } from '../digest.ts';
import { toUtf8 } from '../utf8.ts';
import { encodeAdpcm } from './adpcm.ts';
import { SAMPLE_RATE } from './audio.ts';
import { HEADER, MAGIC, SPLITS, VERSION, type Voice } from './clips.ts';

/** A word that somebody says. */
export interface SpokenWord {
  readonly word: number;
  readonly voice: number;
  /** 16 bits each, 8,000 a second, from and to silence. */
  readonly samples: Int16Array;
}

/** The bytes that `clipsOf` reads. */
export function writeClips(words: readonly string[], voices: readonly Voice[], clips: readonly SpokenWord[]): Uint8Array {
  const body = Uint8Array.from([
    ...words.flatMap(textOf),
    ...voices.flatMap(({ name, split }) => [SPLITS.indexOf(split), ...textOf(name)]),
    ...clips.flatMap(({ word, voice, samples }) => [word, voice, samples.length & 0xff, samples.length >> 8]),
  ]);
  const codes = clips.map(({ samples }) => encodeAdpcm(samples));
  const bytes = new Uint8Array(codes.reduce((sum, code) => sum + code.length, HEADER + body.length));
  bytes.set(body, HEADER);
  codes.reduce((at, code) => {
    bytes.set(code, at);
    return at + code.length;
  }, HEADER + body.length);
  writeHeader(bytes, [words.length, voices.length, clips.length]);
  return bytes;
}

function textOf(text: string): number[] {
  const bytes = toUtf8(text);
  return [bytes.length, ...bytes];
}

function writeHeader(bytes: Uint8Array, counts: readonly number[]): void {
  bytes.set(toUtf8(MAGIC));
  const view = new DataView(bytes.buffer);
  const digest = digestOf(bytes.subarray(HEADER));
  [VERSION, SAMPLE_RATE, ...counts, Math.floor(digest / 0x100000000)].forEach((short, k) => view.setUint16(4 + 2 * k, short, true));
  view.setUint32(16, digest % 0x100000000, true);
  view.setUint32(20, bytes.length, true);
}
