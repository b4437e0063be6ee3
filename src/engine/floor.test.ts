import { expect, test } from 'vitest';
import { float64 } from './float64.test.helper.ts';
import { measureFloor } from './floor.ts';

test('the floor of float32 is its smallest subnormal number', async () => {
  expect(await measureFloor(float64())).toBe(2 ** -149);
});

test.each([-126, -24])('where what is smaller than 2^%d is flushed to zero, that is the floor', async (exponent) => {
  const make = float64({
    measures: (right) => ({
      ...right,
      states: new Map([['h', right.states.get('h')?.map((layer) => flushed(layer, 2 ** exponent)) ?? []]]),
    }),
  });
  expect(await measureFloor(make)).toBe(2 ** exponent);
});

test('where nothing survives there is no floor', async () => {
  expect(await measureFloor(float64({ measures: (right) => ({ ...right, states: new Map() }) }))).toBeNaN();
});

const flushed = (values: ArrayLike<number>, least: number) => Float32Array.from(values, (value) => (Math.abs(value) < least ? 0 : value));
