import { describe, expect, it } from 'vitest';
import { roll } from '../forecast/roll.ts';
import { createRng } from '../rng.ts';
import { defaultOptions, TASK_NAMES, taskOf } from './index.ts';
import { supplyFor } from './material.test.helper.ts';

/** Those that forecast and have their data in the repository. */
const NAMES = TASK_NAMES.filter((name) => {
  const task = taskOf(name);
  return task.forecast !== undefined && task.material?.(defaultOptions(task))?.file !== null;
});

describe.each(NAMES)('forecasts of %s', (name) => {
  const task = taskOf(name);
  const options = defaultOptions(task);
  supplyFor(task, options);
  const forecast = task.forecast?.(options);
  if (forecast === undefined) throw new Error(`${name} has no forecast`);
  const { steps, inputs, outputs } = task.sizes(options);
  const { scale, offset, unit } = task.drawing(options);

  it('ask what the task asks, of a window that is as long, in the unit of the drawing', () => {
    expect([forecast.ahead, forecast.unit]).toEqual([outputs, unit]);
    expect(forecast.horizon % outputs).toBe(0);
    for (const place of [0, 1, forecast.places - 1]) {
      const { x, past, truth, baselines } = forecast.at(place);
      expect([x.length, past.length]).toEqual([steps * inputs, steps]);
      expect(truth.length).toBeGreaterThanOrEqual(outputs);
      expect(truth.length).toBeLessThanOrEqual(forecast.horizon);
      for (const { values } of baselines) expect(values).toHaveLength(forecast.horizon);
      expect([...past, ...truth, ...baselines.flatMap(({ values }) => values)].every(Number.isFinite)).toBe(true);
    }
  });

  it('put the window as the task does: it differs from what was seen by one number and the scale', () => {
    const { x, past } = forecast.at(3);
    const shift = (past[0] ?? 0) - scale * (x[0] ?? 0);
    past.forEach((value, t) => {
      expect(Math.abs(value - (shift + scale * (x[t * inputs] ?? 0)))).toBeLessThan(1e-4 * scale + 1e-4);
    });
    expect(offset).toBe(0);
  });

  it('give an answer of the last window back as values that go on from it', () => {
    const { x, values, truth, past } = forecast.at(0);
    const shift = (past[0] ?? 0) - scale * (x[0] ?? 0);
    const answer = truth.slice(0, outputs).map((value) => (value - shift) / scale);
    values([answer]).forEach((value, k) => {
      expect(Math.abs(value - (truth[k] ?? Number.NaN))).toBeLessThan(1e-3);
    });
    const next = forecast.next(x, answer);
    const moved = [...past, ...truth.slice(0, outputs)].slice(-steps);
    const base = (moved[0] ?? 0) - scale * (next[0] ?? 0);
    moved.forEach((value, t) => {
      expect(Math.abs(value - (base + scale * (next[t * inputs] ?? 0)))).toBeLessThan(1e-3);
    });
  });

  it('say the same as rolling the last value: a network that always answers the last value draws that baseline', () => {
    const { x, values, baselines } = forecast.at(0);
    const last = (window: Float32Array): Float32Array => new Float32Array(outputs).fill(window.at(-inputs) ?? 0);
    const said = values(roll(forecast, x, last, forecast.horizon / outputs));
    const baseline = baselines.find(({ label }) => /last/.test(label));
    said.forEach((value, k) => {
      expect(value).toBeCloseTo(baseline?.values[k] ?? Number.NaN, 3);
    });
  });

  it('are the same each time, and none is a sequence to train on', () => {
    expect(task.forecast?.(options).at(1).x).toEqual(forecast.at(1).x);
    const trained = new Set(
      Array.from({ length: 500 }, (_, k) => task.sequence(createRng(1).fork('batch', k).fork(0), options, 'train').x.join(' ')),
    );
    for (let place = 0; place < Math.min(50, forecast.places); place++) expect(trained.has(forecast.at(place).x.join(' '))).toBe(false);
  });
});
