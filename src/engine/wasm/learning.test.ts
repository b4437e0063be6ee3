import { describe, expect, test } from 'vitest';
import type { OptimizerName } from '../../core/choices.ts';
import { defineNorm, defineUpdate } from './learning.ts';
import { instantiate, numbers } from './run.test.helper.ts';

function normOf(values: readonly number[]): number {
  const { run, memory } = instantiate((module) => defineNorm(module, 'norm', values.length));
  memory.set(values, 3);
  return run['norm']?.(12) as number;
}

describe('the norm', () => {
  test.each([4, 8, 20, 1004])('of %i numbers is as in float64', (length) => {
    const values = numbers(length);
    expect(normOf(values)).toBe(Math.fround(Math.sqrt(values.reduce((sum, value) => sum + value * value, 0))));
  });

  test('neither overflows nor vanishes with its squares', () => {
    expect(normOf([3e30, 0, 4e30, 0])).toBe(Math.fround(5e30));
    expect(normOf([3e-40, 0, 4e-40, 0, 0, 0, 0, 0])).toBeCloseTo(5e-40, 44);
    expect(normOf([0, 0, 0, 0])).toBe(0);
  });

  test.each([Number.NaN, Infinity, -Infinity])('is not finite where a number is %d', (value) => {
    for (let place = 0; place < 8; place++) expect(normOf(numbers(8).with(place, value))).not.toSatisfy(Number.isFinite);
  });
});

/** Places in floats: θ, θ', g, m, m', v, v'. */
const PLACES = [0, 1000, 2000, 3000, 4000, 5000, 6000] as const;
const [FACTOR, RATE, EPSILON, CORRECTION_1, CORRECTION_2] = [0.5, 0.01, 1e-8, 1 / (1 - 0.9 ** 3), 1 / Math.sqrt(1 - 0.999 ** 3)];

interface Kept {
  readonly theta: number;
  readonly m: number;
  readonly v: number;
}

/** One parameter in float64; a moment that the optimiser lacks is 0 afterwards, since nothing writes it. */
const DEFINITION: Readonly<Record<OptimizerName, (kept: Kept, g: number) => Kept>> = {
  sgd: ({ theta }, g) => ({ theta: theta - RATE * g, m: 0, v: 0 }),
  momentum({ theta, m }, g) {
    const next = 0.9 * m + g;
    return { theta: theta - RATE * next, m: next, v: 0 };
  },
  rmsprop({ theta, m }, g) {
    const next = 0.99 * m + 0.01 * g * g;
    return { theta: theta - (RATE * g) / (Math.sqrt(next) + EPSILON), m: next, v: 0 };
  },
  adam({ theta, m, v }, g) {
    const [first, second] = [0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g];
    const change = (RATE * CORRECTION_1 * first) / (Math.sqrt(second) * CORRECTION_2 + EPSILON);
    return { theta: theta - change, m: first, v: second };
  },
};

interface Parameters {
  readonly theta: readonly number[];
  readonly gradient: readonly number[];
}

function update(optimizer: OptimizerName, { theta, gradient }: Parameters) {
  const { length } = theta;
  const { run, memory } = instantiate((module) => defineUpdate(module, 'update', optimizer, length));
  const at = (place: number): Float32Array => memory.subarray(PLACES[place], (PLACES[place] as number) + length);
  at(0).set(theta);
  at(2).set(gradient);
  at(3).set(numbers(length, 7).map(Math.abs));
  at(5).set(numbers(length, 8).map(Math.abs));
  const before = memory.slice();
  const largest = run['update']?.(...PLACES.map((place) => 4 * place), FACTOR, RATE, EPSILON, CORRECTION_1, CORRECTION_2) as number;
  return { before, at, largest };
}

describe.each(Object.keys(DEFINITION) as OptimizerName[])('%s', (optimizer) => {
  test('makes the update of its definition elsewhere and leaves what it read', () => {
    const length = 52;
    const { before, at, largest } = update(optimizer, { theta: numbers(length), gradient: numbers(length, 9) });
    for (let k = 0; k < length; k++) {
      const [theta, , g, m, , v] = PLACES.map((place) => before[place + k] as number) as [number, number, number, number, number, number];
      const next = DEFINITION[optimizer]({ theta, m, v }, FACTOR * g);
      expect(at(1)[k]).toBeCloseTo(next.theta, 6);
      expect(at(4)[k]).toBeCloseTo(next.m, 6);
      expect(at(6)[k]).toBeCloseTo(next.v, 6);
    }
    for (const place of [0, 2, 3, 5]) expect(at(place)).toEqual(before.slice(PLACES[place], (PLACES[place] as number) + length));
    expect(largest).toBe(Math.max(...at(1).map(Math.abs)));
  });

  test.each([Number.NaN, Infinity, -Infinity])('tells where a parameter becomes %d', (value) => {
    for (let place = 0; place < 8; place++) {
      const { largest } = update(optimizer, { theta: numbers(8).with(place, value), gradient: numbers(8) });
      expect(largest).toBe(Math.abs(value));
    }
  });
});
