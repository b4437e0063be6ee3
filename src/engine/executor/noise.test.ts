import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { BUILTIN, cellOf } from '../../core/cell/builtin.ts';
import { disturb } from '../../core/cell/disturb.ts';
import { planOf } from '../../core/plan/planOf.ts';
import { printPlan } from '../../core/plan/printPlan.ts';
import { createCpuMaker } from '../cpu/executor.ts';
import { makeOpsExecutor } from '../oracle/ops.ts';
import { createWasmMaker } from '../wasm/executor.ts';
import { noiseErrors } from './noise.test.helper.ts';

const TYPED = "r = sigmoid(A x + B m)\nm' = 0.9 * m + 0.3 * tanh(C (r * h) + w)\nh' = D x + E h - k * m'";
/** A state whose line is a sum of products alone, one that is another, one of a vector, one that recurs without a matrix. */
const ODD = ["h' = W x + U h + b", "c' = tanh(W x + U c)\nh' = c'", "c' = tanh(W x + U c)\nh' = b", "c' = tanh(W x)\nh' = 0.5 * h + c'"];

beforeAll(() => tf.setBackend('cpu'));

describe.each([
  ['plain TypeScript', createCpuMaker().make],
  ['WebAssembly', createWasmMaker().make],
  ['tfjs, op by op', makeOpsExecutor],
] as const)('noise on the states, in %s', (name, make) => {
  test('is what float64 says, of one to three layers', async () => {
    const depths = name === 'tfjs, op by op' ? [2] : [1, 2, 3];
    const errors = await noiseErrors(make, [...Object.keys(BUILTIN), TYPED, ...ODD], depths);
    expect(Object.entries(errors).filter(([, error]) => !(error < 1e-5))).toEqual([]);
    expect(Object.keys(errors).length).toBeGreaterThan(20 * depths.length);
  });
});

test('noise stands in rows of its own, beside the state without it that the slope is of', () => {
  const plan = planOf({ cell: disturb(cellOf('rnn'), ['h']), inputs: 2, units: 3, layers: 2, outputs: 1, loss: 'mse' });
  expect(printPlan(plan)).toContain('noise on h');
  for (const { noise, definitions } of plan.layers) {
    expect([...noise.keys()]).toEqual(['h']);
    expect(noise.get('h')).not.toEqual(definitions.get("h'"));
  }
  expect(planOf({ ...plan.network, cell: cellOf('rnn') }).layers.map(({ noise }) => noise.size)).toEqual([0, 0]);
});
