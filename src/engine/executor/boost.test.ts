import { describe, expect, test } from 'vitest';
import { differentiate } from '../../core/cell/interpret.ts';
import { createCpuMaker } from '../cpu/executor.ts';
import { createWasmMaker } from '../wasm/executor.ts';
import { boostError } from './boost.test.helper.ts';
import { BEYOND, BOOSTED_CASES, boostedErrors } from './boosted.test.helper.ts';

const CELLS = [
  'rnn',
  'lstm',
  "c' = tanh(W x + U c + P h)\nh' = tanh(V x + Q c + R h + b)",
  "h' = 0.3 * h + tanh(W x + U h + b)",
  "c' = tanh(W x + b)\nh' = tanh(U h) + c",
];

test.each(CELLS)('blame that is boosted is in the interpreter what a backward pass by hand makes of %s', (cell) => {
  expect(boostError(differentiate, cell)).toBeLessThan(1e-6);
});

/** Blame of the last one's c and d, and gradients and ∂L/∂x by it, are made of nothing but what the step after hands back. */
const MORE = [...CELLS, 'gru', "c' = tanh(A x + b)\nd' = V h + B x\nh' = tanh(W x + U h + d) + c"];

describe.each([
  ['plain TypeScript', createCpuMaker().make],
  ['WebAssembly', createWasmMaker().make],
] as const)('blame that is boosted, in %s', (_, make) => {
  test('is what the interpreter says, of one to three layers', async () => {
    const errors = await boostedErrors(make, MORE, [1, 2, 3]);
    expect(Object.entries(errors).filter(([, error]) => !(error < 1e-4))).toEqual([]);
    expect(Object.keys(errors)).toHaveLength(MORE.length * 3 * BOOSTED_CASES);
  });

  test('is raised by more than float32 holds', async () => {
    const errors = Object.values(await boostedErrors(make, ['rnn'], [1, 2], BEYOND));
    expect(Math.max(...errors)).toBeLessThan(1e-4);
  });
});
