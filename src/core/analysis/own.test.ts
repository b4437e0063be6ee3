import { describe, expect, test } from 'vitest';
import { cellOf } from '../cell/builtin.ts';
import { differentiate } from '../cell/interpret.ts';
import { type Batch, layoutOf, type Network } from '../network.ts';
import { createRng } from '../rng.ts';
import { normsOf } from './norms.ts';
import { asAnswered, blameMatrix, type OwnSequence, ownBatches } from './own.ts';

const network: Network = { cell: cellOf('gru'), inputs: 3, units: 5, layers: 2, outputs: 4, loss: 'crossEntropy' };
const STEPS = 9;

function drawn() {
  const rng = createRng('own');
  const parameters = Float64Array.from({ length: layoutOf(network).size }, () => rng.normal() * 0.5);
  const x = Float32Array.from({ length: STEPS * network.inputs }, () => rng.normal());
  const y = Float32Array.from({ length: STEPS }, () => rng.integer(network.outputs));
  return { parameters, own: { x, y, mask: Uint8Array.of(0, 0, 1, 0, 1, 1, 0, 1, 0), clues: [], caption: '' } };
}

/** The sequence alone, with these weights of its steps. */
const alone = (own: OwnSequence & { y: Float32Array }, weights: readonly number[]): Batch => ({
  steps: STEPS,
  size: 1,
  x: own.x,
  y: own.y,
  weights: Float32Array.from(weights),
});

describe('a sequence by itself', () => {
  test.each([3, 4, 8])('gives, in batches of %d, the blame of each scored step as if it were the only one', (size) => {
    const { parameters, own } = drawn();
    const batches = ownBatches(own, size);
    const matrix = blameMatrix(
      batches,
      batches.map(({ probe }) => differentiate(network, parameters, probe.batch)),
    );
    expect(matrix.scored).toEqual([2, 4, 5, 7]);
    for (const [row, s] of matrix.scored.entries()) {
      const { inputGradients } = differentiate(
        network,
        parameters,
        alone(
          own,
          Array.from({ length: STEPS }, (_, t) => (t === s ? 1 : 0)),
        ),
      );
      const norms = normsOf([inputGradients], { steps: STEPS, size: 1, sequence: 0 });
      expect(matrix.norms.subarray(row * STEPS, (row + 1) * STEPS)).toEqual(Float32Array.from(norms));
      expect(norms.slice(s + 1).every((norm) => norm === 0)).toBe(true);
      expect(norms[s]).toBeGreaterThan(0);
    }
  });

  test('is first measured by its whole loss and then by its last scored step, as the probe is', () => {
    const { parameters, own } = drawn();
    const [first] = ownBatches(own, 6);
    if (first === undefined) throw new Error('no batch');
    const { inputGradients } = differentiate(network, parameters, first.probe.batch);
    const whole = differentiate(network, parameters, alone(own, [0, 0, 1 / 4, 0, 1 / 4, 1 / 4, 0, 1 / 4, 0]));
    const measured = normsOf([inputGradients], { steps: STEPS, size: 6, sequence: 0 });
    normsOf([whole.inputGradients], { steps: STEPS, size: 1, sequence: 0 }).forEach((norm, t) => expect(measured[t]).toBeCloseTo(norm, 12));
    expect(first.probe).toMatchObject({ size: 1, scored: [7], masks: [own.mask] });
    expect(Array.from(first.probe.batch.weights.filter((_, k) => k % 6 === 1))).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 0]);
  });

  test('is refused by name where nothing is scored or the batch has no room', () => {
    const { own } = drawn();
    expect(() => ownBatches({ ...own, mask: new Uint8Array(STEPS) }, 8)).toThrow('without a scored step');
    expect(() => ownBatches(own, 2)).toThrow('a batch of 2');
  });

  test('what the network answers is its likeliest class, or its numbers', () => {
    expect(asAnswered([0, 2, 1, 5, 4, 3], 2, 'crossEntropy')).toEqual(Float32Array.of(1, 0));
    expect(asAnswered([0, 2, 1], 3, 'mse')).toEqual(Float32Array.of(0, 2, 1));
  });
});
