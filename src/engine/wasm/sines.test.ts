import { expect, test } from 'vitest';
import { spectrumOf } from '../../core/analysis/spectrum.ts';
import { makeExperiment } from '../../core/experiment.ts';
import { layoutOf } from '../../core/network.ts';
import { taskOf } from '../../core/tasks/index.ts';
import { Run } from '../run.ts';
import { createWasmMaker } from './executor.ts';

/** Angles in degrees, from 0 to 180, of a matrix' eigenvalues outside the unit circle. */
function anglesOutside(values: Float32Array, units: number): number[] {
  const { real, imaginary } = spectrumOf(values, units);
  return Array.from(real, (re, k) => [re, imaginary[k] ?? 0] as const)
    .filter(([re, im]) => im >= 0 && Math.hypot(re, im) > 1)
    .map(([re, im]) => (Math.atan2(im, re) * 180) / Math.PI)
    .sort((a, b) => a - b);
}

test.each([1, 2, 3])('the memory of a tanh RNN learns to turn with each of two sines, seed %i', async (seed) => {
  const experiment = makeExperiment({ task: 'sines', seed });
  const run = await Run.open(experiment, createWasmMaker().make, { floor: 2 ** -149, exact: false }, null);
  const losses: number[] = [];
  for (let k = 0; k < 2000; k++) losses.push((await run.iterate()).loss);
  const { parameters } = await run.executor.weights();
  run.dispose();
  const { offset = 0, rows = 0 } = layoutOf(run.network).slots.find(({ name }) => name === 'U') ?? {};
  const angles = anglesOutside(parameters.slice(offset, offset + rows * rows), rows);
  expect(angles).toHaveLength(2);
  expect(Math.abs((angles[0] ?? 0) - 360 / 24)).toBeLessThan(3);
  expect(Math.abs((angles[1] ?? 0) - 360 / 7)).toBeLessThan(3);
  const [, , linear] = taskOf('sines').baselines(run.options);
  const loss = losses.slice(-100).reduce((sum, value) => sum + value, 0) / 100;
  expect(loss / (linear?.loss ?? 0)).toBeLessThan(1.4);
  expect(loss).toBeGreaterThan(0.01);
});
