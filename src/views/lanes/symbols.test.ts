import { describe, expect, test } from 'vitest';
import type { BlameMatrix } from '../../core/analysis/own.ts';
import { inkColour } from '../figures/blameMatrix/shares.ts';
import { css } from '../paint/ink.ts';
import { rgbOf } from '../paint/ramps.ts';
import { PALETTE } from '../paint/recorder.test.helper.ts';
import { input } from './input.ts';
import { drawingOf, painted, sceneOf } from './scene.test.helper.ts';
import { symbolAt } from './symbols.ts';

const ALPHABET = ['a', 'b', '␣', '四'];

/** A scene that reads a text in this alphabet, 40 pixels a letter where there are ten; `.` reads nothing. */
function reading(text: string) {
  const x = new Float32Array(text.length * ALPHABET.length);
  [...text].forEach((letter, t) => {
    const symbol = ALPHABET.indexOf(letter);
    if (symbol >= 0) x[t * ALPHABET.length + symbol] = 1;
  });
  const symbols = drawingOf({ input: 'symbols', symbols: ALPHABET, outputs: ALPHABET });
  return sceneOf({ steps: text.length, inputs: ALPHABET.length, x, clues: [], floor: 1e-30 }, { drawing: symbols });
}

describe('symbols', () => {
  test('every step shows what it reads, and one that reads nothing shows nothing', () => {
    const scene = reading('ab␣四ab....');
    expect(painted(input, scene).texts).toEqual([...'ab␣四ab']);
    expect(input.read(scene, { step: 3, unit: 0 })).toBe('四');
    expect(input.read(scene, { step: 8, unit: 0 })).toBe('nothing');
    expect(symbolAt(scene.trace, scene.setting.drawing, 9)).toBe('');
  });

  test('a space is lighter than a letter', () => {
    const [letter, space] = painted(input, reading('a␣')).named('fillText');
    expect(letter?.fill).toBe(css(PALETTE.ink('ink')));
    expect(space?.fill).toBe(css(PALETTE.ink('bars')));
  });

  test('letters are written down to five pixels a step, strokes below', () => {
    expect(painted(input, reading('ab'.repeat(40))).texts).toHaveLength(80);
    const narrow = painted(input, reading('ab'.repeat(100)));
    expect(narrow.texts).toEqual([]);
    expect(narrow.named('fillRect')).toHaveLength(200);
  });

  test('a sequence of a person’s own is said to be one', () => {
    const scene = reading('ab');
    expect(input.describe({ ...scene, setting: { ...scene.setting, own: true } })).toBe(
      '2 steps of a sequence of your own. Every step may matter.',
    );
  });
});

describe('symbols shaded by what an answer blames', () => {
  const scene = reading('abab');
  const blame: BlameMatrix = { steps: 4, scored: [1, 2], norms: Float32Array.from([1, 0.1, 0, 0, 0.001, 1e-40, 1, 0]) };

  test('the most blamed letter lies on the deepest ink, another on its share of it, and what vanished on paper', () => {
    const { named } = painted(input, scene, { blame, cursor: 1 });
    const inks = [1, 0.1].map((share) => css(rgbOf(inkColour(PALETTE, share))));
    expect(named('fillRect').map(({ fill }) => fill)).toEqual(inks);
    expect(named('fillRect').map(({ arguments: [left] }) => left)).toEqual([0, 100]);
  });

  test('each answer shades what it blames itself, and nothing that is read after it', () => {
    const { named } = painted(input, scene, { blame, cursor: 2 });
    expect(named('fillRect').map(({ arguments: [left] }) => left)).toEqual([0, 200]);
  });

  test('letters on deep ink are the colour of paper', () => {
    const [first, , third] = painted(input, scene, { blame, cursor: 1 }).named('fillText');
    expect(first?.fill).toBe(css(PALETTE.ink('paper')));
    expect(third?.fill).toBe(css(PALETTE.ink('ink')));
  });

  test('nothing is shaded at a step that is not scored, or by the matrix of another sequence', () => {
    expect(painted(input, scene, { blame, cursor: 0 }).named('fillRect')).toEqual([]);
    expect(painted(input, scene, { blame: { ...blame, steps: 9 }, cursor: 1 }).named('fillRect')).toEqual([]);
  });
});
