import { describe, expect, test } from 'vitest';
import { layoutOf } from '../network.ts';
import { differencesOf, singularValuesOf } from './jacobian/differences.test.helper.ts';
import { measureSingularValues } from './singularValues.ts';
import { subjectOf, TYPED } from './subject.test.helper.ts';
import type { Subject } from './subject.ts';

const CELLS = ['rnn', 'relu', 'lstm', 'gru', TYPED];
const PLACES = [
  [1, 0],
  [2, 0],
  [3, 2],
] as const;

function matrixOf({ network, parameters, layer }: Subject, name: string): Float32Array {
  const slot = layoutOf(network).slots.find((each) => each.name === name && each.layer === layer);
  if (slot === undefined) throw new Error(`no ${name}`);
  return parameters.subarray(slot.offset, slot.offset + slot.rows * slot.columns);
}

const stateAt = ({ trace, layer }: Subject, t: number, unit: number): number =>
  trace.states['h']?.[(layer * trace.steps + t) * trace.units + unit] ?? Number.NaN;

describe.each(CELLS)('of %s', (cell) => {
  test.each(PLACES)('with %d layers, the singular values in layer %d are those of nudged states', (layers, layer) => {
    const subject = subjectOf({ cell, layers, layer, step: 6 });
    const { products, from, first, size } = measureSingularValues(subject);
    expect([from, first]).toEqual([6, 0]);
    expect(products.map(({ t }) => t)).toEqual([5, 4, 3, 2, 0]);
    for (const { t, values, all } of products) {
      expect(all).toBe(true);
      const wanted = singularValuesOf(differencesOf(subject, 6, t), size);
      for (const [i, log] of values.entries()) {
        expect(Math.abs(10 ** log - (wanted[i] ?? Number.NaN))).toBeLessThan(1e-6 * (wanted[0] ?? 0) + 1e-9);
      }
      for (const hidden of wanted.slice(values.length)) expect(hidden).toBeLessThan(1e-9);
    }
  });
});

describe('a cell of one matrix and one nonlinearity', () => {
  const slopes: Readonly<Record<string, (h: number) => number>> = {
    rnn: (h) => 1 - h * h,
    relu: (h) => (h > 0 ? 1 : 0),
    "h' = sigmoid(W x + b - U h)": (h) => h * (1 - h),
  };
  test.each(Object.keys(slopes))('%s: the largest slope times ‖U‖₂ is never below the largest singular value', (cell) => {
    for (const [layers, layer] of PLACES) {
      const subject = subjectOf({ cell, layers, layer });
      const { bound, products, ways } = measureSingularValues(subject);
      expect(ways).toEqual([]);
      const weights = singularValuesOf(matrixOf(subject, 'U'), subject.network.units)[0] ?? 0;
      expect(bound?.matrix).toBe('U');
      expect(bound?.weights).toBeCloseTo(weights, 6);
      let sum = 0;
      for (let t = 7; t > 0; t--) {
        const wanted = Math.max(
          ...Array.from({ length: subject.network.units }, (_, unit) => slopes[cell]?.(stateAt(subject, t, unit)) ?? Number.NaN),
        );
        expect(10 ** (bound?.slopes[t] ?? Number.NaN)).toBeCloseTo(wanted, 5);
        sum += Math.log10(wanted * weights);
        const measured = products.find((product) => product.t === t - 1)?.values[0];
        if (measured !== undefined) expect(measured).toBeLessThanOrEqual(sum + 1e-5);
      }
    }
  });

  test('γ is 1 for tanh, ReLU and softplus and ¼ for sigmoid, and told only of one function of a sum', () => {
    const told = (cell: string) => measureSingularValues(subjectOf({ cell })).bound?.nonlinearity;
    expect(told('rnn')).toEqual({ name: 'tanh', steepest: 1 });
    expect(told('relu')).toEqual({ name: 'relu', steepest: 1 });
    expect(told("h' = sigmoid(U h + W x)")).toEqual({ name: 'sigmoid', steepest: 0.25 });
    expect(told("h' = softplus(W x + U h)")).toEqual({ name: 'softplus', steepest: 1 });
    for (const cell of ["h' = 2 * tanh(W x + U h)", "h' = tanh(W x + 3 * U h)", "h' = exp(W x + U h)", "h' = U h + W x"])
      expect(told(cell)).toBeNull();
  });

  test.each(['feedforward', 'lstm', 'gru', TYPED, "h' = tanh(U (r * h))\nr = sigmoid(W x)", "h' = tanh(W x + U h) + 0.1 * h"])(
    '%s is none',
    (cell) => {
      const source = cell.startsWith("h' = tanh(U (r") ? "r = sigmoid(W x)\nh' = tanh(U (r * h))" : cell;
      expect(measureSingularValues(subjectOf({ cell: source })).bound).toBeNull();
    },
  );
});

