import { describe, expect, test } from 'vitest';
import { differentiate } from '../core/cell/interpret.ts';
import { makeExperiment, type Wish } from '../core/experiment.ts';
import type { Forecast } from '../core/forecast/forecast.ts';
import { networkOf } from '../core/networkOf.ts';
import { PROBE, taskOf } from '../core/tasks/index.ts';
import { Engine } from './engine.ts';
import { backendsOf, openedWith } from './float64.test.helper.ts';

const LOOK = { sequence: 0, layer: 0, step: null, unit: null, spectrum: null };
const SMALL: Wish = { task: 'sines', options: { window: 8, ahead: 3 }, units: 3, batch: 2, optimizer: 'sgd' };

async function opened(wish: Wish = {}) {
  const experiment = makeExperiment({ ...SMALL, ...wish });
  const shapes: string[] = [];
  const engine = new Engine(backendsOf({ wasm: openedWith({ prepare: (_, steps, size) => shapes.push(`${steps} × ${size}`) }) }), () => {});
  await engine.handlers.start({ backend: null, passedOver: [], lifeline: 'test' });
  await engine.handlers.open({ experiment, snapshot: null, look: LOOK });
  const { forecast } = taskOf(experiment.task);
  if (forecast === undefined) throw new Error(`${experiment.task} has no forecast`);
  const { handlers } = engine;
  return { ask: handlers.forecast, handlers, experiment, forecast: forecast(experiment.options), shapes };
}

/** One window by itself in float64, as the network answers it. */
async function byHand({ handlers, experiment }: Awaited<ReturnType<typeof opened>>): Promise<(x: Float32Array) => number[]> {
  const network = networkOf(experiment);
  const { parameters } = await handlers.snapshot(null);
  return (x) => {
    const steps = x.length / network.inputs;
    const weights = new Float32Array(steps);
    const { outputs } = differentiate(network, Float64Array.from(parameters), {
      ...{ steps, size: 1, x, y: new Float32Array(steps * network.outputs), weights },
    });
    return Array.from(outputs).slice(-network.outputs);
  };
}

/** Answers in a row, each window made of the one before by hand. */
function stepped(forecast: Forecast, place: number, answer: (x: Float32Array) => number[], times: number): readonly number[] {
  const origin = forecast.at(place);
  let window = origin.x;
  const answers: number[][] = [];
  for (let k = 0; k < times; k++) {
    answers.push(answer(window));
    window = forecast.next(window, answers[k] ?? []);
  }
  return origin.values(answers);
}

const rootMeanSquare = (errors: readonly number[]): number =>
  Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length);

describe('a forecast', () => {
  test.each<[string, Wish]>([
    ['sines', SMALL],
    ['random-walk', { task: 'random-walk', options: { window: 8, ahead: 3 }, cell: 'gru' }],
    ['co2', { task: 'co2', options: { window: 12, ahead: 5 }, cell: 'lstm', layers: 2 }],
  ])('of %s is what the network answers by itself, and then to its own answers', async (_, wish) => {
    const page = await opened(wish);
    const answer = await byHand(page);
    for (const [sequence, turns] of [
      [0, 0],
      [7, 3],
    ] as const) {
      const { values, iteration } = await page.ask({ sequence, turns });
      expect([values.length, iteration]).toEqual([(turns + 1) * page.forecast.ahead, 0]);
      stepped(page.forecast, sequence, answer, turns + 1).forEach((value, k) => {
        expect(values[k]).toBeCloseTo(value, 3);
      });
    }
  });

  test('is made without another kernel than the probe’s', async () => {
    const { ask, shapes } = await opened();
    const before = shapes.length;
    await ask({ sequence: 3, turns: 2 });
    expect(shapes).toHaveLength(before);
    expect(shapes).toContain(`8 × ${PROBE}`);
  });

  test('comes with how far it and every baseline are off, on the same windows', async () => {
    const page = await opened({ task: 'co2', options: { window: 12, ahead: 5 } });
    const { forecast, ask } = page;
    const { errors } = await ask({ sequence: 0, turns: 2 });
    const answer = await byHand(page);
    const places = Array.from({ length: forecast.places }, (_, place) => place);
    expect(errors.windows).toBe(forecast.places);
    const off = (says: (place: number) => readonly number[], count: number): number =>
      rootMeanSquare(
        places.flatMap((place) => {
          const said = says(place);
          return forecast
            .at(place)
            .truth.slice(0, count)
            .map((value, k) => value - (said[k] ?? Number.NaN));
        }),
      );
    const network = (place: number): readonly number[] => stepped(forecast, place, answer, 3);
    expect(errors.network.once).toBeCloseTo(off(network, 5), 3);
    expect(errors.network.rolled).toBeCloseTo(off(network, 15), 3);
    expect(errors.baselines.map(({ label }) => label)).toEqual(['same as last month', 'same as a year ago', 'linear']);
    for (const [k, { once, rolled }] of errors.baselines.entries()) {
      const says = (place: number): readonly number[] => forecast.at(place).baselines[k]?.values ?? [];
      expect(once).toBeCloseTo(off(says, 5), 9);
      expect(rolled).toBeCloseTo(off(says, 15), 9);
    }
  });

  test('follows the training, and weights that are put in', async () => {
    const { ask, handlers } = await opened();
    const before = await ask({ sequence: 0, turns: 1 });
    await handlers.train({ iterations: 2 });
    const trained = await ask({ sequence: 0, turns: 1 });
    expect(trained.iteration).toBe(2);
    expect(trained.values).not.toEqual(before.values);
    expect(trained.errors.network).not.toEqual(before.errors.network);
    expect(trained.errors.baselines.map(({ once }) => once)).toEqual(before.errors.baselines.map(({ once }) => once));
    const { parameters } = await handlers.snapshot(null);
    await handlers.setParameters({ parameters: parameters.map(() => 0) });
    const silent = await ask({ sequence: 0, turns: 1 });
    expect([...silent.values]).toEqual(new Array(6).fill(0));
    expect(silent.errors.network.once).not.toBe(trained.errors.network.once);
  });

  test('of another window has the same errors, of as many turns', async () => {
    const { ask } = await opened();
    const [first, second, third] = [
      await ask({ sequence: 0, turns: 1 }),
      await ask({ sequence: 1, turns: 1 }),
      await ask({ sequence: 1, turns: 2 }),
    ];
    expect(second.values).not.toEqual(first.values);
    expect(second.errors).toBe(first.errors);
    expect(third.errors.network.once).toBe(first.errors.network.once);
    expect(third.errors.network.rolled).not.toBe(first.errors.network.rolled);
  });

  test('is refused where there is none, and for windows and turns that are not there', async () => {
    const { ask, handlers } = await opened();
    await expect(ask({ sequence: 1000, turns: 0 })).rejects.toThrow('held-out window 1000: must be a whole number from 0 to 999');
    await expect(ask({ sequence: 0, turns: 8 })).rejects.toThrow('fed with its own answers 8 times: must be a whole number from 0 to 7');
    await expect(ask({ sequence: 0, turns: 0.5 })).rejects.toThrow('0.5 times');
    await handlers.open({ experiment: makeExperiment({ options: { length: 5 }, units: 3, optimizer: 'sgd' }), snapshot: null, look: LOOK });
    await expect(ask({ sequence: 0, turns: 0 })).rejects.toThrow('Adding problem: what the network answers there is not what comes next');
  });
});
