import { describe, expect, test } from 'vitest';
import { cellOf } from '../cell/builtin.ts';
import { differentiate } from '../cell/interpret.ts';
import type { Network } from '../network.ts';
import { layoutOf } from '../network.ts';
import { createRng } from '../rng.ts';
import { iterateHeld, radiusAt } from './fixedPoints.ts';
import { type Held, holdInput } from './held.ts';
import { TYPED } from './subject.test.helper.ts';

const sizes = { units: 1, inputs: 1 };
const parameters = (values: Readonly<Record<string, number>>) => new Map(Object.entries(values).map(([name, value]) => [name, [value]]));
const BUDGET = 2e7;
/** A step of less than 10⁻⁶ is at rest, and the steps that would follow shrink by the radius. */
const errorAt = (radius: number, size: number): number => (1e-6 * Math.max(1, Math.abs(size))) / (1 - radius);
const starts = (...values: readonly number[]) => values.map((value) => Float64Array.of(value));

describe('a linear unit with its input held', () => {
  const held = (a: number): Held => holdInput(cellOf("h' = W x + U h"), sizes, parameters({ W: 0.7, U: a }), [2]);

  test.each([0.5, -0.8, 0.97, 0])('settles on W x / (1 − a) with radius |a|, a = %d', (a) => {
    const { settled, cycling, escaped, underWay } = iterateHeld(held(a), starts(-3, 0.1, 8), BUDGET);
    expect(settled).toHaveLength(1);
    const wanted = 1.4 / (1 - a);
    expect(Math.abs((settled[0]?.state[0] ?? 0) - wanted)).toBeLessThanOrEqual(errorAt(Math.abs(a), wanted));
    expect(settled[0]?.radius).toBeCloseTo(Math.abs(a), 12);
    expect(settled[0]).toMatchObject({ starts: 3, whole: true });
    expect([cycling, escaped, underWay]).toEqual([0, 0, 0]);
  });

  test('leaves the finite where it grows, goes round where it turns over, and says where it is too slow', () => {
    expect(iterateHeld(held(1.5), starts(1, 2), BUDGET)).toMatchObject({ settled: [], escaped: 2, cycling: 0, underWay: 0 });
    expect(iterateHeld(held(-1), starts(1, 2), BUDGET)).toMatchObject({ settled: [], escaped: 0, cycling: 2, period: 2, underWay: 0 });
    expect(iterateHeld(held(0.99999), starts(1), BUDGET)).toMatchObject({ settled: [], escaped: 0, cycling: 0, underWay: 1 });
  });
});

describe('a tanh unit without input', () => {
  const held = (u: number): Held => holdInput(cellOf("h' = tanh(W x + U h)"), sizes, parameters({ W: 1, U: u }), [0]);

  test('of gain 2 has two attractors, where h = tanh 2h, each with 2(1 − h²) as its radius', () => {
    let wanted = 1;
    for (let k = 0; k < 60; k++) wanted -= (Math.tanh(2 * wanted) - wanted) / (2 / Math.cosh(2 * wanted) ** 2 - 1);
    const { settled } = iterateHeld(held(2), starts(0.4, -0.01, -0.9, 0.2, 0.9), BUDGET);
    expect(settled.map((point) => point.starts)).toEqual([3, 2]);
    for (const [k, { state, radius }] of settled.entries()) {
      expect(Math.abs((state[0] ?? 0) - (k === 0 ? wanted : -wanted))).toBeLessThanOrEqual(errorAt(radius, 1));
      expect(radius).toBeCloseTo(2 * (1 - wanted ** 2), 4);
    }
  });

  test('started at its unstable fixed point stays there, and is told by a radius over 1', () => {
    expect(iterateHeld(held(2), starts(0), BUDGET).settled[0]).toMatchObject({ radius: 2, starts: 1 });
  });

  test('of gain −2 goes round between two values', () => {
    expect(iterateHeld(held(-2), starts(0.3), BUDGET)).toMatchObject({ settled: [], cycling: 1, period: 2 });
  });
});

