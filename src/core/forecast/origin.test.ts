import { describe, expect, it } from 'vitest';
import { madeUp, seriesOf } from './series.test.helper.ts';
import { placesOf } from './series.ts';
import { windowsOf } from './windows.ts';

const usual = { window: 8, ahead: 3 };

describe('a forecast of the part that was held out', () => {
  const made = madeUp(400);
  const windows = windowsOf(seriesOf(made), usual);
  const forecast = windows.forecast({});
  const { from, to } = placesOf(400, usual, 'test');

  it('has a place for each window, in order of time', () => {
    expect([forecast.places, forecast.consecutive]).toEqual([to - from + 1, true]);
    expect(forecast.at(1).past).toEqual([...forecast.at(0).past.slice(1), forecast.at(0).truth[0]]);
    for (const place of [-1, 0.5, forecast.places, Number.NaN])
      expect(() => forecast.at(place)).toThrow(`held-out window ${place}: must be a whole number from 0 to ${forecast.places - 1}`);
  });

  it('knows what was seen and what followed, as far as the data go', () => {
    const [first, last] = [forecast.at(0), forecast.at(forecast.places - 1)];
    expect(first.past).toEqual([...made.target.slice(from - 8, from)]);
    expect(first.truth).toEqual([...made.target.slice(from, from + forecast.horizon)]);
    expect(last.truth).toEqual([...made.target.slice(-3)]);
    expect([first.label(-1), first.label(0)]).toEqual([`value ${from - 1}`, `value ${from}`]);
    expect(first.caption).toMatch(`value ${from - 8} to value ${from - 1}, the last at `);
  });

  it('rolls over whole answers, five seasons that the window sees one of, or eight answers, where there is room', () => {
    expect(forecast.horizon).toBe(30);
    expect(windows.forecast({ window: 8, ahead: 50 }).horizon).toBe(50);
    for (const season of [null, 9]) expect(windowsOf(seriesOf(made, { season }), usual).forecast({}).horizon).toBe(24);
  });

  it('is given the true values back by true answers', () => {
    const { truth, values } = forecast.at(5);
    const { scale } = windows.form({});
    let last = forecast.at(5).past.at(-1) ?? 0;
    const answers = [0, 3].map((start) => {
      const answer = truth.slice(start, start + 3).map((value) => (value - last) / scale);
      last = truth[start + 2] ?? 0;
      return answer;
    });
    values(answers).forEach((value, k) => {
      expect(value).toBeCloseTo(truth[k] ?? Number.NaN, 9);
    });
  });

  it('carries every baseline to the horizon: the last value, the last season over and over, the weights on their own answers', () => {
    const { past, baselines } = forecast.at(2);
    const [last, season, linear] = baselines.map(({ values }) => values);
    expect(baselines.map(({ values }) => values.length)).toEqual([30, 30, 30]);
    expect(last?.every((value) => value === past.at(-1))).toBe(true);
    expect(season?.slice(0, 6)).toEqual(past.slice(-6));
    expect(season?.slice(6)).toEqual(season?.slice(0, -6));
    const { loss = 0 } = windows.baselines({}, 'test').find(({ label }) => label === 'linear') ?? {};
    const errors = Array.from({ length: forecast.places }, (_, place) => {
      const { truth, baselines: carried } = forecast.at(place);
      return [0, 1, 2].reduce((sum, k) => sum + ((truth[k] ?? 0) - (carried[2]?.values[k] ?? 0)) ** 2, 0) / 3;
    });
    const { scale } = windows.form({});
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length / (scale * scale)).toBeCloseTo(loss, 9);
    expect(linear?.every(Number.isFinite)).toBe(true);
  });

  it('says which inputs stay as they were while answers are fed back', () => {
    expect(forecast.held).toEqual(['beside']);
    const { x } = forecast.at(0);
    const next = forecast.next(x, [0, 0, 0]);
    expect([1, 3, 5].map((back) => next.at(-back))).toEqual([x.at(-1), x.at(-1), x.at(-1)]);
  });

  it('is made at once and no further where what is asked for is not read', () => {
    const blind = windowsOf(seriesOf(made, { inputs: [{ name: 'beside', values: made.beside }] }), usual).forecast({});
    expect(blind.horizon).toBe(3);
    expect(blind.at(0).baselines.map(({ values }) => values.length)).toEqual([3, 3, 3]);
    expect(() => blind.next(blind.at(0).x, [0, 0, 0])).toThrow('answers cannot be fed back');
  });
});
