import { describe, expect, test } from 'vitest';
import { css } from '../paint/ink.ts';
import { rgbOf, shade } from '../paint/ramps.ts';
import { PALETTE } from '../paint/recorder.test.helper.ts';
import { answer } from './answer.ts';
import { ranked } from './answerLetters.ts';
import { drawingOf, painted, sceneOf } from './scene.test.helper.ts';

const ALPHABET = Array.from('abcdefghijklmnopqrstuvwxyz');
const OUTPUTS = ALPHABET.length;

/** A network that gives c 0.6, a 0.3 and b 0.1 at each of ten steps; the last two are scored, and b then a are right. */
function answering() {
  const answers = new Float32Array(10 * OUTPUTS);
  for (let t = 0; t < 10; t++) answers.set([0.3, 0.1, 0.6], t * OUTPUTS);
  const y = new Float32Array(10).fill(0);
  y[8] = 1;
  const mask = new Uint8Array(10).fill(1, 8);
  return sceneOf({ outputs: OUTPUTS, answers, y, mask }, { loss: 'crossEntropy', drawing: drawingOf({ outputs: ALPHABET }) });
}

test('the likeliest classes come first, equals in their order', () => {
  expect(ranked([0.1, 0.5, 0.2, 0.2], 3)).toEqual([1, 2, 3]);
  expect(ranked([0, 0, 1], 2)).toEqual([2, 0]);
  expect(ranked([0.5, 0.5], 3)).toEqual([0, 1]);
});

describe('many classes', () => {
  test('show at each scored step the right one and the three likeliest, and nothing at the others', () => {
    const { texts, named } = painted(answer, answering());
    expect(texts).toEqual([...'bcab', ...'acab']);
    expect(new Set(named('fillRect').map(({ arguments: [left] }) => left))).toEqual(new Set([320, 360]));
  });

  test('lie each on as much ink as their probability', () => {
    const inks = painted(answer, answering()).named('fillRect').slice(0, 4);
    const expected = [0.1, 0.6, 0.3, 0.1].map((probability) => css(rgbOf(shade(PALETTE.share, Math.fround(probability)))));
    expect(inks.map(({ fill }) => fill)).toEqual(expected);
  });

  test('frame the right one where it is among the likeliest', () => {
    const tops = painted(answer, answering())
      .named('strokeRect')
      .map(({ arguments: [, top] }) => Math.floor(top as number));
    expect(tops).toEqual([52, 36]);
  });

  test('have a labelled row each', () => {
    const scene = answering();
    const ticks = answer.ticks({ low: 0, high: 1 }, scene.setting, scene.trace);
    expect(ticks.map(({ text }) => text)).toEqual(['right', '1st', '2nd', '3rd']);
    expect(answer.size(scene.trace, scene.setting)).toEqual({ least: 68, most: 68 });
  });

  test('are told against what the network answered where a person gave the sequence', () => {
    const scene = answering();
    const own = { ...scene, setting: { ...scene.setting, own: true } };
    expect(answer.read(scene, { step: 9, unit: 0 })).toBe('c at 60 %; right is a at 30 %');
    expect(answer.read(own, { step: 9, unit: 0 })).toBe('c at 60 %; it answered a at 30 %');
    expect(answer.describe(own)).toBe('At step 10 the network gives most to c at 60 %.');
    expect(answer.ticks({ low: 0, high: 1 }, own.setting, own.trace)[0]?.text).toBe('said');
  });
});