describe.each(['feedforward', 'rnn', 'lstm', 'gru', TYPED])('%s of several units', (source) => {
  const [units, inputs] = [5, 3];
  const cell = cellOf(source);
  const network: Network = { cell, inputs, units, layers: 1, outputs: 1, loss: 'mse' };
  const rng = createRng('held', source);
  const flat = Float64Array.from({ length: layoutOf(network).size }, () => 0.4 * rng.normal());
  const x = Array.from({ length: inputs }, () => rng.normal());
  const named = new Map(
    layoutOf(network)
      .slots.filter(({ layer }) => layer === 0)
      .map(({ name, offset, rows, columns }) => [name, flat.subarray(offset, offset + rows * columns)]),
  );
  const held = holdInput(cell, { units, inputs }, named, x);

  /** The states after so many steps of the same input, by the interpreter of whole sequences. */
  function stepped(steps: number, start: ArrayLike<number>): number[] {
    const measured = differentiate(network, flat, {
      steps,
      size: 1,
      x: Array.from({ length: steps }, () => x).flat(),
      y: new Float64Array(steps),
      weights: new Float64Array(steps),
      start: new Map(cell.states.map((state, k) => [state, [Array.from(start).slice(k * units, (k + 1) * units)]])),
    });
    return cell.states.flatMap((state) => Array.from(measured.states.get(state)?.[0] ?? []).slice(-units));
  }

  test('steps as the interpreter of sequences does', () => {
    const state = Float64Array.from({ length: held.width }, () => rng.normal());
    const wanted = stepped(3, state);
    for (let k = 0; k < 3; k++) held.step(state.slice(), state);
    for (const [j, value] of wanted.entries()) expect(state[j]).toBeCloseTo(value, 12);
  });

  test('has the Jacobian that differences give', () => {
    const state = Float64Array.from({ length: held.width }, () => rng.normal());
    const step = 1e-6;
    const nudged = (j: number, by: number): number[] =>
      stepped(
        1,
        state.map((value, k) => value + (k === j ? by : 0)),
      );
    const columns = Array.from(state, (_, j) => {
      const [above, below] = [nudged(j, step), nudged(j, -step)];
      return above.map((value, i) => (value - (below[i] as number)) / (2 * step));
    });
    held.step(state, new Float64Array(held.width));
    for (let i = 0; i < held.width; i++) {
      const row = new Float64Array(held.width);
      held.pull(
        Float64Array.from(state, (_, k) => (k === i ? 1 : 0)),
        row,
      );
      for (const [j, value] of row.entries()) expect(value).toBeCloseTo(columns[j]?.[i] as number, 7);
    }
  });

  test('settles where the interpreter settles, and its radius is the pace at which a nudge dies', () => {
    const { settled, underWay } = iterateHeld(held, [new Float64Array(held.width)], BUDGET);
    const [point] = settled;
    if (point === undefined) throw new Error(`${source} does not settle: ${underWay}`);
    const wanted = stepped(3000, new Float64Array(held.width));
    for (const [j, value] of wanted.entries()) expect(Math.abs((point.state[j] ?? 0) - value)).toBeLessThan(3 * errorAt(point.radius, 1));
    const nudge = point.state.map((value) => value + 1e-4 * rng.normal());
    const far = (steps: number): number => Math.hypot(...stepped(steps, nudge).map((value, j) => value - (wanted[j] as number)));
    const pace = (far(60) / far(20)) ** (1 / 40);
    if (far(60) > 1e-14) expect(Math.abs(pace - point.radius)).toBeLessThan(0.02);
    else expect(point.radius).toBeLessThan(0.75);
  });
});

test('a Jacobian of many entries is read in a part of it, closely', () => {
  const [units, inputs] = [120, 1];
  const rng = createRng('large');
  const matrix = Array.from({ length: units * units }, (_, k) =>
    Math.floor(k / units) === k % units ? 0.9 * 0.95 ** (k % units) : 0.002 * rng.normal(),
  );
  const held = holdInput(
    cellOf("h' = W x + U h"),
    { units, inputs },
    new Map([
      ['W', Array.from({ length: units }, () => 0)],
      ['U', matrix],
    ]),
    [1],
  );
  const { radius, whole } = radiusAt(held, new Float64Array(units));
  let v = Array.from({ length: units }, () => rng.normal());
  let pace = 0;
  for (let k = 0; k < 2000; k++) {
    const image = v.map((_, i) => v.reduce((sum, value, j) => sum + (matrix[i * units + j] as number) * value, 0));
    pace = Math.hypot(...image);
    v = image.map((value) => value / pace);
  }
  expect(whole).toBe(false);
  expect(radius).toBeCloseTo(pace, 4);
});
