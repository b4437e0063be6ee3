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
