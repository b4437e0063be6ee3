import { describe, expect, test } from 'vitest';
import { cellOf } from '../cell/builtin.ts';
import { differentiate } from '../cell/interpret.ts';
import { boundsOf } from './bounds.ts';
import { measureGateHistograms } from './gateHistograms.ts';
import { subjectOf, TYPED } from './subject.test.helper.ts';
import type { Subject } from './subject.ts';

/** All values of a gate in a layer, over the sequences of the probe. */
function valuesOf({ network, parameters, probe, layer }: Subject, name: string): number[] {
  const { gates, states } = differentiate(network, parameters, probe.batch);
  const values = Array.from(gates.get(name)?.[layer] ?? states.get(name)?.[layer] ?? []);
  return values.filter((_, k) => Math.floor(k / network.units) % probe.batch.size < probe.size);
}

const LARGE = { units: 6, steps: 10, size: 7 };

describe.each([
  ['lstm', ['i', 'f', 'g', 'o']],
  ['gru', ['z', 'r', 'n']],
  [TYPED, ['r']],
  ['rnn', ['h']],
  ['relu', ['h']],
])('the histograms of %s', (cell, names) => {
  test.each([
    [1, 0],
    [2, 0],
    [3, 2],
  ])('of %d layers count, in layer %d, what the interpreter computes', (layers, layer) => {
    const subject = subjectOf({ cell, layers, layer, ...LARGE });
    const subjectMeasured = { ...subject, differentiation: differentiate(subject.network, subject.parameters, subject.probe.batch) };
    const { histograms, gated, measured, places } = measureGateHistograms(subjectMeasured, null);
    expect(histograms.map(({ name }) => name)).toEqual(names);
    expect([gated, measured, places]).toEqual([names[0] !== 'h', 70, 70]);
    for (const { name, kind, low, high, bins, shut, open, mean, lost } of histograms) {
      const values = valuesOf(subject, name);
      const share = (holds: (value: number) => boolean): number => values.filter(holds).length / values.length;
      expect(values).toHaveLength(420);
      expect(mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / values.length, 10);
      expect(lost).toBe(0);
      if (kind === 'gate') expect([shut, open]).toEqual([share((value) => value < 0.1), share((value) => value > 0.9)]);
      if (kind === 'candidate') expect([shut, open]).toEqual([share((value) => value < -0.9), share((value) => value > 0.9)]);
      if (kind === 'rectified') expect([shut, open]).toEqual([share((value) => value === 0), 0]);
      for (const [k, bin] of bins.entries()) {
        const [from, to] = [k, k + 1].map((edge) => low + ((high - low) * edge) / bins.length) as [number, number];
        expect(bin).toBeCloseTo(
          share((value) => value >= from && (value < to || (k === bins.length - 1 && value <= to))),
          10,
        );
      }
      expect(bins.reduce((sum, bin) => sum + bin, 0)).toBeCloseTo(1, 12);
    }
  });
});

describe('a gate', () => {
  const carries = (source: string) =>
    measureGateHistograms(subjectOf({ cell: source }), null).histograms.map(({ name, kind, carries: by }) => [
      name,
      kind,
      by === null ? null : `${by.complement ? '1 − ' : ''}${name} of ${by.state}`,
    ]);

  test('is known by what it multiplies on the carry path, whichever way round', () => {
    expect(carries('lstm')).toEqual([
      ['i', 'gate', null],
      ['f', 'gate', 'f of c'],
      ['g', 'candidate', null],
      ['o', 'gate', null],
    ]);
    expect(carries('gru')).toEqual([
      ['z', 'gate', 'z of h'],
      ['r', 'gate', null],
      ['n', 'candidate', null],
    ]);
    expect(carries("z = sigmoid(W x + U h)\nh' = h * (1 - z) + z * tanh(A x + B h)")).toEqual([['z', 'gate', '1 − z of h']]);
    expect(carries(TYPED)).toEqual([['r', 'gate', null]]);
  });

  test('is told by the bounds of its line, not by its name', () => {
    expect(
      carries(
        "f = min(1, max(0, 0.2 * (W x + U h) + 0.5))\nk = 1 - sigmoid(A x)\ng = W x + B h\nr = relu(C x)\nh' = f * h + k * tanh(g) + r",
      ),
    ).toEqual([
      ['f', 'gate', 'f of h'],
      ['k', 'gate', null],
      ['g', 'free', null],
      ['r', 'rectified', null],
    ]);
  });
});

test('bounds hold every value that a line can take', () => {
  const bounds = (line: string) => {
    const { graph, definitions } = cellOf(`a = ${line}\nh' = tanh(W x + U h + a)`);
    return boundsOf(graph, definitions.get('a') ?? -1).map((value) => value + 0);
  };
  expect(bounds('tanh(W x) * sigmoid(A x)')).toEqual([-1, 1]);
  expect(bounds('2 - 3 * sigmoid(W x)')).toEqual([-1, 2]);
  expect(bounds('abs(tanh(W x)) / (1 + sigmoid(A x))')).toEqual([0, 1]);
  expect(bounds('-relu(tanh(W x))')).toEqual([-1, 0]);
  expect(bounds('sqrt(1 - tanh(W x))')).toEqual([0, Math.SQRT2]);
  expect(bounds('exp(W x)')).toEqual([0, Number.POSITIVE_INFINITY]);
  expect(bounds('1 / tanh(W x)')).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
  expect(bounds('W x')).toEqual([Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY]);
});

test('what is not finite is in no bin, and the range of what nothing bounds is kept while it is used', () => {
  const subject = subjectOf({ cell: 'relu' });
  const h = Float64Array.from(subject.differentiation.states.get('h')?.[0] ?? []).map((_, k) =>
    k === 0 ? Number.NaN : k === 1 ? Number.POSITIVE_INFINITY : k % 4,
  );
  const withStates = (values: Float64Array): Subject => ({
    ...subject,
    differentiation: { ...subject.differentiation, states: new Map([['h', [values]]]) },
  });
  const first = measureGateHistograms(withStates(h), null);
  expect(first.histograms[0]).toMatchObject({ low: 0, high: 5, lost: 2 / 120 });
  const high = (by: number) => measureGateHistograms(withStates(h.map((value) => value * by)), first).histograms[0]?.high;
  expect([0.2, 0.5, 1.5, 2].map(high)).toEqual([1, 5, 5, 10]);
});
