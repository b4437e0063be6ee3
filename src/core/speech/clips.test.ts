import { describe, expect, test } from 'vitest';
import { digestOf } from '../digest.ts';
import { createRng } from '../rng.ts';
import type { Split } from '../tasks/task.ts';
import { CLIP_SAMPLES, WORDS } from './audio.ts';
import { type Clips, clipsOf, HEADER, SPLITS, type Voice } from './clips.ts';
import { speechFile } from './speech.test.helper.ts';
import { type SpokenWord, writeClips } from './writeClips.ts';

const file = speechFile();
const clips = clipsOf(file);
const all = Array.from(clips.word.keys());
const timbresOf = (split: Split): Set<string> =>
  new Set(clips.voices.filter((voice) => voice.split === split).map(({ name }) => name.split('+')[1] ?? ''));

describe('speech.bin', () => {
  test('holds ten words of 142 voices in 2 MB', () => {
    expect(clips.words).toEqual(WORDS);
    expect(clips.voices).toHaveLength(142);
    expect(all).toHaveLength(1420);
    expect(file.length).toBeLessThan(2_000_000);
  });

  test('lets nobody be heard in two splits, in whatever accent', () => {
    const timbres = SPLITS.map(timbresOf);
    expect(timbres.map(({ size }) => size)).toEqual([34, 5, 10]);
    expect(new Set(timbres.flatMap((names) => [...names])).size).toBe(34 + 5 + 10);
    expect(new Set(clips.voices.map(({ name }) => name)).size).toBe(142);
  });

  test('gives each clip to one split, and each split every word as often', () => {
    expect(SPLITS.flatMap((split) => [...clips.of[split]]).sort((a, b) => a - b)).toEqual(all);
    for (const split of SPLITS) {
      const counts = WORDS.map((_, word) => clips.of[split].filter((clip) => clips.word[clip] === word).length);
      expect(counts).toEqual(counts.map(() => clips.voices.filter((voice) => voice.split === split).length));
    }
  });

  test('lets every voice say every word once', () => {
    const said = new Set(all.map((clip) => `${clips.voice[clip]} ${clips.word[clip]}`));
    expect(said.size).toBe(1420);
  });

  test('holds words that last from 0.1 to 0.74 s, as loud as one another', () => {
    for (const clip of all) {
      const word = clips.dry(clip);
      expect(word.length).toBeGreaterThan(800);
      expect(word.length).toBeLessThanOrEqual(CLIP_SAMPLES - 480);
      expect(Math.max(...word.map(Math.abs))).toBeGreaterThan(0.5);
    }
  });

  test('knows no clip beyond its last', () => {
    expect(() => clips.dry(1420)).toThrow('clip 1420: there are 1420, counted from 0');
    expect(() => clips.dry(-1)).toThrow(RangeError);
  });
});

/** Some voices and words, all drawn. */
function drawn(seed: number): { words: string[]; voices: Voice[]; spoken: SpokenWord[] } {
  const rng = createRng('clips', seed);
  const words = Array.from({ length: 1 + rng.integer(5) }, (_, k) => `wörd ${k}`);
  const voices = Array.from(
    { length: 1 + rng.integer(9) },
    (_, k): Voice => ({ name: `voice ${k}`, split: SPLITS[rng.integer(3)] ?? 'test' }),
  );
  const spoken = Array.from({ length: rng.integer(30) }, () => ({
    word: rng.integer(words.length),
    voice: rng.integer(voices.length),
    samples: Int16Array.from({ length: rng.integer(400) }, () => rng.integer(2000) - 1000),
  }));
  return { words, voices, spoken };
}

const rowsOf = ({ word, voice, dry }: Clips) => Array.from(word, (one, k) => ({ word: one, voice: voice[k], length: dry(k).length }));

test('what is written is read again, whatever it is', () => {
  for (let seed = 0; seed < 200; seed++) {
    const { words, voices, spoken } = drawn(seed);
    const read = clipsOf(writeClips(words, voices, spoken));
    expect([read.words, read.voices]).toEqual([words, voices]);
    expect(rowsOf(read)).toEqual(spoken.map(({ word, voice, samples }) => ({ word, voice, length: samples.length })));
  }
});

describe('a file that is not whole', () => {
  const { words, voices, spoken } = drawn(4);
  const small = writeClips(words, voices, spoken);
  const changed = (change: (bytes: Uint8Array, view: DataView) => void): Uint8Array => {
    const bytes = small.slice();
    change(bytes, new DataView(bytes.buffer));
    return bytes;
  };
  /** Changed behind the header, and signed again. */
  const forged = (at: number, value: number): Uint8Array =>
    changed((bytes, view) => {
      bytes[HEADER + at] = value;
      const digest = digestOf(bytes.subarray(HEADER));
      view.setUint16(14, Math.floor(digest / 2 ** 32), true);
      view.setUint32(16, digest % 2 ** 32, true);
    });

  test('is told with how much of it is there', () => {
    expect(() => clipsOf(file.subarray(0, 10_000))).toThrow('speech.bin ends after 10,000 of 1,997,391 bytes: load it again');
    expect(() => clipsOf(new Uint8Array())).toThrow('speech.bin ends after 0 bytes: load it again');
    expect(() => clipsOf(file.subarray(0, 3))).toThrow('speech.bin ends after 3 bytes: load it again');
    for (let length = 0; length < small.length; length++)
      expect(() => clipsOf(small.subarray(0, length))).toThrow(/^speech\.bin ends after/);
    expect(() => clipsOf(Uint8Array.of(...small, 0))).toThrow(`has ${small.length + 1} bytes`.replace(/(\d)(\d{3}) /, '$1,$2 '));
  });

  test('is told where it is of another kind, version or rate', () => {
    expect(() => clipsOf(changed((bytes) => bytes.set([60, 33])))).toThrow(
      'speech.bin is another kind of file: it does not begin with SPCH',
    );
    expect(() => clipsOf(changed((_, view) => view.setUint16(4, 2, true)))).toThrow('is of version 2, and this page reads version 1');
    expect(() => clipsOf(changed((_, view) => view.setUint16(6, 16_000, true)))).toThrow(
      'has 16,000 samples a second, and 8,000 are needed',
    );
  });

  test('is told where a single bit of it is another', () => {
    const rng = createRng('damage', 1);
    for (let k = 0; k < 1000; k++) {
      const bit = 8 * HEADER + rng.integer(8 * (small.length - HEADER));
      const damaged = changed((bytes) => {
        bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      });
      expect(() => clipsOf(damaged)).toThrow('speech.bin is damaged: its bytes are not those that were written: load it again');
    }
  });

  test('is told where it was written wrong', () => {
    expect(() => clipsOf(changed((_, view) => view.setUint16(12, 60_000, true)))).toThrow('names more than it holds');
    const voicesAt = words.reduce((at, word) => at + 1 + word.length + 1, 0);
    expect(() => clipsOf(forged(voicesAt, 3))).toThrow('names a split that does not exist');
    const wrongWord = writeClips(words, voices, [{ word: 200, voice: 0, samples: new Int16Array(5) }]);
    expect(() => clipsOf(wrongWord)).toThrow('has a clip of a word, a voice or a length that does not exist');
    const tooLong = writeClips(words, voices, [{ word: 0, voice: 0, samples: new Int16Array(CLIP_SAMPLES + 1) }]);
    expect(() => clipsOf(tooLong)).toThrow('length that does not exist');
  });
});
