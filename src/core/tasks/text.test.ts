import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../digest.ts';
import { createRng } from '../rng.ts';
import { OTHER } from '../text/corpus.ts';
import { toUtf8 } from '../utf8.ts';
import { defaultOptions, trainBatch } from './index.ts';
import { isSupplied, type Material, supply } from './material.ts';
import { symbolsRead } from './symbols.ts';
import type { Options, Split } from './task.ts';
import { OWN_TEXT, ownTextName, text } from './text.ts';

const PUBLIC = join(import.meta.dirname, '../../../public');
const NAMES = ['tale', 'play', 'recipes'];
const optionsOf = (name: string): Options => ({ ...defaultOptions(text), text: NAMES.indexOf(name) });
const materialOf = (options: Options): Material => text.material?.(options) as Material;
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(join(PUBLIC, `data/${name}.txt`)));
const ALPHABET = text.free?.(defaultOptions(text)).alphabet ?? [];

describe.each(NAMES)('%s', (name) => {
  const options = optionsOf(name);

  test('is the file that the page has, long enough and spelled in the alphabet', () => {
    const bytes = bytesOf(name);
    expect(materialOf(options)).toMatchObject({ name: `data/${name}.txt`, file: { bytes: bytes.length, digest: digestOf(bytes) } });
    expect(bytes.length).toBeGreaterThanOrEqual(25_000);
    expect(bytes.length).toBeLessThan(50_000);
    const characters = new Set(Buffer.from(bytes).toString('utf8'));
    expect([...characters].filter((character) => !ALPHABET.includes(character))).toEqual([]);
  });

  test('has n-gram baselines that get better with each letter that they know, on what is held out too', () => {
    supply(materialOf(options).name, bytesOf(name));
    for (const split of ['train', 'test'] as const) {
      const losses = text.baselines(options, split).map(({ loss }) => loss / Math.log(2));
      expect(losses).toHaveLength(3);
      expect(losses[0]).toBeLessThan(5);
      expect(losses[1]).toBeLessThan(losses[0] ?? 0);
      expect(losses[2]).toBeLessThan(losses[1] ?? 0);
      expect(losses[2]).toBeGreaterThan(1.5);
    }
  });
});

describe('windows of a text', () => {
  const options = { ...optionsOf('tale'), window: 40 };
  supply(materialOf(options).name, bytesOf('tale'));
  const whole = bytesOf('tale').toString();
  const characters = Array.from(Buffer.from(bytesOf('tale')).toString('utf8'));
  const read = (x: ArrayLike<number>): string =>
    symbolsRead(x, ALPHABET.length)
      .map((symbol) => ALPHABET[symbol])
      .join('');
  const placeOf = (caption = ''): number => Number(/\d+/.exec(caption)?.[0]) - 1;

  test('are what stands in it, each character followed by the next, and of their own part', () => {
    expect(whole.length).toBeGreaterThan(0);
    const parts: Readonly<Record<Split, readonly [number, number]>> = { train: [0, 0.8], probe: [0.8, 0.9], test: [0.9, 1] };
    for (const split of ['train', 'probe', 'test'] as const) {
      for (let k = 0; k < 300; k++) {
        const { x, y, mask, caption } = text.sequence(createRng('window', split, k), options, split);
        const at = placeOf(caption);
        expect(read(x)).toBe(characters.slice(at, at + 40).join(''));
        expect(Array.from(y, (symbol) => ALPHABET[symbol]).join('')).toBe(characters.slice(at + 1, at + 41).join(''));
        expect(at).toBeGreaterThanOrEqual(Math.round(parts[split][0] * characters.length));
        expect(at + 40).toBeLessThan(Math.round(parts[split][1] * characters.length));
        expect(mask.filter((mark) => mark === 1)).toHaveLength(split === 'test' ? 20 : 40);
      }
    }
  });

  test('follow one another in each of the sequences side by side, with the state carried over, until a round is read', () => {
    const rng = createRng('stream');
    let [continued, fresh] = [0, 0];
    let before: string[] = [];
    for (let iteration = 1; iteration <= 60; iteration++) {
      const batch = trainBatch(text, options, rng, iteration, 16);
      const now = Array.from({ length: 16 }, (_, b) =>
        symbolsRead(
          Float32Array.from(
            { length: 40 * ALPHABET.length },
            (_, k) => batch.x[Math.floor(k / ALPHABET.length) * 16 * ALPHABET.length + b * ALPHABET.length + (k % ALPHABET.length)] ?? 0,
          ),
          ALPHABET.length,
        )
          .map((symbol) => ALPHABET[symbol])
          .join(''),
      );
      if (batch.continues) {
        continued++;
        for (const [b, window] of now.entries()) expect(characters.join('')).toContain(`${before[b]}${window}`);
      } else fresh++;
      before = now;
    }
    expect(continued).toBeGreaterThan(40);
    expect(fresh).toBeGreaterThanOrEqual(2);
  });

  test('never leave the part that is learned from, whatever the window and the batch', () => {
    const end = Math.round(0.8 * characters.length);
    for (const [window, size] of [
      [10, 256],
      [400, 1],
      [400, 256],
      [60, 7],
    ] as const) {
      for (let iteration = 1; iteration <= 40; iteration++) {
        const index = iteration % size;
        const { caption } = text.stream?.(createRng('edge'), { ...options, window }, { iteration, index, size }) ?? {};
        expect(placeOf(caption)).toBeGreaterThanOrEqual(0);
        expect(placeOf(caption) + window).toBeLessThan(end);
      }
    }
  });
});

describe('a person’s own text', () => {
  const bytes = toUtf8(`${'Ärger mit 猫. '.repeat(300)}${String.fromCodePoint(...Array.from({ length: 200 }, (_, k) => 0x4e00 + k))}`);
  const digest = digestOf(bytes);
  const options = { ...defaultOptions(text), text: OWN_TEXT, data: digest };

  test('is asked for by its digest, has sizes before it is here, and its own alphabet when it is', () => {
    expect(materialOf(options)).toEqual({ name: ownTextName(digest), title: 'Your own text', file: null });
    expect(isSupplied(ownTextName(digest))).toBe(false);
    expect(text.sizes(options).inputs).toBe(ALPHABET.length);
    expect(text.baselines(options)).toEqual([]);
    supply(ownTextName(digest), bytes);
    const { alphabet } = text.free?.(options) ?? { alphabet: [] };
    expect(alphabet).toHaveLength(120);
    expect(alphabet).toEqual(expect.arrayContaining(['Ä', '猫', OTHER]));
    expect(text.sizes(options)).toMatchObject({ inputs: 120, outputs: 120 });
    expect(text.sequence(createRng('own'), options, 'train').x.filter((value) => value === 1)).toHaveLength(60);
  });

  test('is begun as it begins itself, so that the network can read the beginning', () => {
    supply(ownTextName(digest), bytes);
    const { example = '', prompt } = text.free?.(options) ?? {};
    expect(example).toBe('Ärger mit 猫.');
    expect(prompt?.(example)).toHaveProperty('symbols');
  });
});
