import { describe, expect, it } from 'vitest';
import { createRng } from '../rng.ts';
import { exp } from './exp.ts';
import { log } from './log.ts';
import { errorOf } from './reference.test.helper.ts';
import { cos, sin } from './sine.ts';

const DRAWS = 20_000;
const draws = (seed: number, draw: (uniform: () => number) => number): number[] => {
  const rng = createRng('exact', seed);
  return Array.from({ length: DRAWS }, () => draw(() => rng.uniform()));
};

/** Largest |error| in ulps over the arguments, against 256 bits. */
const worst = (name: keyof typeof errorOf, f: (x: number) => number, xs: readonly number[]): number =>
  xs.reduce((most, x) => Math.max(most, Math.abs(errorOf[name](f(x), x))), 0);

/** FNV-1a over the bytes of all values. */
function digest(values: readonly number[]): string {
  const bytes = new DataView(new ArrayBuffer(8));
  let hash = 0x811c9dc5;
  for (const value of values) {
    bytes.setFloat64(0, value);
    for (let k = 0; k < 8; k++) hash = Math.imul(hash ^ bytes.getUint8(k), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

const near1 = draws(1, (uniform) => 0.7 + 0.7 * uniform());
const unit = draws(2, (uniform) => uniform() + 2 ** -60);
const wide = draws(3, (uniform) => (1 + uniform()) * 2 ** Math.floor(1900 * uniform() - 950));
const powers = draws(4, (uniform) => 1400 * uniform() - 700);
const small = draws(5, (uniform) => 2 * uniform() - 1);
const angles = draws(6, (uniform) => 20 * uniform() - 10);
const far = draws(7, (uniform) => 3e6 * uniform() - 1.5e6);
const quarters = Array.from({ length: 4000 }, (_, k) => (k - 2000) * 257 * (Math.PI / 2)).filter((x) => x !== 0);

describe('log', () => {
  it('is within 0.9 ulp of the truth', () => {
    expect(worst('log', log, near1)).toBeLessThan(0.9);
    expect(worst('log', log, unit)).toBeLessThan(0.9);
    expect(
      worst(
        'log',
        log,
        wide.filter((x) => x > 2 ** -200 && x < 2 ** 900),
      ),
    ).toBeLessThan(0.9);
  });

  it('knows its edges', () => {
    expect([log(0), log(-0), log(1), log(Number.POSITIVE_INFINITY)]).toEqual([-Infinity, -Infinity, 0, Infinity]);
    expect([log(-1), log(Number.NaN), log(Number.NEGATIVE_INFINITY)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect([log(5e-324), log(2 ** -1030), log(Number.MAX_VALUE)]).toEqual(
      [5e-324, 2 ** -1030, Number.MAX_VALUE].map((x) => expect.closeTo(Math.log(x), 12)),
    );
  });
});

describe('exp', () => {
  it('is within 0.9 ulp of the truth', () => {
    expect(worst('exp', exp, powers)).toBeLessThan(0.9);
    expect(worst('exp', exp, small)).toBeLessThan(0.9);
  });

  it('knows its edges', () => {
    expect([exp(0), exp(-0), exp(-Infinity), exp(Infinity), exp(Number.NaN)]).toEqual([1, 1, 0, Infinity, Number.NaN]);
    expect([exp(709.7827128933841), exp(-745.1332191019411), exp(-745.1332191019412)]).toEqual([Infinity, 5e-324, 0]);
    expect(exp(709.782712893384) / Number.MAX_VALUE).toBeCloseTo(1, 12);
    for (let x = -745; x < -708; x += 0.37) expect(Math.abs(exp(x) - Math.exp(x))).toBeLessThanOrEqual(5e-324);
  });
});

describe.each([
  ['sin', sin],
  ['cos', cos],
] as const)('%s', (name, f) => {
  it('is within 0.9 ulp of the truth, next to whole quarter turns too', () => {
    expect(worst(name, f, angles)).toBeLessThan(0.9);
    expect(worst(name, f, small)).toBeLessThan(0.9);
    expect(worst(name, f, far)).toBeLessThan(0.9);
    expect(worst(name, f, quarters)).toBeLessThan(0.9);
  });

  it('knows its edges', () => {
    expect([f(Number.NaN), f(Infinity), f(-Infinity)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(() => f(2e6)).toThrow('sine of 2000000: must lie within ±1048576 quarter turns');
  });
});

it('a sine of nothing is nothing, and keeps its sign', () => {
  expect([sin(0), sin(-0), cos(0), cos(-0)]).toEqual([0, -0, 1, 1]);
  expect([sin(1e-300), sin(-5e-324)]).toEqual([1e-300, -5e-324]);
});

it('all give the recorded bits, on every machine', () => {
  expect([digest(unit.map(log)), digest(wide.map(log)), digest(powers.map(exp)), digest(far.map(sin)), digest(far.map(cos))]).toEqual([
    '19336832',
    '8cd43847',
    'ae9fa671',
    '29a10ad1',
    'ec813010',
  ]);
});
