import { describe, expect, test } from 'vitest';
import { spectrumOf } from '../analysis/spectrum.ts';
import { makeExperiment } from '../experiment.ts';
import { initialise, spectralRadius } from '../initialise.ts';
import { layoutOf } from '../network.ts';
import { networkOf } from '../networkOf.ts';
import { createRng } from '../rng.ts';
import { describeProblem } from '../words.ts';
import { writeOperations } from './operation.ts';
import { operationsOf } from './read.ts';
import { operateOnce, partsAt, surgeriesIn } from './surgery.ts';

const experiment = (list: string) => makeExperiment({ units: 5, layers: 2, do: list });
const done = (list: string) => surgeriesIn(operationsOf(experiment(list)).operations);
const told = (list: string) => operationsOf(experiment(list)).problems.map(describeProblem)[0];

const network = networkOf(experiment(''));
const parameters = Float32Array.from(initialise(network, experiment(''), createRng(1)));
const slot = layoutOf(network).slots.find(({ name, layer }) => name === 'U' && layer === 1) ?? { offset: 0 };
const matrix = (values: Float32Array) => values.subarray(slot.offset, slot.offset + 25);

describe('what is done once to a recurrent matrix', () => {
  test('is read and written, with its layer and its iteration', () => {
    const list = 'radius:U:1.5@120,radius:U:0.4:2,eigenvalue:U:0.8:0.2:-0.9:0.1@7,eigenvalue:U:0.5:0:0.6:0:2';
    expect(writeOperations(operationsOf(experiment(list)).operations)).toBe(list);
    expect(done(list)).toHaveLength(4);
    expect(done('radius:U:1.5,radius:U:1.5@3,radius:U:2')).toHaveLength(3);
    expect(done('radius:U:1.5@3,radius:U:1.5@3')).toHaveLength(1);
  });

  test('changes that matrix alone, as it says', () => {
    const [surgery] = done('radius:U:1.5:2');
    if (surgery === undefined) throw new Error('it was not read');
    const after = operateOnce(network, parameters, surgery, []);
    expect(spectralRadius(matrix(after), 5)).toBeCloseTo(1.5, 5);
    expect(after.filter((value, k) => value !== parameters[k])).toHaveLength(25);
    const { real, imaginary } = spectrumOf(matrix(parameters), 5);
    const [re, im] = [(real[0] as number).toFixed(5), Math.abs(imaginary[0] as number).toFixed(5)];
    const [move] = done(`eigenvalue:U:${re}:${im}:0.9:${im}:2`);
    if (move === undefined) throw new Error('it was not read');
    const moved = spectrumOf(matrix(operateOnce(network, parameters, move, [])), 5);
    expect(Math.min(...moved.real.map((each) => Math.abs(each - 0.9)))).toBeLessThan(1e-4);
    expect(() => operateOnce(network, parameters, move, [slot.offset])).toThrow('A connection of U is cut');
  });

  test.each([
    ['radius:W:1', 'do=radius:W:1 is done to a recurrent matrix, and this cell has not that one: it has U; it is ignored.'],
    ['radius:U:-1', 'do=radius:U:-1 needs one number from 0.0001 to 1000, the radius to rescale to, as radius:U:1; it is ignored.'],
    ['radius:U:2@4,radius:U:2@4', 'do=radius:U:2@4 was done at that iteration already, and is done once; it is ignored.'],
    ['radius:U:0', 'do=radius:U:0 needs one number from 0.0001 to 1000, the radius to rescale to, as radius:U:1; it is ignored.'],
    ['radius:U:1:3', 'do=radius:U:1:3 names a layer that is not there: the network has 2; it is ignored.'],
    ['eigenvalue:U:1:2:3', expect.stringContaining('needs four numbers up to 1000')],
  ])('%s is told', (list, sentence) => {
    expect(told(list)).toEqual(sentence);
  });

  test('parts two lists at its iteration; what is done now and has none does not', () => {
    const operations = (list: string) => operationsOf(experiment(list)).operations;
    const parts = (before: string, list: string, now: number | null = null) => partsAt(operations(before), operations(list), now);
    expect(parts('', 'freeze:U@3')).toBe(Number.POSITIVE_INFINITY);
    expect(parts('radius:U:1@9', 'radius:U:1@9,freeze:U')).toBe(Number.POSITIVE_INFINITY);
    expect(parts('radius:U:1@9', '')).toBe(9);
    expect(parts('radius:U:1@9', 'radius:U:2@9')).toBe(9);
    expect(parts('radius:U:1@9', 'radius:U:2@9', 9)).toBe(9);
    expect(parts('', 'radius:U:1')).toBe(0);
    expect(['radius:U:1', 'radius:U:1@4', 'radius:U:1@12'].map((list) => parts('', list, 12))).toEqual([
      Number.POSITIVE_INFINITY,
      4,
      Number.POSITIVE_INFINITY,
    ]);
    expect(parts('radius:U:2', 'radius:U:2,radius:U:1.2', 12)).toBe(Number.POSITIVE_INFINITY);
  });
});
