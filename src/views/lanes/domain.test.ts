import { expect, test } from 'vitest';
import { decades } from './decades.ts';
import { balancedDomain, type Domain, extentOf, linearTicks, roundDomain, type Settled, settle } from './domain.ts';

const settled = (low: number, high: number, looseSince: number | null = null, since: Domain | null = null): Settled => ({
  low,
  high,
  looseSince,
  since,
});

test('a domain widens at once', () => {
  expect(settle(settled(-4, 1), { low: -9, high: 1 }, 0)).toEqual(settled(-9, 1));
});

test('a domain that is a little too large stays', () => {
  expect(settle(settled(-10, 0), { low: -8, high: 0 }, 1e9)).toEqual(settled(-10, 0));
});

test('a domain that is far too large shrinks only after five seconds of it', () => {
  const loose = settle(settled(-20, 0), { low: -4, high: 0 }, 1000);
  expect(loose).toEqual(settled(-20, 0, 1000, { low: -4, high: 0 }));
  expect(settle(loose, { low: -4, high: 0 }, 5900)).toBe(loose);
  expect(settle(loose, { low: -4, high: 0 }, 6000)).toEqual(settled(-4, 0));
});

test('the five seconds begin anew when the room was needed in between', () => {
  const loose = settle(settled(-20, 0), { low: -4, high: 0 }, 1000);
  const needed = settle(loose, { low: -18, high: 0 }, 4000);
  expect(needed.looseSince).toBeNull();
  expect(settle(needed, { low: -4, high: 0 }, 6000)).toEqual(settled(-20, 0, 6000, { low: -4, high: 0 }));
});

test('a domain follows what wavers, to all that it needed in the last while', () => {
  let now = settled(-12, 1);
  const needs = [-7, -5, -8, -4, -6];
  for (let k = 0; k <= 25; k++) now = settle(now, { low: needs[k % needs.length] ?? 0, high: 1 }, 200 * k);
  expect(now).toEqual(settled(-8, 1));
  for (let k = 26; k <= 60; k++)
    expect(settle(now, { low: needs[k % needs.length] ?? 0, high: 1 }, 200 * k)).toMatchObject({ low: -8, high: 1 });
});

test('a domain that fits is the same object, so that nothing is rendered anew', () => {
  const fitting = settled(-4, 1);
  expect(settle(fitting, { low: -4, high: 1 }, 0)).toBe(fitting);
});

test('the extent leaves out what is not finite', () => {
  expect(extentOf([1, Number.NaN, Number.POSITIVE_INFINITY, -3])).toEqual({ low: -3, high: 1 });
  expect(extentOf([Number.NaN])).toBeNull();
});

test('signed values get the same room on both sides, to a round number, at least one', () => {
  expect(balancedDomain({ low: -0.2, high: 0.1 })).toEqual({ low: -1, high: 1 });
  expect(balancedDomain({ low: -3, high: 1.5 })).toEqual({ low: -5, high: 5 });
  expect(balancedDomain({ low: 0, high: 700 })).toEqual({ low: -1000, high: 1000 });
  expect(balancedDomain(null)).toEqual({ low: -1, high: 1 });
});

test('one value alone gets some height', () => {
  const { low, high } = roundDomain({ low: 0.8, high: 0.8 });
  expect(low).toBeLessThan(0.8);
  expect(high).toBeGreaterThan(0.8);
});

test('ticks stand where their values are, from the top', () => {
  expect(linearTicks({ low: 0, high: 2 }, 2, String)).toEqual([
    { at: 1, text: '0' },
    { at: 0.5, text: '1' },
    { at: 0, text: '2' },
  ]);
});

test('the norm’s domain is whole powers of ten, never smaller than usual, with room above for a label', () => {
  expect(decades(null)).toEqual({ low: -4, high: 1 });
  expect(decades({ low: -5.4, high: -0.5 })).toEqual({ low: -6, high: 1 });
  expect(decades({ low: -12.1, high: 0 })).toEqual({ low: -15, high: 2 });
  expect(decades({ low: -1, high: 30.5 })).toEqual({ low: -6, high: 36 });
});
