import { expect, test } from 'vitest';
import type { Differentiation } from '../network.ts';
import { horizonColumn } from './horizonColumn.ts';
import { probeOf } from './probe.ts';

const nothing = { loss: 0, outputs: [], states: new Map(), gates: new Map(), inputGradients: [], parameterGradients: [] };

test('a column runs from the scored step back, the median over the probe at each lag', () => {
  const [steps, size] = [4, 3];
  const weights = new Float32Array(steps * size).fill(1 / 3, (steps - 1) * size);
  const probe = probeOf({
    steps,
    size,
    x: new Float32Array(12),
    y: new Float32Array(12),
    weights,
    clues: [[], [], []],
    captions: ['', '', ''],
  });
  const scale = [1, 3, 2];
  const gradient = Float32Array.from(
    { length: steps * size },
    (_, k) => (scale[k % size] ?? 0) * 0.05 ** (steps - 1 - Math.floor(k / size)),
  );
  const differentiation: Differentiation = { ...nothing, stateGradients: new Map([['h', [gradient]]]) };
  const { norms, horizon } = horizonColumn(probe, differentiation);
  expect([...norms]).toEqual([2, 0.1, 0.005, 0.00025].map((value) => expect.closeTo(value, 6)));
  expect(horizon).toBe(1);
});
