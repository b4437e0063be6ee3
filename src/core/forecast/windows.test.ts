import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../rng.ts';
import type { Split } from '../tasks/task.ts';
import { madeUp, seriesOf } from './series.test.helper.ts';
import { leastLength, partOf, placesOf } from './series.ts';
import { windowsOf } from './windows.ts';

const SPLITS = ['train', 'probe', 'test'] as const;
const usual = { window: 8, ahead: 3 };

describe('the splits of a series', () => {
  const sizes = fc.record({ window: fc.integer({ min: 1, max: 60 }), ahead: fc.integer({ min: 1, max: 20 }) });

  it('share no value that is asked for, and what is learned from ends before the rest', () => {
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 500 }), (size, more) => {
        const length = leastLength(size) + more;
        let asked = 0;
        for (const split of SPLITS) {
          const { from, to } = placesOf(length, size, split);
          expect(from - size.window).toBeGreaterThanOrEqual(0);
          expect(from).toBeGreaterThanOrEqual(asked);
          asked = to + size.ahead;
        }
        expect(asked).toBeLessThanOrEqual(length);
      }),
    );
  });

  it('are there from the least length on and not before', () => {
    fc.assert(
      fc.property(sizes, (size) => {
        const least = leastLength(size);
        const empty = (length: number) => SPLITS.some((split) => placesOf(length, size, split).from > placesOf(length, size, split).to);
        expect([empty(least - 1), empty(least)]).toEqual([true, false]);
      }),
    );
  });

  it('of a series that is too short are refused, with what is needed', () => {
    const windows = windowsOf(seriesOf(madeUp(20)), usual);
    const [size, fault] = [
      { window: 30, ahead: 5 },
      `20 values are too few for a window of 30 with 5 ahead: ${leastLength({ window: 30, ahead: 5 })} are needed`,
    ];
    expect(() => windows.sequence(createRng(1), size, 'test')).toThrow(fault);
    expect(() => windows.baselines(size, 'test')).toThrow(fault);
    expect(() => windows.forecast(size)).toThrow(fault);
  });
});

describe('a thousand windows of a series', () => {
  const made = madeUp(200);
  const windows = windowsOf(seriesOf(made), usual);
  const { scale } = windows.form({});

  it.each(SPLITS)('of the split %s are where their caption says, and come from all over it', (split) => {
    const { from, to } = placesOf(200, usual, split);
    const seen = new Set<number>();
    for (let k = 0; k < 1000; k++) {
      const { x, y, mask, caption = '' } = windows.sequence(createRng(split, k), {}, split);
      const [, start = 0, end = 0, last = 0] = (/^value (\d+) to value (\d+), the last at (-?\d+\.\d) m$/.exec(caption) ?? []).map(Number);
      const at = end + 1;
      seen.add(at);
      expect([at - start, at >= from, at <= to]).toEqual([8, true, true]);
      expect(last).toBeCloseTo(made.target[end] ?? Number.NaN, 0);
      for (let t = 0; t < 8; t++) expect(x[2 * t]).toBe(Math.fround(((made.target[start + t] ?? 0) - (made.target[end] ?? 0)) / scale));
      for (let o = 0; o < 3; o++) expect(y[7 * 3 + o]).toBe(Math.fround(((made.target[at + o] ?? 0) - (made.target[end] ?? 0)) / scale));
      expect(mask.reduce((sum, step) => sum + step, 0)).toBe(1);
    }
    expect(seen.size).toBe(to - from + 1);
  });

  it('are the same from the same generator', () => {
    for (let k = 0; k < 20; k++)
      expect(windows.sequence(createRng(k), {}, 'train')).toEqual(
        windowsOf(seriesOf(madeUp(200)), usual).sequence(createRng(k), {}, 'train'),
      );
  });
});

