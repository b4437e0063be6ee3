import { describe, expect, it } from 'vitest';
import { cellOf } from './cell/builtin.ts';
import { INITIALISERS } from './choices.ts';
import { initialise } from './initialise.ts';
import { createRng } from './rng.ts';
import { type LabelledBatch, makeBatch, probeBatch, type TaskName, taskOf } from './tasks/index.ts';

/** FNV-1a over bytes, going on from `hash`. */
const fnv = (bytes: Iterable<number>, hash = 0x811c9dc5): number => {
  let value = hash;
  for (const byte of bytes) value = Math.imul(value ^ byte, 0x01000193);
  return value >>> 0;
};
const hex = (hash: number): string => hash.toString(16).padStart(8, '0');
const bytesOf = ({ buffer }: Float32Array): Uint8Array => new Uint8Array(buffer);

function digestOf({ steps, size, x, y, weights, clues, captions }: LabelledBatch): string {
  const numbers = [x, y, weights].reduce((hash, values) => fnv(bytesOf(values), hash), 0x811c9dc5);
  return hex(fnv(new TextEncoder().encode(JSON.stringify([steps, size, clues, captions])), numbers));
}

/** Of seed 1 and of the largest: two batches to learn from, one that is held out, the probe. Whoever changes them changes every curve that a link has promised. */
const RECORDED: readonly [TaskName, Record<string, number>, string[]][] = [
  ['adding', { length: 40 }, ['a04174ce', 'f8f58648', '735ab369', '0a20fa34', '64b628f3', '99a88a73', '2fd468e3', '16c54486']],
  ['adding', { length: 7 }, ['0157f3b0', '94c4c43a', '5241d1df', 'b0212f7f', '69020a2e', '127fdc64', 'ac598a1b', '24ebf45e']],
  ['temporal-order', { length: 50 }, ['00244f9d', '4d1bfa88', 'a38ec2b2', '4939222a', '962d9820', 'a05dd95e', 'c363fb5f', '93dd5738']],
  ['temporal-order', { length: 13 }, ['2946b36d', '7baecf6f', '5bdbc3e1', 'cc336dd6', '83216346', '97b4befe', '00f8b456', 'd3994496']],
  ['co2', { window: 60, ahead: 12 }, ['f13d1ae8', '4b0ed798', 'f03b99dc', '93fcb645', 'd868a0f8', '91e549ef', 'fdb7d93d', '30d05153']],
  ['co2', { window: 24, ahead: 3 }, ['7737e2b9', '0381e93e', '390d6346', '09284f09', 'ff740b49', 'c1961300', '1feeb359', 'ad1b8c58']],
];

describe('the data of every link made so far', () => {
  it.each(RECORDED)('%s %j', (name, options, digests) => {
    const task = taskOf(name);
    const made = [1, 2 ** 32 - 1].flatMap((seed) => {
      const rng = createRng(seed);
      return [
        makeBatch(task, options, rng.fork('batch', 0), 32, 'train'),
        makeBatch(task, options, rng.fork('batch', 12345), 120, 'train'),
        makeBatch(task, options, rng.fork('batch', 3), 5, 'test'),
        probeBatch(task, options, rng),
      ];
    });
    expect(made.map(digestOf)).toEqual(digests);
  });
});

/** Of an LSTM of 13 units in two layers at seed 1: as drawn, and with its recurrent matrices rescaled to a spectral radius of 1.1. */
const WEIGHTS: Readonly<Record<(typeof INITIALISERS)[number], string[]>> = {
  uniform: ['e209be4b', 'c97b084c'],
  orthogonal: ['bafaf739', 'e8f057f1'],
  gaussian: ['0a01e511', 'c8f9cca6'],
  identity: ['79d5ca33', '0c2b0c97'],
};

describe('the first weights of every link made so far', () => {
  it.each(INITIALISERS)('%s', (init) => {
    const network = { cell: cellOf('lstm'), inputs: 2, units: 13, layers: 2, outputs: 3, loss: 'mse' } as const;
    const drawn = [null, 1.1].map((radius) => initialise(network, { init, radius, forget: 1 }, createRng(1)));
    expect(drawn.map((weights) => hex(fnv(bytesOf(weights))))).toEqual(WEIGHTS[init]);
  });
});