test("an LSTM's ways are its gates' and the carry path, each with its slope, its weights and its part", () => {
  const subject = subjectOf({ cell: 'lstm' });
  const { ways, products, size } = measureSingularValues(subject);
  expect(ways.map(({ label }) => label)).toEqual(['through i', 'through f', 'through g', 'through o', 'carry path']);
  const { trace } = subject;
  const gate = (name: string, unit: number): number => trace.gates[name]?.[7 * trace.units + unit] ?? Number.NaN;
  const cellAt = (t: number, unit: number): number => trace.states['c']?.[t * trace.units + unit] ?? Number.NaN;
  const units = Array.from({ length: trace.units }, (_, unit) => unit);
  // c is moved by f(1 − f) c, and h by that and o(1 − tanh²c).
  const slopes = units.map((unit) => {
    const f = gate('f', unit);
    return f * (1 - f) * Math.abs(cellAt(6, unit)) * Math.hypot(1, gate('o', unit) * (1 - Math.tanh(cellAt(7, unit)) ** 2));
  });
  expect(ways[1]?.slope).toBeCloseTo(Math.max(...slopes), 5);
  expect(ways[1]?.weights).toBeCloseTo(singularValuesOf(matrixOf(subject, 'Uf'), trace.units)[0] ?? 0, 6);
  for (const { slope, weights, norm } of ways.slice(0, 4)) expect(norm).toBeLessThanOrEqual(slope * weights * (1 + 1e-6));
  const carried = units.map((unit) => gate('f', unit) * Math.hypot(1, gate('o', unit) * (1 - Math.tanh(cellAt(7, unit)) ** 2)));
  expect(ways[4]?.norm).toBeCloseTo(Math.max(...carried), 5);
  const sum = ways.reduce((total, { norm }) => total + norm, 0);
  expect(10 ** (products[0]?.values[0] ?? 0)).toBeLessThanOrEqual(sum);
  expect(size).toBe(2 * trace.units);
});

test('values that rounding hides are left out, and where all are 0 one says so', () => {
  const hidden = measureSingularValues(subjectOf({ cell: "h' = 0.5 * h + 0.0000001 * relu(U h)", steps: 40, units: 3 }));
  expect(hidden.products[0]?.values).toHaveLength(3);
  const dead = measureSingularValues(subjectOf({ cell: 'feedforward' }));
  expect([...(dead.products[0]?.values ?? [])]).toEqual([Number.NEGATIVE_INFINITY]);
  const flat = measureSingularValues(subjectOf({ cell: 'rnn', steps: 40, units: 6 }));
  const last = flat.products.at(-1);
  expect(last?.t).toBe(0);
  expect(last?.values.length).toBeLessThan(6);
});

test('from the first step there is no product', () => {
  expect(measureSingularValues(subjectOf({ cell: 'lstm', step: 0 })).products).toEqual([]);
});

test('of a state of more than 128 entries the largest value alone is measured', () => {
  const { products, ways, first } = measureSingularValues(subjectOf({ cell: 'lstm', steps: 6, units: 66, size: 1 }));
  expect(products[0]?.all).toBe(false);
  expect(products[0]?.values).toHaveLength(1);
  expect(ways).toEqual([]);
  expect(first).toBeLessThan(5);
});
