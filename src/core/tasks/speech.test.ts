import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { digestOf } from '../digest.ts';
import { createRng } from '../rng.ts';
import { WORDS } from '../speech/audio.ts';
import { clipsOf } from '../speech/clips.ts';
import { CLIP_FRAMES, COEFFICIENTS } from '../speech/frames.ts';
import { supplyFor } from './material.test.helper.ts';
import { speech } from './speech.ts';
import type { Sequence, Split } from './task.ts';

const DRAWN = 1000;
const bytes = new Uint8Array(readFileSync(resolve(import.meta.dirname, '../../../public/data/speech.bin')));
const clips = clipsOf(bytes);
supplyFor(speech, {});

const rng = createRng(1);
const draw = (split: Split, k: number): Sequence => speech.sequence(rng.fork(split, k), {}, split);
const wordOf = ({ y }: Sequence): number => y[CLIP_FRAMES - 1] ?? -1;
const DRAWS: Readonly<Record<Split, readonly Sequence[]>> = { train: drawn('train'), probe: drawn('probe'), test: drawn('test') };

function drawn(split: Split): Sequence[] {
  return Array.from({ length: DRAWN }, (_, k) => draw(split, k));
}

const voicesIn = (split: Split): Set<string | undefined> => new Set(DRAWS[split].map(({ caption }) => caption?.replace(/^.* by /, '')));

describe('spoken words', () => {
  it('names its file as it is', () => {
    expect(speech.material?.({})?.file).toEqual({ bytes: bytes.length, digest: digestOf(bytes) });
  });

  it('says the words in the order of its answers', () => {
    expect(clips.words).toEqual(WORDS);
    expect(speech.drawing({}).outputs).toEqual(clips.words);
  });

  it('gives frames that are numbers near 0 and spread by about 1, and none that is empty', () => {
    const x = DRAWS.train.flatMap((sequence) => Array.from(sequence.x));
    expect(x).toHaveLength(DRAWN * CLIP_FRAMES * COEFFICIENTS);
    expect(x.every(Number.isFinite)).toBe(true);
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    const deviation = Math.sqrt(x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length);
    expect(Math.abs(mean)).toBeLessThan(0.1);
    expect(deviation).toBeGreaterThan(0.8);
    expect(deviation).toBeLessThan(1.2);
  });

  it.each(['train', 'probe', 'test'] as const)('asks for the word that the caption names after the last frame alone, in %s', (split) => {
    for (const sequence of DRAWS[split]) {
      expect(sequence.mask.indexOf(1)).toBe(CLIP_FRAMES - 1);
      expect(sequence.caption?.startsWith(`“${WORDS[wordOf(sequence)]}” by `)).toBe(true);
    }
  });

  it.each(['train', 'probe', 'test'] as const)('lets every word be as likely, in %s', (split) => {
    const counts = WORDS.map((_, word) => DRAWS[split].filter((sequence) => wordOf(sequence) === word).length);
    // Four deviations of how often one of ten comes in a thousand.
    for (const count of counts) expect(Math.abs(count - DRAWN / 10)).toBeLessThan(38);
  });

  it('lets nobody speak in two splits, and everybody in one', () => {
    const [train, probe, test] = [voicesIn('train'), voicesIn('probe'), voicesIn('test')];
    const all = [...train, ...probe, ...test];
    expect(new Set(all).size).toBe(all.length);
    expect(all.length).toBe(clips.voices.length);
    for (const { name, split } of clips.voices) expect({ train, probe, test }[split].has(name)).toBe(true);
  });

  it('lets no mouth speak in two splits, whatever its accent', () => {
    const mouths = (split: Split): string[] =>
      clips.voices.filter((voice) => voice.split === split).map(({ name }) => name.replace(/^.*\+/, ''));
    const [train, probe, test] = [new Set(mouths('train')), new Set(mouths('probe')), new Set(mouths('test'))];
    expect(new Set([...train, ...probe, ...test]).size).toBe(train.size + probe.size + test.size);
  });

  it('draws the same from the same fork, whatever was drawn before, and a clip in more takes than one', () => {
    for (const split of ['train', 'probe', 'test'] as const) {
      for (let k = 0; k < 50; k++) expect(draw(split, k)).toEqual(DRAWS[split][k]);
    }
    const captions = new Set(DRAWS.test.map(({ caption }) => caption));
    const takes = new Set(DRAWS.test.map(({ x }) => x.join()));
    expect(takes.size).toBeGreaterThan(1.5 * captions.size);
  });

  it('leaves frames and coefficients out of what is trained on, never more than it says, and nothing of what is held out', () => {
    const lost = (split: Split) => DRAWS[split].map(({ x }) => [emptyFrames(x), emptyCoefficients(x)] as const);
    expect(lost('test').every(([frames, coefficients]) => frames === 0 && coefficients === 0)).toBe(true);
    const trained = lost('train');
    expect(new Set(trained.map(([frames]) => frames))).toEqual(new Set([0, 1, 2, 3, 4]));
    expect(new Set(trained.map(([, coefficients]) => coefficients))).toEqual(new Set([0, 1, 2, 3]));
  });

  it('loses ln 10 by ten equal guesses', () => {
    expect(speech.baselines({})[0]?.loss).toBeCloseTo(Math.LN10, 12);
  });
});

const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k);
const isEmpty = (x: Float32Array, at: readonly number[]): boolean => at.every((k) => x[k] === 0);
const emptyFrames = (x: Float32Array): number =>
  range(CLIP_FRAMES).filter((t) =>
    isEmpty(
      x,
      range(COEFFICIENTS).map((j) => t * COEFFICIENTS + j),
    ),
  ).length;
const emptyCoefficients = (x: Float32Array): number =>
  range(COEFFICIENTS).filter((j) =>
    isEmpty(
      x,
      range(CLIP_FRAMES).map((t) => t * COEFFICIENTS + j),
    ),
  ).length;
