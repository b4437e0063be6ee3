import { describe, expect, test } from 'vitest';
import type { Body, Local } from './body.ts';
import { exp, log, sigmoid, softplus, tanh } from './math.ts';
import { type Expression, v128 } from './opcodes.ts';
import { instantiate } from './run.test.helper.ts';

type Function = (f: Body, a: Local<'v128'>) => Expression<'v128'>;

const LENGTH = 16_384;

/** The function over an array, four at a time. */
function overArrays(fn: Function): (values: Float32Array) => Float32Array {
  const { run, memory } = instantiate((module) =>
    module.define('run', { p: 'i32' }, (f, { p }) => {
      f.repeat(LENGTH / 4, () => {
        f.store(p, fn(f, f.value(v128.load(p))));
        f.advance(p, 16);
      });
    }),
  );
  return (values) => {
    memory.set(values);
    run['run']?.(0);
    return memory.slice(0, values.length);
  };
}

/** Every `step`-th float32 from the lowest to the highest, by their bits. */
function* allFloats(step: number): Generator<Float32Array> {
  for (const [first, last] of [[0x80000000, 0xff800000] as const, [0, 0x7f800000] as const]) {
    for (let start = first; start <= last; start += step * LENGTH) {
      const bits = Uint32Array.from({ length: LENGTH }, (_, index) => Math.min(start + step * index, last));
      yield new Float32Array(bits.buffer);
    }
  }
}

/** The distance of neighbouring float32 at a value. */
function ulp(value: number): number {
  const bits = new Uint32Array(Float32Array.of(Math.abs(value)).buffer)[0] as number;
  return 2 ** (Math.max(bits >>> 23, 1) - 150);
}

/** The largest error in units of the last place, against the exact value rounded to float32; Infinity where a result is not finite and should be, or the other way round. */
function worstError(fn: Function, exact: (a: number) => number, step: number): number {
  const apply = overArrays(fn);
  let worst = 0;
  for (const values of allFloats(step)) {
    apply(values).forEach((result, index) => {
      const right = Math.fround(exact(values[index] as number));
      if (Object.is(result, right)) return;
      const error = Math.abs(result - right) / ulp(right);
      worst = Math.max(worst, Number.isFinite(error) ? error : Infinity);
    });
  }
  return worst;
}

const FUNCTIONS = {
  exp: { fn: exp, exact: Math.exp, bound: 1 },
  log: { fn: log, exact: Math.log, bound: 1 },
  sigmoid: { fn: sigmoid, exact: (a: number) => (a >= 0 ? 1 / (1 + Math.exp(-a)) : Math.exp(a) / (1 + Math.exp(a))), bound: 2 },
  tanh: { fn: tanh, exact: Math.tanh, bound: 2 },
  softplus: { fn: softplus, exact: (a: number) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))), bound: 2 },
} as const;

type Name = keyof typeof FUNCTIONS;

describe.each(Object.keys(FUNCTIONS) as Name[])('%s', (name) => {
  const { fn, exact, bound } = FUNCTIONS[name];

  test('is as close to the exact value over all float32 as its documentation says', () => {
    expect(worstError(fn, exact, 1009)).toBeLessThanOrEqual(bound);
  });

  test('keeps NaN, and infinities as float64 has them', () => {
    const values = Float32Array.of(Number.NaN, Infinity, -Infinity, 0);
    expect([...overArrays(fn)(values)]).toEqual([...values].map((value) => Math.fround(exact(value))));
  });
});

describe('exp', () => {
  test('overflows to Infinity and underflows by way of subnormal numbers', () => {
    const [over, under, less, none] = overArrays(exp)(Float32Array.of(88.723, -87.5, -103.2, -104));
    expect(over).toBe(Infinity);
    expect([under, less, none]).toEqual([Math.fround(Math.exp(-87.5)), 2 ** -149, 0]);
  });
});

describe('tanh', () => {
  test('is odd, keeps the sign of zero and is the identity near it', () => {
    const [minus, plus] = [overArrays(tanh)(Float32Array.of(-0.3, -2, -0, -1e-20)), overArrays(tanh)(Float32Array.of(0.3, 2, 0, 1e-20))];
    expect([...minus]).toEqual([...plus].map((value) => -value));
    expect(plus[3]).toBe(Math.fround(1e-20));
  });
});

describe('log', () => {
  test('is −Infinity at both zeros and NaN below', () => {
    expect([...overArrays(log)(Float32Array.of(0, -0, -1, 1))]).toEqual([-Infinity, -Infinity, Number.NaN, 0]);
  });
});
