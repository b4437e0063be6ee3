import { expect, test } from 'vitest';
import { LEAST_BLAME } from '../core/plan/least.ts';
import { createCpuMaker } from './cpu/executor.ts';
import { float64 } from './float64.test.helper.ts';
import { measureFloor } from './floor.ts';
import { createWasmMaker } from './wasm/executor.ts';

test('the floor of float32 is its smallest subnormal number', async () => {
  expect(await measureFloor(float64())).toBe(2 ** -149);
});

test.each([-126, -24])('where what is smaller than 2^%d is flushed to zero, that is the floor', async (exponent) => {
  const make = float64({
    measures: (right) => ({
      ...right,
      stateGradients: new Map([['h', right.stateGradients.get('h')?.map((layer) => flushed(layer, 2 ** exponent)) ?? []]]),
    }),
  });
  expect(await measureFloor(make)).toBe(2 ** exponent);
});

test('where nothing survives there is no floor', async () => {
  expect(await measureFloor(float64({ measures: (right) => ({ ...right, stateGradients: new Map() }) }))).toBeNaN();
});

const flushed = (values: ArrayLike<number>, least: number) => Float32Array.from(values, (value) => (Math.abs(value) < least ? 0 : value));

test.each([
  ['wasm', createWasmMaker()],
  ['cpu', createCpuMaker()],
])('on %s what is smaller than the least blame that it carries is 0', async (_, { make }) => {
  expect(await measureFloor(make)).toBe(LEAST_BLAME);
});