describe('what the training part says', () => {
  const options = { window: 8, ahead: 3 };

  it('is all that the scale, the other inputs and the weights know: nothing that comes later changes them', () => {
    const { from } = partOf(200, 'probe');
    const [one, other] = [madeUp(200), madeUp(200)];
    for (let k = from; k < 200; k++) {
      other.target[k] = 1000 + k;
      other.beside[k] = -k * k;
    }
    const [a, b] = [windowsOf(seriesOf(one), usual), windowsOf(seriesOf(other), usual)];
    expect(b.form(options)).toEqual(a.form(options));
    expect(b.baselines(options, 'train')).toEqual(a.baselines(options, 'train'));
    expect(b.baselines(options, 'test')).not.toEqual(a.baselines(options, 'test'));
    for (let k = 0; k < 50; k++) expect(b.sequence(createRng(k), options, 'train')).toEqual(a.sequence(createRng(k), options, 'train'));
  });

  it('reads another input less its mean, over its deviation', () => {
    const made = madeUp(200);
    const x = Array.from(
      { length: 5000 },
      (_, k) => windowsOf(seriesOf(made), { window: 1, ahead: 1 }).sequence(createRng(k), {}, 'train').x[1] ?? 0,
    );
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    expect(mean).toBeCloseTo(0, 1);
    expect(Math.sqrt(x.reduce((sum, value) => sum + value * value, 0) / x.length)).toBeCloseTo(1, 1);
  });

  it('makes last value lose 1 there, and is passed over where a scale is given', () => {
    const made = madeUp(200);
    expect(windowsOf(seriesOf(made), usual).baselines(options)[0]?.loss).toBeCloseTo(1, 12);
    const given = windowsOf(seriesOf(made, { scale: 2 }), usual);
    const ratio = windowsOf(seriesOf(made), usual).form(options).scale / 2;
    expect(given.form(options).scale).toBe(2);
    expect(given.baselines(options)[0]?.loss).toBeCloseTo(ratio * ratio, 12);
  });

  it('leaves a scale of 1 where nothing ever changes', () => {
    const still = new Float64Array(100).fill(3);
    const windows = windowsOf(seriesOf({ target: still, beside: still.slice() }), usual);
    expect(windows.form({}).scale).toBe(1);
    expect([...windows.sequence(createRng(1), {}, 'test').x].every((value) => value === 0)).toBe(true);
  });
});

describe('the baselines of a series', () => {
  const made = madeUp(200);

  it.each(SPLITS)('are what each answer loses over every window of the split %s', (split) => {
    const series = seriesOf({ target: made.target });
    const windows = windowsOf(series, usual);
    const { scale } = windows.form({});
    const { from, to } = placesOf(200, usual, split);
    const lossOf = (answer: (at: number, k: number) => number): number => {
      const errors: number[] = [];
      for (let at = from; at <= to; at++)
        for (let k = 0; k < 3; k++) errors.push((((made.target[at + k] ?? 0) - answer(at, k)) / scale) ** 2);
      return errors.reduce((sum, error) => sum + error, 0) / errors.length;
    };
    const [last, season, linear] = windows.baselines({}, split);
    expect([last?.label, season?.label, linear?.label]).toEqual(['last', 'season ago', 'linear']);
    expect(last?.loss).toBeCloseTo(
      lossOf((at) => made.target[at - 1] ?? 0),
      10,
    );
    expect(season?.loss).toBeCloseTo(
      lossOf((at, k) => made.target[at + k - 6] ?? 0),
      10,
    );
    expect(linear?.loss).toBeLessThan(Math.min(last?.loss ?? 0, season?.loss ?? 0));
  });

  it('count a season ago only where the series goes back that far, and leave it out where there is none', () => {
    const far = windowsOf(seriesOf(made, { season: 150 }), usual);
    expect(far.baselines({}, 'train').map(({ label }) => label)).toEqual(['last', 'linear']);
    expect(far.baselines({}, 'test').map(({ label }) => label)).toEqual(['last', 'season ago', 'linear']);
    expect(
      windowsOf(seriesOf(made, { season: null }), usual)
        .baselines({})
        .map(({ label }) => label),
    ).toEqual(['last', 'linear']);
  });
});

describe('a long series', () => {
  it('is counted at places spread evenly over the split', () => {
    const windows = windowsOf(seriesOf({ target: madeUp(40_000).target }), usual);
    const { from, to } = placesOf(40_000, usual, 'train');
    const { target } = madeUp(40_000);
    let sum = 0;
    for (let at = from; at <= to; at++) for (let k = 0; k < 3; k++) sum += ((target[at + k] ?? 0) - (target[at - 1] ?? 0)) ** 2;
    expect(windows.form({}).scale / Math.sqrt(sum / (3 * (to - from + 1)))).toBeCloseTo(1, 1);
    const splits: readonly Split[] = SPLITS;
    expect(splits.every((split) => windows.baselines({}, split).length === 3)).toBe(true);
  });
});
