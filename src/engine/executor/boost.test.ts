import { describe, expect, test } from 'vitest';
import { createCpuMaker } from '../cpu/executor.ts';
import { createWasmMaker } from '../wasm/executor.ts';
import { boostError } from './boost.test.helper.ts';

const CELLS = ['rnn', 'lstm', "c' = tanh(W x + U c + P h)\nh' = tanh(V x + Q c + R h + b)", "h' = 0.3 * h + tanh(W x + U h + b)"];

describe.each([
  ['plain TypeScript', createCpuMaker().make],
  ['WebAssembly', createWasmMaker().make],
] as const)('blame that is boosted, in %s', (_, make) => {
  test.each(CELLS)('is what a backward pass by hand makes of %s', async (cell) => {
    expect(await boostError(make, cell)).toBeLessThan(1e-4);
  });
});
