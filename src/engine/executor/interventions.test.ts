import { describe, expect, test } from 'vitest';
import { BUILTIN } from '../../core/cell/builtin.ts';
import { createCpuMaker } from '../cpu/executor.ts';
import { createWasmMaker } from '../wasm/executor.ts';
import { interventionErrors } from './interventions.test.helper.ts';

const TYPED = "r = sigmoid(A x + B h)\nc' = tanh(W x + U (r * h) + b) + 0.5 * c\nh' = c' + x0 * h";
const SKIPPED = "h' = h + tanh(W x + U h + b)";

describe.each([
  ['plain TypeScript', createCpuMaker().make],
  ['WebAssembly', createWasmMaker().make],
] as const)('what is done to a network, in %s', (_, make) => {
  test('is what a direct computation in float64 says, of one to three layers', async () => {
    const errors = await interventionErrors(
      make,
      [...Object.keys(BUILTIN).filter((cell) => cell !== 'feedforward'), TYPED, SKIPPED],
      [1, 2, 3],
    );
    const wrong = Object.entries(errors).filter(([, error]) => !(error < 1e-5));
    expect(wrong).toEqual([]);
    expect(Object.keys(errors)).toHaveLength(3 * (4 + 2 * 6));
  });
});
