import { describe, expect, test } from 'vitest';
import { cellOf } from '../../core/cell/builtin.ts';
import { disturb } from '../../core/cell/disturb.ts';
import type { Batch } from '../../core/network.ts';
import { planOf } from '../../core/plan/planOf.ts';
import { packBatch, writeNoise } from './batch.ts';
import { placesOf } from './places.ts';
import { plan } from './plans.test.helper.ts';
import { programOf } from './program.ts';
import { iterationIn } from './report.ts';
import { shapeFor } from './shape.ts';

const network = plan('rnn', { inputs: 2, outputs: 1 });
const [steps, size] = [2, 3];
const batch: Batch = {
  steps,
  size,
  x: Float32Array.from({ length: steps * size * 2 }, (_, k) => k),
  y: Float32Array.from({ length: steps * size }, (_, k) => 100 + k),
  weights: Float32Array.from([0, 0, 0, 0.5, 0, 0.5]),
};

describe('a batch on its way to the device', () => {
  test('is filled up with its last sequence, which counts for nothing', () => {
    const at = placesOf(programOf(network, { ...shapeFor(true, 8, 3), sequences: 4 }, 'sgd'), steps, size, 0);
    const into = new Float32Array(at.answers - at.workspace).fill(-1);
    packBatch(network, at, batch, into);
    const region = (from: number, length: number): number[] => [...into.subarray(from - at.workspace, from - at.workspace + length)];
    expect(region(at.x, 16)).toEqual([0, 1, 2, 3, 4, 5, 4, 5, 6, 7, 8, 9, 10, 11, 10, 11]);
    expect(region(at.y, 8)).toEqual([100, 101, 102, 102, 103, 104, 105, 105]);
    expect(region(at.weights, 8)).toEqual([0, 0, 0, 0, 0.5, 0, 0.5, 0]);
    expect(region(at.scored, 2)).toEqual([0, 1]);
  });

  test('of another shape is refused', () => {
    const at = placesOf(programOf(network, shapeFor(false, 8, 3), 'sgd'), steps, 4, 0);
    expect(() => packBatch(network, at, batch, new Float32Array(100))).toThrow(
      'a batch of 3 sequences of 2 steps does not fit a memory for 4 of 2',
    );
  });
});

test('what disturbs the states is written into their rows of each step, and zeros where nothing is given', () => {
  const disturbed = planOf({ ...network.network, cell: disturb(cellOf('lstm'), ['c']), units: 2, layers: 2 });
  const at = placesOf(programOf(disturbed, { ...shapeFor(true, 2, 3), sequences: 4 }, 'sgd'), steps, size, 0);
  const memory = new Float32Array(at.total).fill(Number.NaN);
  const write = (offset: number, values: Float32Array): void => memory.set(values, offset);
  const noiseOf = (layer: number) => Float32Array.from({ length: steps * size * 2 }, (_, k) => 100 * layer + k);
  const read = (layer: number, t: number) => {
    const { row, rows } = disturbed.layers[layer]?.noise.get('c') ?? expect.fail('c is not disturbed');
    const from = (at.frames[layer] ?? 0) + t * (at.frameLengths[layer] ?? 0) + row * at.columns;
    return Array.from(memory.subarray(from, from + rows * at.columns));
  };
  writeNoise({ write }, disturbed, at, { noise: new Map([['c', [noiseOf(1), noiseOf(2)]]]) });
  expect(read(0, 0)).toEqual([100, 101, 102, 103, 104, 105, 104, 105]);
  expect(read(1, 1)).toEqual([206, 207, 208, 209, 210, 211, 210, 211]);
  expect(memory.filter((value) => !Number.isNaN(value))).toHaveLength(2 * 2 * 8);
  writeNoise({ write }, disturbed, at, {});
  expect([read(0, 1), read(1, 0)].flat()).toEqual(new Array(16).fill(0));
});

describe('what the last kernels report', () => {
  test('is added up without an overflow', () => {
    const made = iterationIn(Float32Array.from([3e30, 1, 0.25, 2, 4e30, 1, 0.5, 7]));
    expect(made.loss).toBe(0.75);
    expect(made.gradientNorm / 5e30).toBeCloseTo(1, 6);
    expect(made.largest).toBe(7);
  });

  test('is not finite where one workgroup met a number that is not', () => {
    expect(iterationIn(Float32Array.from([1, 1, 0, 2, Number.NaN, 1, 0, 7])).gradientNorm).toBeNaN();
    expect(iterationIn(Float32Array.from([1, 1, 0, 2, 1, 1, 0, Number.POSITIVE_INFINITY])).largest).toBe(Number.POSITIVE_INFINITY);
  });

  test('is a norm of 0 where all gradients are 0', () => {
    expect(iterationIn(Float32Array.from([0, 0, 1, 2])).gradientNorm).toBe(0);
  });
});
