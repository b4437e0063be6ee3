import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { digestOf } from '../digest.ts';
import { placesOf } from '../forecast/series.ts';
import { createRng } from '../rng.ts';
import { dayName } from './days.ts';
import { supplyFor } from './material.test.helper.ts';
import { isSupplied, MissingMaterial } from './material.ts';
import { weather } from './weather.ts';

const require = createRequire(import.meta.url);
const options = { window: 60, ahead: 7 };
const SPLITS = ['train', 'probe', 'test'] as const;
const PATH = resolve(import.meta.dirname, '../../../public/data/weather.txt');

const days = readFileSync(join(require.resolve('vega-datasets'), '../../data/seattle-weather.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(','))
  .map(([date = '', , highest]) => ({ date, highest: Number(highest) }));
const values = days.map(({ highest }) => highest);
const FIRST = Date.parse('2012-01-01') / 86_400_000;

describe('the file of the weather', () => {
  it('is that of vega-datasets, day by day', () => {
    const months = new Map<string, number[]>();
    for (const { date, highest } of days) months.set(date.slice(0, 7), [...(months.get(date.slice(0, 7)) ?? []), Math.round(10 * highest)]);
    const head =
      '# Seattle: the highest temperature of each day in tenths of a degree Celsius, a line a month. NOAA, U.S. Government work, by way of vega-datasets.\n';
    const lines = [...months].map(([month, tenths]) => `${month} ${tenths.join(' ')}\n`);
    expect(readFileSync(PATH, 'utf8')).toBe(head + lines.join(''));
  });

  it('has the bytes and the digest that the task waits for', () => {
    const bytes = new Uint8Array(readFileSync(PATH));
    expect(weather.material?.(options)).toMatchObject({ name: 'data/weather.txt', file: { bytes: bytes.length, digest: digestOf(bytes) } });
  });
});

describe('before the file is there', () => {
  it('a sequence is refused by name, while sizes, drawing and measure are known', () => {
    if (isSupplied('data/weather.txt')) throw new Error('the file was supplied before this test');
    expect(() => weather.sequence(createRng(1), options, 'train')).toThrow(MissingMaterial);
    expect(weather.sizes(options)).toEqual({ inputs: 1, outputs: 7, steps: 60, loss: 'mse' });
    expect([weather.drawing(options).unit, weather.measure(options).unit]).toEqual(['°C', '°C']);
  });
});

describe('the weather', () => {
  beforeAll(() => supplyFor(weather, options));
  const { scale } = weather.drawing(options);

  it.each(SPLITS)('gives a thousand windows of the split %s as °C past their last day, each under its dates', (split) => {
    const { from, to } = placesOf(values.length, options, split);
    for (let k = 0; k < 1000; k++) {
      const { x, y, caption } = weather.sequence(createRng('weather', k), options, split);
      const at =
        from + values.slice(from, to + 1).findIndex((_, place) => caption?.startsWith(`${dayName(FIRST + from + place - 60)} to `));
      const last = values[at - 1] ?? Number.NaN;
      expect(caption).toBe(`${dayName(FIRST + at - 60)} to ${dayName(FIRST + at - 1)}, the last at ${last.toFixed(1)} °C`);
      expect([...x]).toEqual(values.slice(at - 60, at).map((value) => Math.fround((value - last) / scale)));
      expect([...y.slice(-7)]).toEqual(values.slice(at, at + 7).map((value) => Math.fround((value - last) / scale)));
    }
  });

  it('scales by the training part: the root mean square there of (day − last day of the window)', () => {
    const { from, to } = placesOf(values.length, options, 'train');
    let sum = 0;
    for (let at = from; at <= to; at++) for (let k = 0; k < 7; k++) sum += ((values[at + k] ?? 0) - (values[at - 1] ?? 0)) ** 2;
    expect(scale).toBeCloseTo(Math.sqrt(sum / (7 * (to - from + 1))), 2);
  });

  it.each(SPLITS)('knows what the last day and the year before lose on the split %s', (split) => {
    const { from, to } = placesOf(values.length, options, split);
    const lossOf = (answer: (at: number, k: number) => number | undefined): number => {
      const errors: number[] = [];
      for (let at = from; at <= to; at++)
        for (let k = 0; k < 7; k++) {
          const said = answer(at, k);
          if (said !== undefined && at >= 365) errors.push((((values[at + k] ?? 0) - said) / scale) ** 2);
        }
      return errors.reduce((sum, error) => sum + error, 0) / errors.length;
    };
    const [last, year, linear] = weather.baselines(options, split);
    expect([last?.label, year?.label, linear?.label]).toEqual(['same as the last day', 'same as a year ago', 'linear']);
    expect(year?.loss).toBeCloseTo(
      lossOf((at, k) => values[at + k - 365]),
      10,
    );
    if (split !== 'train')
      expect(last?.loss).toBeCloseTo(
        lossOf((at) => values[at - 1]),
        10,
      );
    expect(linear?.loss).toBeLessThan(last?.loss ?? 0);
  });

  it('credits those who measured', () => {
    expect(weather.credit?.text).toMatch(/NOAA.*U\.S\. Government/);
  });
});
