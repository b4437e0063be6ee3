import { describe, expect, test } from 'vitest';
import { cellOf } from '../cell/builtin.ts';
import type { Batch, Loss, Network } from '../network.ts';
import { fromTheta, intoTheta, type Memory, memoryOf, readPlace, readRows, writeBatch } from './memory.ts';
import { planOf } from './planOf.ts';

const networkOf = (loss: Loss = 'mse'): Network => ({ cell: cellOf('gru'), inputs: 2, units: 3, layers: 2, outputs: 2, loss });
const [STEPS, SIZE] = [4, 5];

/** Where each region begins and ends. */
function regionsOf(at: Memory, loss: Loss): [number, number][] {
  const { inputs, outputs, units } = networkOf();
  const rows = (start: number, count: number): [number, number] => [start, start + at.steps * count * at.columns];
  const whole = (start: number): [number, number] => [start, start + at.parameters];
  return [
    ...[...at.theta, at.gradient, ...at.moments.flat()].map(whole),
    [at.results, at.results + 4],
    ...at.frames.map((start, layer): [number, number] => {
      const length = at.frameLengths[layer] ?? 0;
      return [start - length, start + (at.steps + 1) * length];
    }),
    rows(at.x, inputs),
    rows(at.y, loss === 'mse' ? outputs : 1),
    rows(at.weights, 1),
    [at.scored, at.scored + at.steps],
    rows(at.answers, outputs),
    rows(at.blame, outputs),
    rows(at.outside, units),
  ];
}

describe('the regions of the memory', () => {
  test.each([1, 4])('never overlap and begin at multiples of %i numbers', (lanes) => {
    for (const loss of ['mse', 'crossEntropy'] as const) {
      const at = memoryOf(planOf(networkOf(loss)), STEPS, SIZE, lanes, 2);
      const regions = regionsOf(at, loss).sort(([a], [b]) => a - b);
      expect(regions.filter(([start]) => start % lanes !== 0)).toEqual([]);
      regions.forEach(([, end], index) => {
        expect(end).toBeLessThanOrEqual(regions[index + 1]?.[0] ?? at.length);
      });
    }
  });

  test('that are learned lie in the same places whatever the batch', () => {
    const plan = planOf(networkOf());
    const [none, some] = [memoryOf(plan, 0, 0, 4, 2), memoryOf(plan, STEPS, SIZE, 4, 2)];
    expect(some).toMatchObject({ theta: none.theta, gradient: none.gradient, moments: none.moments, workspace: none.workspace });
    expect(none.length).toBeLessThanOrEqual(some.workspace);
  });
});

describe('a batch in the memory', () => {
  const plan = planOf(networkOf());
  const at = memoryOf(plan, STEPS, SIZE, 4, 0);
  const count = (length: number) => Float32Array.from({ length }, (_, k) => k + 1);
  const batch: Batch = { steps: STEPS, size: SIZE, x: count(STEPS * SIZE * 2), y: count(STEPS * SIZE * 2), weights: count(STEPS * SIZE) };
  batch.weights.fill(0, 0, SIZE);
  const memory = new Float32Array(at.length).fill(Number.NaN);
  writeBatch(memory, at, plan, batch);

  test('has sequences innermost and is read back as it was', () => {
    expect(memory[at.x + 1 * 2 * at.columns + 1 * at.columns + 3]).toBe(batch.x[(1 * SIZE + 3) * 2 + 1]);
    expect(readRows(memory, at.x, 2 * at.columns, at, 2)).toEqual(batch.x);
    expect(readRows(memory, at.weights, at.columns, at, 1)).toEqual(batch.weights);
  });

  test('is filled up with its last sequence, which counts for nothing there', () => {
    expect(at.columns).toBe(8);
    expect([...memory.subarray(at.x + SIZE - 1, at.x + at.columns)]).toEqual([9, 9, 9, 9]);
    expect([...memory.subarray(at.weights + 2 * at.columns + SIZE, at.weights + 3 * at.columns)]).toEqual([0, 0, 0]);
  });

  test('tells which steps are scored', () => {
    expect([...memory.subarray(at.scored, at.scored + STEPS)]).toEqual([0, 1, 1, 1]);
  });

  test('of another shape is refused', () => {
    expect(() => writeBatch(memory, at, plan, { ...batch, steps: 3 })).toThrow(
      'a batch of 5 sequences of 3 steps does not fit a memory for 5 of 4',
    );
  });

  test('leaves a value of a layer as (t, b, unit)', () => {
    const [frame = 0, length = 0] = [at.frames[1], at.frameLengths[1]];
    memory[frame + 2 * length + (5 + 1) * at.columns + 4] = 7;
    expect(readPlace(memory, at, 1, { row: 5, rows: 3 })[(2 * SIZE + 4) * 3 + 1]).toBe(7);
  });
});

test('parameters come back from θ as they went in', () => {
  const plan = planOf(networkOf());
  const parameters = Float32Array.from({ length: plan.parameters }, (_, k) => k + 1);
  const theta = new Float32Array(plan.parameters);
  intoTheta(plan, parameters, theta);
  expect(theta).not.toEqual(parameters);
  expect(fromTheta(plan, theta)).toEqual(parameters);
});
