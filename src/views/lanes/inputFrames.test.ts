import { beforeEach, describe, expect, it } from 'vitest';
import { speech } from '../../core/tasks/speech.ts';
import { pretendCanvases } from '../paint/recorder.test.helper.ts';
import { input } from './input.ts';
import { painted, sceneOf } from './scene.test.helper.ts';

const [STEPS, INPUTS] = [10, 13];

/** Frames that are 0 but for the loudness at step 4 and the third number after it at step 7; step 6 is blamed most, half as much at 3. */
function scene() {
  const x = new Float32Array(STEPS * INPUTS);
  x[4 * INPUTS] = 2.5;
  x[7 * INPUTS + 3] = -1.25;
  const norms = new Float64Array(STEPS);
  norms.set([1e-5, 2e-5], 5);
  norms[3] = 1e-5;
  return sceneOf(
    { steps: STEPS, inputs: INPUTS, outputs: 10, x, y: new Float32Array(STEPS), norms: { all: norms, h: norms, x: norms }, clues: [] },
    { drawing: speech.drawing({}), loss: 'crossEntropy' },
  );
}

beforeEach(() => {
  pretendCanvases();
});

describe('frames as an input', () => {
  it('are one cell a number and a step, under one scale of colours whatever is heard', () => {
    const { named } = painted(input, scene());
    expect(named('drawImage')).toHaveLength(1);
    expect(input.domain(scene())).toEqual({ low: -3, high: 3 });
    expect(input.legend?.({ low: -3, high: 3 }, scene().setting)).toEqual({ ramp: 'diverging', low: '−3', high: '+3' });
  });

  it('have a bar of blame below each, as high as its share of the largest', () => {
    const { named } = painted(input, scene());
    const bars = named('fillRect').filter(({ arguments: [, , , height] }) => Number(height) > 1 && Number(height) < 20);
    expect(bars.map(({ arguments: [left, , , height] }) => [Math.floor(Number(left) / 40), height])).toEqual([
      [3, 7.5],
      [5, 7.5],
      [6, 15],
    ]);
  });

  it('are read at a step: how loud, what stands out, how much it is blamed', () => {
    expect(input.read(scene(), { step: 4, unit: 0 })).toBe('loud +2.5, c1 0.0, blame 0 %');
    expect(input.read(scene(), { step: 7, unit: 0 })).toBe('loud 0.0, c3 −1.3, blame 0 %');
    expect(input.read(scene(), { step: 3, unit: 0 })).toContain('blame 50 %');
  });

  it('are described by what is loudest and what is blamed', () => {
    expect(input.describe(scene())).toBe('10 steps of sequence 1 of 32. It is loudest at step 5; the answer blames step 7 most.');
  });

  it('blame nothing where nothing is blamed or the gradient is not a number', () => {
    const norms = new Float64Array(STEPS).fill(Number.NaN);
    const broken = { ...scene(), trace: { ...scene().trace, norms: { all: norms, h: norms, x: norms } } };
    expect(input.read(broken, { step: 3, unit: 0 })).toContain('blame 0 %');
  });

  it('say nothing of blame, in bars or in words, while the norm is to be predicted', () => {
    const covered = { ...scene(), setting: { ...scene().setting, covered: true } };
    const bars = painted(input, covered)
      .named('fillRect')
      .filter(({ arguments: [, , , height] }) => Number(height) > 1 && Number(height) < 20);
    expect(bars).toEqual([]);
    expect(input.describe(covered)).toBe('10 steps of sequence 1 of 32. It is loudest at step 5.');
    expect(input.read(covered, { step: 3, unit: 0 })).toBe('loud 0.0, c1 0.0');
    expect(input.ticks({ low: -3, high: 3 }, covered.setting, covered.trace).map(({ text }) => text)).toEqual(['loud', 'fine']);
  });

  it('leave inputs of one channel without a scale of colours', () => {
    expect(input.legend?.({ low: 0, high: 1 }, sceneOf().setting)).toBeNull();
  });
});
