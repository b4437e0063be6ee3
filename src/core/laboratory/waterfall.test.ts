import { describe, expect, test } from 'vitest';
import { holdGates } from '../cell/hold.ts';
import { layoutOf } from '../network.ts';
import { differencesOf, singularValuesOf } from './jacobian/differences.test.helper.ts';
import { subjectOf, TYPED } from './subject.test.helper.ts';
import type { Subject } from './subject.ts';
import { measureWaterfall } from './waterfall.ts';

const CELLS = ['rnn', 'relu', 'lstm', 'gru', TYPED];
/** Each state from itself alone, without any matrix, as the cells' equations have it: read off the gates. */
const CARRIES: Readonly<Record<string, { readonly state: string; of(subject: Subject, t: number, unit: number): number }>> = {
  lstm: { state: 'c', of: ({ trace, layer }, t, unit) => trace.gates['f']?.[(layer * trace.steps + t) * trace.units + unit] ?? Number.NaN },
  gru: { state: 'h', of: ({ trace, layer }, t, unit) => trace.gates['z']?.[(layer * trace.steps + t) * trace.units + unit] ?? Number.NaN },
  [TYPED]: { state: 'm', of: () => 0.9 },
};

const close = (measured: number | undefined, wanted: number, tolerance: number): void =>
  expect(Math.abs(10 ** (measured ?? Number.NaN) - wanted)).toBeLessThanOrEqual(tolerance * wanted);

/** ∏ over steps of the carry path, unit by unit of its state, in the order of all states. */
function carryOf(subject: Subject, cell: string, from: number, to: number): Float64Array {
  const { states } = subject.network.cell;
  const { units } = subject.network;
  const known = CARRIES[cell];
  const product = new Float64Array(states.length * units);
  for (let unit = 0; known !== undefined && unit < units; unit++) {
    let value = 1;
    for (let t = from; t > to; t--) value *= known.of(subject, t, unit);
    product[states.indexOf(known.state) * units + unit] = value;
  }
  return product;
}

describe.each(CELLS)('the waterfall of %s', (cell) => {
  test.each([
    [1, 0],
    [2, 0],
    [3, 2],
  ])('of %d layers has, in layer %d, the norms of nudged states, and parts that add to the whole', (layers, layer) => {
    const subject = subjectOf({ cell, layers, layer, step: 6 });
    const { whole, factors, bound, carry, from, first } = measureWaterfall(subject);
    expect([from, first]).toEqual([6, 0]);
    expect([whole[6], bound[6], whole[7], factors[0]]).toEqual([0, 0, Number.NaN, Number.NaN]);
    let product = 1;
    for (let t = 5; t >= 0; t--) {
      const size = layers === 0 ? 0 : subject.network.units * subject.network.cell.states.length;
      const differences = differencesOf(subject, 6, t);
      close(whole[t], singularValuesOf(differences, size)[0] ?? 0, 1e-5);
      const factor = singularValuesOf(differencesOf(subject, t + 1, t), size)[0] ?? 0;
      close(factors[t + 1], factor, 1e-5);
      product *= factor;
      close(bound[t], product, 1e-4);
      expect(whole[t]).toBeLessThanOrEqual((bound[t] ?? 0) + 1e-6);
      if (CARRIES[cell] === undefined) continue;
      const kept = carryOf(subject, cell, 6, t);
      close(carry?.norms[t], Math.max(...kept.map(Math.abs)), 1e-5);
      const rest = differences.map((value, i) => value - (i % (size + 1) === 0 ? (kept[i / (size + 1)] ?? 0) : 0));
      close(carry?.rest[t], singularValuesOf(rest, size)[0] ?? 0, 1e-4);
      const parts = 10 ** (carry?.norms[t] ?? 0) + 10 ** (carry?.rest[t] ?? 0);
      expect(10 ** (whole[t] ?? 0)).toBeLessThanOrEqual(parts * (1 + 1e-6));
    }
    expect(carry?.states).toEqual(CARRIES[cell] === undefined ? undefined : [CARRIES[cell].state]);
  });
});

