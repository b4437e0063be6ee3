import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { placesOf } from '../forecast/series.ts';
import { createRng } from '../rng.ts';
import { MAUNA_LOA } from './co2.data.ts';
import { co2 } from './co2.ts';
import { monthsOf, unbroken } from './months.ts';
import type { Split } from './task.ts';

const require = createRequire(import.meta.url);
const options = { window: 60, ahead: 12 };
const SPLITS = ['train', 'probe', 'test'] as const;
const series = unbroken(monthsOf(MAUNA_LOA)).values;
const { scale } = co2.drawing(options);

const sequences = (split: Split, count = 1000) =>
  Array.from({ length: count }, (_, k) => co2.sequence(createRng('co2', k), options, split));

describe('the measurements', () => {
  it('are those of vega-datasets, month by month', () => {
    const file = join(require.resolve('vega-datasets'), '../../data/co2-concentration.csv');
    const years = new Map<string, string[]>();
    for (const line of readFileSync(file, 'utf8').trim().split('\n').slice(1)) {
      const [date = '', ppm = ''] = line.split(',');
      const [year = '', month = ''] = date.split('-');
      years.set(year, (years.get(year) ?? Array<string>(12).fill('-')).with(Number(month) - 1, ppm));
    }
    const lines = [...years].sort().map(([year, values]) => `${year} ${values.map((value) => value.padStart(6)).join(' ')}`);
    expect(MAUNA_LOA).toBe(`\n${lines.join('\n')}\n`);
  });

  it('are used from May 1964 to April 2020, the longest stretch without a gap', () => {
    const { first, values } = unbroken(monthsOf(MAUNA_LOA));
    expect([first, values.length]).toEqual([1964 * 12 + 4, 672]);
    expect([values[0], values.at(-1)]).toEqual([322.26, 416.18]);
  });
});

describe.each(SPLITS)('a thousand sequences of CO₂ of the split %s', (split) => {
  const drawn = sequences(split);

  it('are months of the measurements, in ppm past the last month of the window', () => {
    for (const { x, y } of drawn) {
      const shape = [...x, ...y.slice(-12)].map((value) => value * scale);
      const starts = series.flatMap((_, k) => (matches(shape, k) ? [k] : []));
      expect(starts.length).toBeGreaterThan(0);
    }
  });

  it('end their window at 0 and score the step after it alone', () => {
    for (const { x, mask } of drawn) {
      expect(x[59]).toBe(0);
      expect(Array.from(mask, Number)).toEqual([...Array(59).fill(0), 1]);
    }
  });

  it('say in words which months they are', () => {
    for (const { caption } of drawn.slice(0, 50)) {
      expect(caption).toMatch(/^\p{Lu}\p{Ll}+ (19|20)\d\d to \p{Lu}\p{Ll}+ (19|20)\d\d, the last at \d{3}\.\d ppm$/u);
    }
  });

  it('come from every month of the split', () => {
    const { from, to } = placesOf(series.length, options, split);
    expect(new Set(drawn.map(({ caption }) => caption)).size).toBeGreaterThan(0.85 * (to - from + 1));
  });
});

function matches(shape: readonly number[], at: number): boolean {
  const zero = series[at + 59] ?? Number.NaN;
  return shape.every((value, k) => Math.abs((series[at + k] ?? Number.NaN) - zero - value) < 1e-4);
}

describe('the splits', () => {
  it.each([options, { window: 12, ahead: 1 }, { window: 240, ahead: 24 }])('share no month that is asked for: %j', (chosen) => {
    const ranges = SPLITS.map((split) => placesOf(series.length, chosen, split));
    for (const { from, to } of ranges) expect(to).toBeGreaterThan(from);
    const [train, probe, test] = ranges as [{ from: number; to: number }, { from: number; to: number }, { from: number; to: number }];
    expect(train.from).toBeGreaterThanOrEqual(chosen.window);
    expect(train.to + chosen.ahead).toBeLessThanOrEqual(probe.from);
    expect(probe.to + chosen.ahead).toBeLessThanOrEqual(test.from);
    expect(test.to + chosen.ahead).toBeLessThanOrEqual(series.length);
  });

  it('scale by the training part alone: there “same as last month” has a loss of 1', () => {
    expect(co2.baselines(options, 'train')[0]?.loss).toBeCloseTo(1, 12);
    let squares = 0;
    let count = 0;
    for (let at = 60; at + 12 <= Math.round(0.7 * 672); at++) {
      for (let month = 0; month < 12; month++) {
        squares += ((series[at + month] ?? 0) - (series[at - 1] ?? 0)) ** 2;
        count++;
      }
    }
    expect(scale).toBeCloseTo(Math.sqrt(squares / count), 12);
  });
});

describe('the baselines of CO₂', () => {
  it.each(SPLITS)('are what the two answers lose on sequences of the split %s', (split) => {
    const drawn = sequences(split, 3000);
    const lossOf = (answer: (x: Float32Array, month: number) => number): number => {
      const errors = drawn.flatMap(({ x, y }) => Array.from(y.slice(-12), (value, month) => (value - answer(x, month)) ** 2));
      return errors.reduce((sum, error) => sum + error, 0) / errors.length;
    };
    const [month, year] = co2.baselines(options, split).map(({ loss }) => loss);
    expect(lossOf(() => 0) / (month ?? 0)).toBeCloseTo(1, 1);
    expect(lossOf((x, ahead) => x[48 + ahead] ?? Number.NaN) / (year ?? 0)).toBeCloseTo(1, 1);
  });

  it('are the same month, the same month of the year before, and weights fitted on the training part', () => {
    expect(co2.baselines(options).map(({ label }) => label)).toEqual(['same as last month', 'same as a year ago', 'linear']);
    for (const split of SPLITS) {
      const [, year, linear] = co2.baselines(options, split).map(({ loss }) => loss);
      expect(linear).toBeLessThan((year ?? 0) / 2);
    }
  });

  it('do not fail where the window is longer than the training part can tell', () => {
    for (const split of SPLITS) {
      const [month, , linear] = co2.baselines({ window: 240, ahead: 24 }, split).map(({ loss }) => loss);
      expect(linear).toBeLessThan((month ?? 0) / 2);
    }
  });

  it('are those of what is trained on, as the loss on the screen is, where no split is named', () => {
    expect(co2.baselines(options)).toEqual(co2.baselines(options, 'train'));
  });

  it('repeat the last year that was seen where more than a year is asked for', () => {
    const far = { window: 60, ahead: 24 };
    const drawn = Array.from({ length: 3000 }, (_, k) => co2.sequence(createRng('far', k), far, 'test'));
    const errors = drawn.flatMap(({ x, y }) => Array.from(y.slice(-24), (value, month) => (value - (x[48 + (month % 12)] ?? 0)) ** 2));
    const loss = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    expect(loss / (co2.baselines(far, 'test')[1]?.loss ?? 0)).toBeCloseTo(1, 1);
  });

  it('credit those who measured', () => {
    expect(co2.credit?.text).toMatch(/Scripps CO₂ Program, CC BY 4\.0/);
  });
});
