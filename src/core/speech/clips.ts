import { digestOf } from '../digest.ts';
import type { Split } from '../tasks/task.ts';
import { fromUtf8 } from '../utf8.ts';
import { decodeAdpcm } from './adpcm.ts';
import { CLIP_SAMPLES, SAMPLE_RATE } from './audio.ts';

/** Who speaks. All that a voice says is in one split. */
export interface Voice {
  /** Accent and timbre, "en-us+f3". */
  readonly name: string;
  readonly split: Split;
}

/** Spoken words, by columns: of clip k, `word[k]` and `voice[k]` are indices into `words` and `voices`. */
export interface Clips {
  readonly words: readonly string[];
  readonly voices: readonly Voice[];
  readonly word: Uint8Array;
  readonly voice: Uint8Array;
  /** The clips of each split, in the order of the file. */
  readonly of: Readonly<Record<Split, Uint16Array>>;
  /** The samples of a clip in [−1, 1) at 8,000 a second: the word alone, as the file holds it. @throws {RangeError} where there is none. */
  dry(clip: number): Float32Array;
}

export const MAGIC = 'SPCH';
export const VERSION = 1;
export const HEADER = 24;
export const SPLITS = ['train', 'probe', 'test'] as const satisfies readonly Split[];

/** How many of each the header names. */
interface Counts {
  readonly words: number;
  readonly voices: number;
  readonly clips: number;
}

/**
 * Reads speech.bin; whole numbers have their lowest byte first:
 *
 *     0  `SPCH`   4 version   6 samples a second   8 words   10 voices   12 clips   14 digest, the upper 16 bits
 *     16 digest, the lower 32 bits   20 bytes of the file
 *     then each word: its length in a byte, UTF-8; each voice: split (0 train, 1 probe, 2 test), length, UTF-8;
 *     each clip: word, voice (a byte each), samples (two); the clips' codes, 4 bits a sample, each clip from a byte of its own.
 *
 * The digest (`core/digest.ts`) is that of all after the header.
 * @throws {Error} with a sentence where the bytes are not that file, whole and undamaged.
 */
export function clipsOf(bytes: Uint8Array): Clips {
  const counts = headerOf(bytes);
  const reader = new Reader(bytes.subarray(HEADER));
  const words = Array.from({ length: counts.words }, () => reader.text());
  const voices = Array.from({ length: counts.voices }, () => voiceOf(reader));
  const rows = Array.from({ length: counts.clips }, (): Row => ({ word: reader.byte(), voice: reader.byte(), samples: reader.short() }));
  if (!rows.every((row) => row.word < words.length && row.voice < voices.length && row.samples <= CLIP_SAMPLES))
    refuse('has a clip of a word, a voice or a length that does not exist');
  const codes = rows.map(({ samples }) => reader.take(Math.ceil(samples / 2)));
  const of = (split: Split): Uint16Array => Uint16Array.from(rows.flatMap(({ voice }, k) => (voices[voice]?.split === split ? [k] : [])));
  return {
    words,
    voices,
    word: Uint8Array.from(rows, ({ word }) => word),
    voice: Uint8Array.from(rows, ({ voice }) => voice),
    of: { train: of('train'), probe: of('probe'), test: of('test') },
    dry(clip) {
      const [row, code] = [rows[clip], codes[clip]];
      if (row === undefined || code === undefined) throw new RangeError(`clip ${clip}: there are ${rows.length}, counted from 0`);
      return decodeAdpcm(code, row.samples);
    },
  };
}

interface Row {
  readonly word: number;
  readonly voice: number;
  readonly samples: number;
}

function voiceOf(reader: Reader): Voice {
  const split = SPLITS[reader.byte()] ?? refuse('names a split that does not exist');
  return { split, name: reader.text() };
}

function headerOf(bytes: Uint8Array): Counts {
  if (fromUtf8(bytes.subarray(0, 4)) !== MAGIC.slice(0, bytes.length)) refuse('is another kind of file: it does not begin with SPCH');
  if (bytes.length < HEADER) refuse(`ends after ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER);
  const whole = view.getUint32(20, true);
  const [version, rate] = [view.getUint16(4, true), view.getUint16(6, true)];
  if (version !== VERSION) refuse(`is of version ${version}, and this page reads version ${VERSION}`);
  if (rate !== SAMPLE_RATE) refuse(`has ${counted(rate)} samples a second, and ${counted(SAMPLE_RATE)} are needed`);
  if (bytes.length < whole) refuse(`ends after ${counted(bytes.length)} of ${counted(whole)} bytes`);
  if (bytes.length > whole) refuse(`has ${counted(bytes.length)} bytes, and ${counted(whole)} belong to it`);
  const digest = view.getUint16(14, true) * 0x100000000 + view.getUint32(16, true);
  if (digestOf(bytes.subarray(HEADER)) !== digest) refuse('is damaged: its bytes are not those that were written');
  const [words, voices, clips] = [view.getUint16(8, true), view.getUint16(10, true), view.getUint16(12, true)];
  return { words, voices, clips };
}

function refuse(fault: string): never {
  throw new Error(`speech.bin ${fault}: load it again`);
}

/** 1900000 as "1,900,000". */
const counted = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** Bytes one after the other; those past the end make the file one that cannot be. */
class Reader {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  take(count: number): Uint8Array {
    if (this.at + count > this.bytes.length) refuse('names more than it holds');
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  byte(): number {
    return this.take(1)[0] ?? 0;
  }

  short(): number {
    return this.byte() + 256 * this.byte();
  }

  text(): string {
    return fromUtf8(this.take(this.byte()));
  }
}
