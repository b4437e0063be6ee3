import { EVD, Matrix, SVD } from 'ml-matrix';
import { describe, expect, test } from 'vitest';
import { differentiate } from '../cell/interpret.ts';
import { layoutOf } from '../network.ts';
import { measureStateSpace, type StateSpace } from './stateSpace.ts';
import { subjectOf, TYPED } from './subject.test.helper.ts';
import type { Subject } from './subject.ts';

const CELLS = ['rnn', 'relu', 'lstm', 'gru', TYPED];

/** All states of the layer, at all steps of all sequences of the probe: (b, t, entry). */
function statesOf({ network, parameters, probe, layer }: Subject): number[][] {
  const { steps, size } = probe.batch;
  const { states } = differentiate(network, parameters, probe.batch);
  const arrays = network.cell.states.map((name) => Array.from(states.get(name)?.[layer] ?? []));
  return Array.from({ length: probe.size * steps }, (_, k) => {
    const from = ((k % steps) * size + Math.floor(k / steps)) * network.units;
    return arrays.flatMap((values) => values.slice(from, from + network.units));
  });
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, j) => sum + value * (b[j] ?? Number.NaN), 0);
const minus = (a: readonly number[], b: readonly number[]): number[] => a.map((value, j) => value - (b[j] ?? Number.NaN));

describe.each(CELLS)('the state space of %s', (cell) => {
  test.each([
    [1, 0],
    [2, 0],
    [3, 2],
  ])('of %d layers has, in layer %d, the components that the singular value decomposition gives', (layers, layer) => {
    const subject = subjectOf({ cell, layers, layer });
    const taken = measureStateSpace(subject, null);
    const rows = new Matrix(statesOf(subject));
    const svd = new SVD(rows.clone().center('column'));
    const variances = svd.diagonal.map((value) => value ** 2 / rows.rows);
    const total = variances.reduce((sum, value) => sum + value, 0);
    expect([taken.measured, taken.states, taken.width]).toEqual([rows.rows, rows.rows, rows.columns]);
    for (const k of [0, 1] as const) {
      expect(taken.shares[k]).toBeCloseTo((variances[k] as number) / total, 8);
      expect(Math.abs(dot(taken.axes[k] as number[], svd.rightSingularVectors.getColumn(k)))).toBeCloseTo(1, 6);
      expect(Math.hypot(...taken.components[k])).toBeCloseTo(Math.sqrt(variances[k] as number), 8);
    }
  });

  test('places every state by its distance from the mean along the axes, and the places vary as told', () => {
    const subject = subjectOf({ cell, layers: 2, layer: 1, sequence: 2 });
    const taken = measureStateSpace(subject, null);
    const rows = statesOf(subject);
    const { steps } = subject.trace;
    const wanted = rows.flatMap((row) => taken.axes.map((axis) => dot(minus(row, taken.mean), axis as number[])));
    const places = [...taken.others.slice(0, 2 * 2 * steps), ...taken.path];
    expect(taken.otherSequences).toBe(2);
    for (const [k, value] of wanted.entries()) expect(places[k]).toBeCloseTo(value, 5);
    const total = rows.reduce((sum, row) => sum + dot(minus(row, taken.mean), minus(row, taken.mean)), 0);
    const along = [0, 1].map((axis) => wanted.reduce((sum, value, k) => sum + (k % 2 === axis ? value ** 2 : 0), 0) / total);
    expect((along[0] as number) + (along[1] as number)).toBeCloseTo(taken.shares[0] + taken.shares[1], 8);
    for (const [k, value] of places.entries()) expect(Math.abs(value - (taken.centre[k % 2] ?? 0))).toBeLessThanOrEqual(taken.extent);
  });
});

/** Its weights moved a little further at each measurement, as training moves them. */
function moved(subject: Subject, by: number): Subject {
  const parameters = subject.parameters.map((value, k) => value + by * Math.sin(7 * k));
  const differentiation = differentiate(subject.network, parameters, subject.probe.batch);
  return { ...subject, parameters, differentiation };
}

