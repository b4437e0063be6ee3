import { describe, expect, test } from 'vitest';
import { differentiate } from './cell/interpret.ts';
import type { Net, NetDifferentiation } from './net.ts';
import { fromNet, toNet } from './oracle.ts';

const files = import.meta.glob<Net & { readonly expect: NetDifferentiation }>('./cell/oracle/*.json', { eager: true, import: 'default' });

/** |measured − expected| ≤ 1e-9 · max(|expected|, 1e-6) for every number. */
function expectClose(measured: unknown, expected: unknown, where: string): number {
  if (typeof expected === 'number') {
    expect(Math.abs((measured as number) - expected), `${where}: ${measured} for ${expected}`).toBeLessThanOrEqual(
      1e-9 * Math.max(Math.abs(expected), 1e-6),
    );
    return 1;
  }
  const [found, wanted] = [Object.entries(measured as object), Object.entries(expected as object)];
  expect(new Set(found.map(([key]) => key)), where).toEqual(new Set(wanted.map(([key]) => key)));
  return wanted.reduce(
    (count, [key, value]) => count + expectClose((measured as Record<string, unknown>)[key], value, `${where}.${key}`),
    0,
  );
}

describe('the float64 interpreter', () => {
  test('finds seven oracles', () => expect(Object.keys(files)).toHaveLength(7));

  test.each(Object.entries(files))('agrees with PyTorch on every value of %s', (_, { expect: expected, ...net }) => {
    const { network, parameters, batch } = fromNet(net);
    const measured = toNet(network, batch, differentiate(network, parameters, batch));
    expect(expectClose(measured, expected, 'net')).toBeGreaterThan(100);
  });
});

describe('a net that is not as it must be', () => {
  const net = {
    cell: 'rnn',
    parameters: [{ W: [[1, 2]], U: [[0.5]], b: [0] }],
    head: { V: [[1]], a: [0] },
    loss: 'mse',
    x: [
      [
        [1, 2],
        [3, 4],
      ],
    ],
    y: [[[0], [1]]],
    mask: [[0, 1]],
  } as const;
  const read = (changes: object) => () => fromNet({ ...net, ...changes } as unknown as Net);

  test('is read where it is whole, sizes following from its arrays', () => {
    const { network, batch } = fromNet(net);
    expect(network).toMatchObject({ inputs: 2, units: 1, layers: 1, outputs: 1, loss: 'mse' });
    expect([...batch.weights]).toEqual([0, 1]);
  });

  test('puts sequences first into time first', () => {
    const x = [net.x[0], [[5, 6], [7, 8]]]; // biome-ignore format: two sequences
    const { batch } = fromNet({ ...net, x, y: [...net.y, ...net.y], mask: [...net.mask, [1, 1]] });
    expect([...batch.x]).toEqual([1, 2, 5, 6, 3, 4, 7, 8]);
    expect([...batch.weights]).toEqual([0, 1 / 3, 1 / 3, 1 / 3]);
  });

  test.each([
    [{ cell: 'lsmt' }, 'no cell is called `lsmt`; did you mean `lstm`?'],
    [{ cell: "h' = sigmod(W x)" }, 'line 1, column 6: no function `sigmod`; did you mean `sigmoid`?'],
    [{ cell: 7 }, "cell is 7 and must be a cell's name or its equations"],
    [{ loss: 'hinge' }, 'loss is "hinge" and must be "mse" or "crossEntropy"'],
    [{ loss: undefined }, 'loss is undefined and must be "mse" or "crossEntropy"'],
    [{ parameters: {} }, 'parameters is an object and must be a list'],
    [{ parameters: [] }, 'parameters is empty'],
    [{ parameters: [null] }, 'parameters[0] is null and must be an object'],
    [{ parameters: [{ W: [[1, 2]], b: [0] }] }, 'parameters[0] lacks U: this cell has W, U, b'],
    [{ parameters: [{ ...net.parameters[0], toString: [1] }] }, 'parameters[0] has "toString", which is not among W, U, b'],
    [{ parameters: [{ ...net.parameters[0], W: [[1]] }] }, 'parameters[0].W[0] has 1 entry and needs 2'],
    [{ parameters: [{ ...net.parameters[0], b: [Number.NaN] }] }, 'parameters[0].b[0] is NaN and must be a finite number'],
    [{ parameters: [{ ...net.parameters[0], U: [['1']] }] }, 'parameters[0].U[0][0] is "1" and must be a finite number'],
    [{ head: { V: [[1]] } }, 'head lacks a'],
    [{ head: { V: [[1]], a: 0 } }, 'head.a is 0 and must be a list of 1'],
    [{ x: [] }, 'x is empty'],
    [{ x: [[[1, 2], [3]]] }, 'x[0][1] has 1 entry and needs 2'],
    [{ y: [[[0]]] }, 'y[0] has 1 entry and needs 2'],
    [{ mask: [[0, 2]] }, 'mask holds 2, which is not 0 or 1'],
    [{ mask: [[0, 0]] }, 'mask scores no step: set at least one entry to 1'],
    [{ loss: 'crossEntropy', y: [[0, 1]] }, 'y holds 1, which is not a class from 0 to 0'],
  ])('is refused with a sentence (%#)', (changes, sentence) => expect(read(changes)).toThrow(sentence));

  test.each([null, 'net', []])('%j is refused', (value) => expect(() => fromNet(value as unknown as Net)).toThrow('the net is'));
});
