import { expect } from '@playwright/test';
import type { Nested, NetDifferentiation } from '../src/core/net.ts';

/** Every array of a differentiation with its largest difference, relative to the array's largest magnitude. */
export function differences(got: NetDifferentiation, wanted: NetDifferentiation): [string, number][] {
  const [left, right] = [arraysOf(got), arraysOf(wanted)];
  expect([...left.keys()].sort()).toEqual([...right.keys()].sort());
  return [...right].map(([path, values]) => {
    const size = largestOf(values) || 1;
    return [path, largestOf(values.map((value, k) => (left.get(path)?.[k] ?? Number.NaN) - value)) / size];
  });
}

const largestOf = (values: readonly number[]): number =>
  values.reduce((most, value) => (Number.isNaN(value) ? value : Math.max(most, Math.abs(value))), 0);

function arraysOf(tree: object, path = '', found = new Map<string, number[]>()): Map<string, number[]> {
  for (const [name, value] of Object.entries(tree) as [string, Nested | object][]) {
    const here = `${path}.${name}`;
    if (typeof value === 'number') found.set(here, [value]);
    else if (Array.isArray(value) && !value.some((part) => typeof part === 'object' && !Array.isArray(part)))
      found.set(here, (value as number[]).flat(9));
    else arraysOf(value, here, found);
  }
  return found;
}