/** The subject with one vector of parameters of every layer set to a value; the states stay those that were measured. */
function held(subject: Subject, name: string, value: number): Subject {
  const parameters = subject.parameters.slice();
  for (const slot of layoutOf(subject.network).slots) {
    if (slot.name === name) parameters.fill(value, slot.offset, slot.offset + slot.rows * slot.columns);
  }
  return { ...subject, parameters };
}

test('an LSTM whose forget gate is saturated at 1 has a flat carry path, and no unit that it lies above', () => {
  const subject = held(subjectOf({ cell: 'lstm', steps: 30 }), 'bf', 60);
  const { carry, whole } = measureWaterfall(subject);
  for (let t = 0; t < 30; t++) {
    expect(carry?.norms[t]).toBe(0);
    expect(whole[t]).toBeGreaterThanOrEqual(-1e-12);
  }
});

test('held at 1 as an operation holds it, the forget gate carries everything too', () => {
  const subject = subjectOf({ cell: 'lstm' });
  const network = { ...subject.network, cell: holdGates(subject.network.cell, new Map([['f', 1]])) };
  const { carry } = measureWaterfall({ ...subject, network });
  expect(carry?.states).toEqual(['c']);
  expect([...(carry?.norms ?? [])]).toEqual(Array<number>(8).fill(0));
});

test('a cell that carries alone has nothing else, and its carry path is the whole', () => {
  const { carry, whole, bound } = measureWaterfall(subjectOf({ cell: "h' = tanh(W x + b) + 0.5 * h", steps: 400, units: 3 }));
  expect(carry?.states).toEqual(['h']);
  for (const [t, log] of whole.entries()) {
    expect(log).toBeCloseTo((399 - t) * Math.log10(0.5), 9);
    expect(bound[t]).toBeCloseTo(log, 9);
    expect(carry?.norms[t]).toBeCloseTo(log, 9);
    expect(carry?.rest[t]).toBe(Number.NEGATIVE_INFINITY);
    expect(carry?.share[t]).toBeCloseTo(1, 9);
  }
});

test('400 factors of 10⁻³ are told, though no number holds their product', () => {
  const { whole, first } = measureWaterfall(subjectOf({ cell: "h' = W x + 0.001 * h", steps: 400, units: 2 }));
  expect(first).toBe(0);
  expect(whole[0]).toBeCloseTo(-3 * 399, 6);
});

test('a cell that never looks back passes on nothing', () => {
  const { whole, factors, carry } = measureWaterfall(subjectOf({ cell: 'feedforward' }));
  expect([...whole]).toEqual([...Array<number>(7).fill(Number.NEGATIVE_INFINITY), 0]);
  expect(factors[3]).toBe(Number.NEGATIVE_INFINITY);
  expect(carry).toBeNull();
});

test('from the first step there is nothing to go back to', () => {
  const { whole, first } = measureWaterfall(subjectOf({ cell: 'gru', step: 0 }));
  expect(first).toBe(0);
  expect([...whole]).toEqual([0, ...Array<number>(7).fill(Number.NaN)]);
});

test('a large network is measured as far back as the budget goes, and one step at least', () => {
  const { whole, first, from } = measureWaterfall(subjectOf({ cell: 'gru', steps: 60, units: 96, size: 1 }));
  expect(first).toBeGreaterThan(0);
  expect(first).toBeLessThan(from - 2);
  expect(whole[first]).toBeTypeOf('number');
  expect(whole[first - 1]).toBeNaN();
  const huge = measureWaterfall(subjectOf({ cell: 'lstm', steps: 4, units: 256, size: 1 }));
  expect(huge.first).toBe(2);
  expect(huge.whole[2]).toBeGreaterThan(-2);
});
