import { describe, expect, test } from 'vitest';
import { BINARY as EXACT_BINARY, UNARY as EXACT_UNARY } from '../../core/cell/scalar.ts';
import { BINARY, type Loop, UNARY } from './functions.ts';

const SPECIAL = [0, 1e-300, -1e-300, 1e-9, -1e-9, 0.5, 1, -1, 19.9, -19.9, 21, -21, 88, -88, 104, -104, 699, -699, 5000, -5000];
const INFINITE = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
const VALUES = [...SPECIAL, ...Array.from({ length: 2000 }, (_, k) => 12 * Math.sin(k) ** 3)];

function run(loop: Loop, a: readonly number[], b: readonly number[] = a): number[] {
  const m = Float64Array.from([...a, ...b, ...a]);
  loop(m, a.length, 2 * a.length, 0, a.length);
  return Array.from(m.subarray(2 * a.length));
}

/** Relative, but for what vanishes. */
function expectClose(measured: number, exact: number, at: string): void {
  if (measured === exact || (Number.isNaN(measured) && Number.isNaN(exact))) return;
  expect(Math.abs(measured - exact), at).toBeLessThanOrEqual(1e-12 * Math.abs(exact) + 1e-300);
}

describe('functions of whole arrays', () => {
  test.each(Object.keys(UNARY) as (keyof typeof UNARY)[])('%s is what it is of single numbers', (name) => {
    const values = [...VALUES, ...INFINITE];
    run(UNARY[name], values).forEach((value, k) => {
      expectClose(value, EXACT_UNARY[name](values[k] ?? 0), `${name}(${values[k]})`);
    });
  });

  test.each(Object.keys(BINARY) as (keyof typeof BINARY)[])('%s is what it is of single numbers', (name) => {
    const others = VALUES.map((value, k) => (k % 3 === 0 ? value : Math.cos(k)));
    run(BINARY[name], VALUES, others).forEach((value, k) => {
      const [a = 0, b = 0] = [VALUES[k], others[k]];
      expectClose(value, EXACT_BINARY[name](a, b), `${name}(${a}, ${b})`);
    });
  });
});
