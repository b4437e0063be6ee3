import { beforeEach, describe, expect, test } from 'vitest';
import { pretendCanvases } from '../paint/recorder.test.helper.ts';
import { answer } from './answer.ts';
import { drawingOf, painted, sceneOf } from './scene.test.helper.ts';

beforeEach(() => {
  pretendCanvases();
});

/** Ten steps, all scored: B alone is right but at the last, where A and C are; the network gives most to B and then A, always. */
function answering() {
  const answers = new Float32Array(30);
  const y = new Float32Array(30);
  for (let t = 0; t < 10; t++) {
    answers.set([0.4, 0.9, 0.1], 3 * t);
    y.set(t === 9 ? [1, 0, 1] : [0, 1, 0], 3 * t);
  }
  return sceneOf(
    { outputs: 3, answers, y, mask: new Uint8Array(10).fill(1) },
    { drawing: drawingOf({ outputs: ['A', 'B', 'C'], sets: true }) },
  );
}

describe('answers of which several may be right', () => {
  test('have a frame round every one that is right', () => {
    expect(painted(answer, answering()).named('strokeRect')).toHaveLength(9 + 2);
  });

  test('are told with as many as are right, those that are given most', () => {
    expect(answer.read(answering(), { step: 0, unit: 0 })).toBe('B is right; it gives most to B 0.90');
    expect(answer.read(answering(), { step: 9, unit: 0 })).toBe('A and C are right; it gives most to B 0.90 and A 0.40');
  });

  test('are counted as right where those are given most', () => {
    expect(answer.describe(answering())).toBe(
      'At step 10 A and C are right; it gives most to B 0.90 and A 0.40. At 9 of 10 scored steps it gives most to those that are right.',
    );
  });

  test('are underlined where a frame would fill its column', () => {
    const mask = new Uint8Array(200).fill(1);
    const y = Float32Array.from({ length: 600 }, (_, k) => (k % 3 === 1 ? 1 : 0));
    const scene = sceneOf(
      { steps: 200, outputs: 3, answers: y, y, mask },
      { drawing: drawingOf({ outputs: ['A', 'B', 'C'], sets: true }) },
    );
    const { named } = painted(answer, scene);
    expect(named('strokeRect')).toEqual([]);
    expect(named('fillRect').filter(({ arguments: [, , , tall] }) => tall === 2)).toHaveLength(200);
  });
});
