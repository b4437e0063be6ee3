import { describe, expect, test } from 'vitest';
import { describeOperation } from '../../../core/operate/describe.ts';
import type { Trace } from '../../../core/trace.ts';
import { changedIn, effectOf } from './effect.ts';
import { handlesOf, landing, nearestHandle } from './handles.ts';

describe('what was done, in words', () => {
  test('names what it was done to, steps and units as the screen counts them', () => {
    expect(describeOperation({ kind: 'hold', gate: 'g', value: -0.5 })).toBe('g held at −0.5');
    expect(describeOperation({ kind: 'cut', matrix: 'U', row: 3, column: 5, layer: 2 })).toBe('U cut from 5 to 3 in layer 2');
    expect(describeOperation({ kind: 'truncate', step: 20 })).toBe('no blame from step 20 to step 19');
    expect(describeOperation({ kind: 'noise', state: 'c', spread: 0.05 })).toBe('noise of σ = 0.05 on c');
    expect(describeOperation({ kind: 'radius', matrix: 'U', radius: 1.2, layer: 1 })).toBe('radius of U to 1.200');
    const move = {
      kind: 'eigenvalue',
      matrix: 'U',
      layer: 2,
      from: { real: 0.4, imaginary: 0.31 },
      to: { real: -0.001, imaginary: 0 },
    } as const;
    expect(describeOperation(move)).toBe('eigenvalue of U from 0.40 ± 0.31 i to 0.00 in layer 2');
  });
});

describe('the measured effect', () => {
  const trace = (change: Partial<Trace>): Trace =>
    ({
      iteration: 5,
      layers: 2,
      steps: 3,
      horizons: [1, 2],
      fades: [0.5, 0.6],
      probeLoss: 0.17,
      norms: { all: Float64Array.of(1, 2, 3, 0.25, 5, 6) },
      ...change,
    }) as unknown as Trace;

  test('is of the layer on show, and says what changed in the digits that are shown', () => {
    const after = trace({
      horizons: [1, 3],
      fades: [0.5, 0.60001],
      norms: { all: Float64Array.of(1, 2, 3, 0, 5, 6), x: new Float64Array() },
    });
    const effect = effectOf({ before: trace({}), after }, 1);
    expect(effect.iteration).toBe(5);
    expect(changedIn(effect)).toEqual([
      { name: 'horizon', before: '2', after: '3' },
      { name: '‖∂L/∂s₁‖', before: '0.25', after: '0' },
    ]);
    expect(changedIn(effectOf({ before: trace({}), after: trace({}) }, 0))).toEqual([]);
  });
});

describe('an eigenvalue to take hold of', () => {
  const handles = handlesOf({ real: Float64Array.of(0.1, 0.5, 0.5, -1, 0.2, 0.2), imaginary: Float64Array.of(0, 0.4, -0.4, 0, 0.1, -0.1) });

  test('is one of each pair, the largest first', () => {
    expect(handles).toEqual([
      { real: -1, imaginary: 0 },
      { real: 0.5, imaginary: 0.4 },
      { real: 0.2, imaginary: 0.1 },
      { real: 0.1, imaginary: 0 },
    ]);
  });

  test('is found from either of its places', () => {
    expect(nearestHandle(handles, { real: 0.48, imaginary: -0.37 })).toBe(1);
    expect(nearestHandle(handles, { real: -0.8, imaginary: 0.1 })).toBe(0);
    expect(nearestHandle([], { real: 0, imaginary: 0 })).toBe(-1);
  });

  test('lands on the plane; a real one on its axis', () => {
    expect(landing({ real: 1, imaginary: 0 }, { real: 0.7, imaginary: 0.6 }, 1.25)).toEqual({ real: 0.7, imaginary: 0 });
    expect(landing({ real: 1, imaginary: 0.1 }, { real: 2, imaginary: -0.6 }, 1.25)).toEqual({ real: 1.25, imaginary: 0.6 });
  });
});