describe('from one measurement to the next', () => {
  test('what is drawn stands about the middle of all points, fills half of it or more, and stays while it does', () => {
    const subject = subjectOf({ cell: 'lstm', units: 4, steps: 12, size: 6 });
    const first = measureStateSpace(subject, null);
    const points = [...first.path, ...first.others];
    const halves = [0, 1].map((k) => {
      const own = points.filter((_, i) => i % 2 === k);
      return (Math.max(...own) - Math.min(...own)) / 2;
    });
    expect(Math.max(...halves)).toBeGreaterThanOrEqual(0.5 * first.extent);
    expect(Math.max(...halves)).toBeLessThanOrEqual(first.extent);
    const next = measureStateSpace(moved(subject, 0.001), first);
    expect([next.centre, next.extent]).toEqual([first.centre, first.extent]);
    const far = measureStateSpace(moved(subject, 0.001), { ...first, centre: [9, 9] });
    expect(far.centre[0]).toBeLessThan(5);
  });

  test('the axes turn no further than the states do, also where the components change places', () => {
    const subject = subjectOf({ cell: 'gru', units: 4, steps: 12, size: 6 });
    let last: StateSpace = measureStateSpace(subject, null);
    let largest = 0;
    for (let k = 1; k <= 60; k++) {
      const taken = measureStateSpace(moved(subject, 0.03 * k), last);
      const fresh = measureStateSpace(moved(subject, 0.03 * k), null);
      expect(taken.shares[0]).toBeCloseTo(fresh.shares[0], 8);
      expect(taken.shares[1]).toBeCloseTo(fresh.shares[1], 8);
      // The plane is the same, whichever way it is turned.
      const overlap = taken.axes.flatMap((a) => fresh.axes.map((b) => dot(a as number[], b as number[])));
      expect(Math.hypot(...overlap)).toBeCloseTo(Math.SQRT2, 6);
      for (const i of [0, 1] as const) largest = Math.max(largest, 1 - dot(taken.axes[i] as number[], last.axes[i] as number[]));
      last = taken;
    }
    expect(largest).toBeLessThan(0.2);
  });

  test('another layer starts afresh', () => {
    const [first, second] = [0, 1].map((layer) => subjectOf({ cell: 'rnn', layers: 2, layer }));
    const last = measureStateSpace(first as Subject, null);
    expect(measureStateSpace(second as Subject, last)).toEqual(measureStateSpace(second as Subject, null));
  });
});

describe('fixed points', () => {
  test('are where the interpreter comes to rest, with the input of the cursor’s step again and again', () => {
    const subject = subjectOf({ cell: TYPED, layers: 2, layer: 1, step: 3 });
    const { attractors, starts, outcome, axes, mean } = measureStateSpace({ ...subject, atRest: true }, null);
    const { network, parameters, trace } = subject;
    // The layer alone, which reads h of the layer below.
    const alone = { ...network, layers: 1, inputs: network.units };
    const from = layoutOf(network).slots.find((slot) => slot.layer === 1)?.offset ?? 0;
    const x = (trace.states['h'] as Float32Array).slice(3 * network.units, 4 * network.units);
    const steps = 2000;
    const { states } = differentiate(alone, parameters.slice(from), {
      steps,
      size: 1,
      x: Array.from({ length: steps }, () => Array.from(x)).flat(),
      y: new Float64Array(2 * steps),
      weights: new Float64Array(steps),
    });
    const end = network.cell.states.flatMap((name) => Array.from(states.get(name)?.[0] ?? []).slice(-network.units));
    expect(attractors.reduce((sum, point) => sum + point.starts, 0) + outcome.underWay).toBe(starts);
    expect(attractors).toHaveLength(1);
    for (const k of [0, 1] as const) expect(attractors[0]?.at[k]).toBeCloseTo(dot(minus(end, mean), axes[k] as number[]), 4);
    expect(attractors[0]?.radius).toBeLessThan(1);
  });

  test('of a layer that looks at no state are its states, with radius 0', () => {
    const { attractors, starts } = measureStateSpace(subjectOf({ cell: 'feedforward', step: 4 }), null);
    expect(attractors).toEqual([{ at: expect.anything(), starts, radius: 0, whole: true }]);
  });
});

test('every sequence is told with the class that is right at each scored step', () => {
  const subject = subjectOf({ cell: 'rnn', loss: 'crossEntropy', sequence: 0 });
  const { classes, steps, otherSequences } = measureStateSpace(subject, null);
  const { y, size } = subject.probe.batch;
  const wanted = [1, 2].flatMap((b) => Array.from({ length: steps }, (_, t) => (t % 3 === 1 || t === steps - 1 ? y[t * size + b] : -1)));
  expect(otherSequences).toBe(2);
  expect(Array.from(classes)).toEqual(wanted);
  expect(measureStateSpace(subjectOf({ cell: 'rnn' }), null).classes).toHaveLength(0);
});

test('states that are not finite have no plane', () => {
  const subject = subjectOf({ cell: 'rnn' });
  subject.parameters[0] = Number.NaN;
  const taken = measureStateSpace(moved(subject, 0), null);
  expect(taken).toMatchObject({ finite: false, starts: 0, attractors: [] });
});

test('of many states a part is measured and told', () => {
  const subject = subjectOf({ cell: 'rnn', units: 64, steps: 75, size: 60, scored: (t) => t === 74 });
  const taken = measureStateSpace(subject, null);
  expect([taken.states, taken.measured]).toEqual([4500, 4096]);
  const centred = new Matrix(statesOf(subject)).center('column');
  const { realEigenvalues } = new EVD(centred.transpose().mmul(centred), { assumeSymmetric: true });
  const variances = realEigenvalues.sort((a, b) => b - a);
  const total = variances.reduce((sum, value) => sum + value, 0);
  for (const k of [0, 1] as const) expect(Math.abs(taken.shares[k] - (variances[k] as number) / total)).toBeLessThan(0.01);
  expect(taken.otherSequences).toBe(Math.floor(4096 / 75));
});
