import { describe, expect, test } from 'vitest';
import { spectrumOf } from '../analysis/spectrum.ts';
import { makeExperiment } from '../experiment.ts';
import { initialise, spectralRadius } from '../initialise.ts';
import { layoutOf } from '../network.ts';
import { networkOf } from '../networkOf.ts';
import { createRng } from '../rng.ts';
import { redoneOn } from './operated.ts';

const UNITS = 5;
const experiment = (list: string) => makeExperiment({ units: UNITS, do: list });
const network = networkOf(experiment(''));
const parameters = Float32Array.from(initialise(network, experiment(''), createRng(1)));
const { offset } = layoutOf(network).slots.find(({ name }) => name === 'U') ?? { offset: -1 };
const matrix = (values: Float32Array) => values.subarray(offset, offset + UNITS * UNITS);
/** U from unit 3 to unit 1. */
const index = offset + 2;
const weight = parameters[index] as number;
const radius = spectralRadius(matrix(parameters), UNITS);
const { real, imaginary } = spectrumOf(matrix(parameters), UNITS);
const MOVE = `eigenvalue:U:${(real[0] as number).toFixed(5)}:${Math.abs(imaginary[0] as number).toFixed(5)}:0.9:0.1`;

const redone = (list: string, rested: ReadonlyMap<number, number> = new Map(), other = '') =>
  redoneOn(experiment(list))(parameters, rested, other);

describe('what is done at one iteration', () => {
  test('is done in the order of the list: an eigenvalue is moved before a connection is cut', () => {
    const [moved, both] = [redone(MOVE), redone(`${MOVE},cut:U:1:3`)];
    expect([moved.undone, both.undone]).toEqual([[], []]);
    expect(moved.parameters).not.toEqual(parameters);
    expect(both.resting).toEqual(new Map([[index, moved.parameters[index]]]));
    expect(both.parameters).toEqual(moved.parameters.map((value, k) => (k === index ? 0 : value)));
  });

  test('and is told where it cannot be done: a connection that is cut first would come back', () => {
    const { parameters: left, undone } = redone(`cut:U:1:3,${MOVE}`);
    expect(undone).toEqual([{ entry: MOVE, why: expect.stringContaining('A connection of U is cut') }]);
    expect(left).toEqual(parameters.map((value, k) => (k === index ? 0 : value)));
  });

  test('rescales what a connection weighs that is cut after it, not what is cut before it', () => {
    expect(redone(`radius:U:${2 * radius},cut:U:1:3`).resting.get(index)).toBeCloseTo(2 * weight, 6);
    expect(redone(`cut:U:1:3,radius:U:${2 * radius}`).resting.get(index)).toBe(weight);
  });

  test('leaves out what stands in the other list, and a connection that is not cut any more weighs what it weighed', () => {
    expect(redone(MOVE, new Map(), MOVE).parameters).toEqual(parameters);
    expect(redone('cut:U:1:3', new Map([[index, 7]]), 'cut:U:1:3').resting).toEqual(new Map([[index, 7]]));
    expect(redone('', new Map([[index, 7]]), 'cut:U:1:3').parameters[index]).toBe(7);
  });
});
