import { describe, expect, test } from 'vitest';
import { environmentOf, placesOf } from './places.ts';
import { BOOSTED, CELLS, plan } from './plans.test.helper.ts';
import { programOf } from './program.ts';
import { type Dispatch, scheduleOf } from './schedule.ts';
import { shapeFor } from './shape.ts';

const ITERATION = { trace: false, update: true };

function scheduled(cell: string, software: boolean, steps: number, budget: number, layers = 1): Dispatch[] {
  const program = programOf(plan(cell, { layers }), shapeFor(software, 8, 16), 'adam');
  return scheduleOf(program, placesOf(program, steps, 16, 2), ITERATION, budget);
}

/** Steps that all dispatches of a kernel cover, as often as they do. */
function covered(dispatches: readonly Dispatch[], title: string): number[] {
  return dispatches
    .filter(({ kernel }) => kernel.title === title)
    .flatMap(({ integers: { begin = 0, end = 0 } }) => Array.from({ length: end - begin }, (_, k) => begin + k));
}

describe.each([false, true])('an iteration (software rasteriser: %s)', (software) => {
  test.each(Object.values(CELLS))('of one layer is at most 40 dispatches, whatever its length and the speed of the device: %j', (cell) => {
    for (const steps of [1, 5, 400, 5000]) {
      for (const budget of [1, 1e5, 1e12]) expect(scheduled(cell, software, steps, budget).length).toBeLessThanOrEqual(40);
    }
  });

  test('of an LSTM is seven or eight on a device that is quick enough, at every length', () => {
    for (const steps of [1, 20, 400]) expect(scheduled('lstm', software, steps, 1e12)).toHaveLength(software ? 7 : 8);
  });

  test.each([1, 1e4, 1e12])(
    'goes through every step once, backwards in the backward loop, where a dispatch may hold %d multiplications',
    (budget) => {
      const dispatches = scheduled('gru', software, 37, budget);
      const steps = Array.from({ length: 37 }, (_, k) => k);
      for (const title of ['before the forward loop', 'forward loop', 'head and loss', 'weight gradients']) {
        expect(covered(dispatches, title)).toEqual(steps);
      }
      const begins = dispatches.filter(({ kernel }) => kernel.title === 'backward loop').map(({ integers }) => integers['begin'] ?? 0);
      expect(begins).toEqual([...begins].sort((a, b) => b - a));
      expect(covered(dispatches, 'backward loop').sort((a, b) => a - b)).toEqual(steps);
    },
  );

  test('cuts what would take a slow device long', () => {
    const [quick, slow] = [scheduled('lstm', software, 200, 1e12), scheduled('lstm', software, 200, 3e5)];
    const most = (dispatches: readonly Dispatch[]): number => Math.max(...dispatches.map(({ work }) => work));
    expect(most(slow)).toBeLessThan(most(quick) / 4);
  });

  test('of boosted blame goes backwards through every step in each loop that reads what the step after hands back', () => {
    const program = programOf(
      plan(CELLS['states that are blamed by what is handed back alone'] ?? '', { interventions: BOOSTED }),
      shapeFor(software, 8, 16),
      'adam',
    );
    const dispatches = scheduleOf(program, placesOf(program, 37, 16, 2), { trace: true, update: false }, 1e3);
    for (const title of ['backward loop', 'after the backward loop', 'for the trace alone']) {
      const own = dispatches.filter(({ kernel }) => kernel.title === title);
      expect(own.length).toBeGreaterThan(1);
      const ends = own.map(({ integers }) => integers['end'] ?? 0);
      expect(ends).toEqual([...ends].sort((a, b) => b - a));
      expect(own.every(({ workgroups, integers: { groups } }) => workgroups === groups)).toBe(true);
      expect(covered(own, title).sort((a, b) => a - b)).toEqual(Array.from({ length: 37 }, (_, k) => k));
    }
  });

  test('adds to gradients from the second piece on, and to those of a matrix used twice always', () => {
    const dispatches = scheduled(CELLS['a matrix used twice'] ?? '', software, 40, 2e4);
    const adds = (title: string): number[] =>
      dispatches.filter(({ kernel }) => kernel.title === title).map(({ integers }) => integers['adds'] ?? 0);
    expect(adds('weight gradients').slice(0, 2)).toEqual([0, 1]);
    expect(adds('weight gradients, second products').every((value) => value === 1)).toBe(true);
    expect(adds('weight gradients, second products').length).toBeGreaterThan(0);
  });

  test('of two layers carries the upper layer back before the lower', () => {
    const titles = scheduled('rnn', software, 5, 1e12, 2).map(({ kernel }) => kernel.title);
    expect(titles.indexOf('layer 2, backward loop')).toBeLessThan(titles.indexOf('layer 1, backward loop'));
    expect(titles.indexOf('layer 1, forward loop')).toBeLessThan(titles.indexOf('layer 2, before the forward loop'));
  });
});

test('places of the memory do not overlap', () => {
  for (const software of [false, true]) {
    for (const sizes of [{ layers: 2 }, { layers: 2, interventions: BOOSTED }]) {
      const program = programOf(plan('lstm', sizes), shapeFor(software, 8, 16), 'adam');
      const at = placesOf(program, 40, 16, 2);
      const { steps, size, ...starts } = environmentOf(at, 0, 1);
      const places = [...Object.values(starts), ...(at.parts > 1 ? [at.partial] : [])].sort((a, b) => a - b);
      // An empty region begins where the next one does.
      const empty = program.packLength === 0 ? 1 : 0;
      const constants = program.plan.layers.filter((layer) => layer.constants === 0).length;
      expect(new Set(places).size).toBeGreaterThanOrEqual(places.length - empty - constants);
      expect(at.total).toBeGreaterThan(places.at(-1) ?? 0);
      expect([steps, size]).toEqual([40, 16]);
    }
  }
});
