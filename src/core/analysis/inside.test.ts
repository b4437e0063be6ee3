import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cellOf } from '../cell/builtin.ts';
import type { Cell } from '../cell/cell.ts';
import { evaluateStep } from '../cell/evaluate.ts';
import { differentiate } from '../cell/interpret.ts';
import { cells } from '../cell/randomCells.test.helper.ts';
import { layoutOf, type Network } from '../network.ts';
import { type Inside, insideOf, type StepMeasured } from './inside.ts';
import { norm } from './norms.ts';

const sizes = { units: 5, inputs: 3 };

/** Numbers between −scale and scale that follow no pattern, the same in every run. */
function numbers(count: number, seed: number, scale = 1): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => scale * Math.sin(100 * seed + 7.3 * i * i + 2.1 * i));
}

function stepOf(source: string, change: Partial<StepMeasured> = {}): StepMeasured {
  const cell = cellOf(source);
  const parameters = new Map<string, Float64Array>();
  cell.matrices.forEach(({ name, columns }, k) =>
    parameters.set(name, numbers(sizes.units * (columns === 'units' ? 5 : columns === 'inputs' ? 3 : 1), k + 1, 0.6)),
  );
  cell.vectors.forEach((name, k) => parameters.set(name, numbers(sizes.units, k + 31, 0.3)));
  const perState = (seed: number, scale: number) => new Map(cell.states.map((state, k) => [state, numbers(sizes.units, seed + k, scale)]));
  return {
    cell,
    sizes,
    iteration: 7,
    layer: 0,
    step: 3,
    unit: 0,
    x: numbers(3, 61),
    parameters,
    previous: perState(71, 0.8),
    blame: perState(81, 0.02),
    ...change,
  };
}

/** All new states after one step, as one function of all previous states, without any derivative. */
function forward({ cell, x, parameters }: StepMeasured, previous: StepMeasured['previous']): Map<string, Float64Array> {
  const values = evaluateStep(cell, sizes, { x, parameters, previous, incoming: new Map() });
  return new Map(cell.states.map((state) => [state, values[cell.definitions.get(`${state}'`) ?? -1] ?? new Float64Array(0)]));
}

/**
 * ∂/∂s_{t−1} of Σ_s incoming_s · s_t by central differences. `incoming` is what reaches each new state from outside, found
 * by taking off what it does to the others within the step, also by differences.
 */
function carriedByDifferences(step: StepMeasured, incoming: ReadonlyMap<string, ArrayLike<number>>): number[] {
  const ε = 1e-6;
  const value = (previous: StepMeasured['previous']): number =>
    [...forward(step, previous)].reduce(
      (sum, [state, values]) => sum + values.reduce((s, v, j) => s + v * ((incoming.get(state) ?? [])[j] ?? 0), 0),
      0,
    );
  const nudged = (state: string, j: number, by: number) =>
    new Map(
      [...step.previous].map(([name, values]) => [
        name,
        name === state ? Float64Array.from(values).with(j, (values[j] ?? 0) + by) : values,
      ]),
    );
  return step.cell.states.flatMap((state) =>
    Array.from({ length: sizes.units }, (_, j) => (value(nudged(state, j, ε)) - value(nudged(state, j, -ε))) / (2 * ε)),
  );
}

/** For an LSTM: h' = o tanh(c'), so that blame of c = incoming of c + blame of h · o (1 − tanh²). */
function lstmIncoming(step: StepMeasured): Map<string, Float64Array> {
  const values = evaluateStep(step.cell, sizes, { x: step.x, parameters: step.parameters, previous: step.previous, incoming: new Map() });
  const at = (name: string) => values[step.cell.definitions.get(name) ?? -1] ?? new Float64Array(0);
  const [h, c] = [Float64Array.from(step.blame.get('h') ?? []), Float64Array.from(step.blame.get('c') ?? [])];
  const through = h.map((g, j) => g * (at('o')[j] ?? 0) * (1 - Math.tanh(at("c'")[j] ?? 0) ** 2));
  return new Map([
    ['h', h],
    ['c', c.map((g, j) => g - (through[j] ?? 0))],
  ]);
}

const CELLS = {
  rnn: 'rnn',
  relu: 'relu',
  lstm: 'lstm',
  gru: 'gru',
  'a typed cell': "r = sigmoid(Wr x + Ur h)\nh' = tanh(W x + U (r * h) + 0.5 * V2 h) + 0.3 * h",
  'two chained states': "c' = 0.5 * c + tanh(W x + U h)\nm' = m * sigmoid(c') + c\nh' = tanh(m' * c' + R m)",
};

for (const [name, source] of Object.entries(CELLS)) {
  test(`${name}: the shares of the paths add to the ratio, and each is the product of its factors`, () => {
    const { paths, ratio, blame, carried } = insideOf(stepOf(source));
    expect(Math.abs(paths.reduce((sum, { share }) => sum + share, 0) - ratio)).toBeLessThan(1e-9);
    for (const path of paths) expect(path.slope * path.weights * path.rest * path.alignment).toBeCloseTo(path.share, 12);
    expect(ratio).toBeCloseTo(carried / blame, 12);
    expect(ratio).toBeGreaterThan(0);
  });
}

for (const name of ['rnn', 'gru', 'lstm', 'a typed cell'] as const) {
  test(`${name}: the ratio is that of a Jacobian-vector product by finite differences`, () => {
    const step = stepOf(CELLS[name]);
    const incoming = name === 'lstm' ? lstmIncoming(step) : step.blame;
    const { ratio, blame } = insideOf(step);
    expect(blame).toBeCloseTo(norm([...step.blame.values()].flatMap((values) => Array.from(values))), 12);
    expect(norm(carriedByDifferences(step, incoming)) / blame / ratio).toBeCloseTo(1, 7);
  });
}

test('states that read one another within the step still get exactly the blame that was measured', () => {
  const step = stepOf(CELLS['two chained states']);
  const { cell } = step;
  const { ratio, carried } = insideOf(step);
  const incoming = chainedIncoming(step);
  expect(norm(carriedByDifferences(step, incoming)) / carried).toBeCloseTo(1, 7);
  expect(cell.states).toHaveLength(3);
  expect(ratio).toBeGreaterThan(0);
});

/** By hand for "two chained states": from the last line to the first. */
function chainedIncoming({ cell, x, parameters, previous, blame }: StepMeasured): Map<string, Float64Array> {
  const values = evaluateStep(cell, sizes, { x, parameters, previous, incoming: new Map() });
  const at = (name: string, j: number): number => values[cell.definitions.get(name) ?? -1]?.[j] ?? Number.NaN;
  const of = (name: string, j: number): number => blame.get(name)?.[j] ?? Number.NaN;
  const sigmoid = (a: number): number => 1 / (1 + Math.exp(-a));
  const column = (entry: (j: number) => number) => Float64Array.from({ length: sizes.units }, (_, j) => entry(j));
  const slope = (j: number): number => of('h', j) * (1 - at("h'", j) ** 2);
  const gate = (j: number): number => sigmoid(at("c'", j));
  return new Map([
    ['h', column((j) => of('h', j))],
    ['m', column((j) => of('m', j) - slope(j) * at("c'", j))],
    ['c', column((j) => of('c', j) - slope(j) * at("m'", j) - of('m', j) * (previous.get('m')?.[j] ?? 0) * gate(j) * (1 - gate(j)))],
  ]);
}

test('a tanh RNN has one path, and slope × weights is the whole ratio', () => {
  const { paths, ratio } = insideOf(stepOf('rnn'));
  expect(paths).toHaveLength(1);
  const [path] = paths;
  expect(path).toMatchObject({ label: 'through U', state: 'h', matrix: 'U', rest: 1 });
  expect(path?.alignment).toBeCloseTo(1, 12);
  expect((path?.slope ?? 0) * (path?.weights ?? 0)).toBeCloseTo(ratio, 12);
});

test('an LSTM has its carry path beside the paths through i, f, g and o', () => {
  const { paths } = insideOf(stepOf('lstm'));
  expect(paths.map(({ label }) => label).sort()).toEqual(['carry path', 'through f', 'through g', 'through i', 'through o']);
  expect(paths.find(({ label }) => label === 'carry path')).toMatchObject({ state: 'c', matrix: null, weights: 1, rest: 1 });
});

test('a GRU has its carry path beside the paths through z, r and n', () => {
  expect(
    insideOf(stepOf('gru'))
      .paths.map(({ label }) => label)
      .sort(),
  ).toEqual(['carry path', 'through n', 'through r', 'through z']);
});

test('what stands between a matrix and the state is a factor of its own', () => {
  const { paths } = insideOf(stepOf(CELLS['a typed cell']));
  const through = paths.find(({ matrix }) => matrix === 'U');
  expect(through?.rest).toBeGreaterThan(0);
  expect(through?.rest).toBeLessThan(1);
});

test('paths of one label are told apart', () => {
  const labels = insideOf(stepOf("h' = tanh(W x + U h + U h * U2 h) + 0.1 * h\nc' = c + h'")).paths.map(({ label }) => label);
  expect(new Set(labels).size).toBe(labels.length);
});

test('blame of 1e-38 is divided as exactly as any other', () => {
  const tiny = new Map([['h', numbers(5, 81, 1e-38)]]);
  const plain = new Map([['h', numbers(5, 81)]]);
  expect(insideOf(stepOf('gru', { blame: tiny })).ratio / insideOf(stepOf('gru', { blame: plain })).ratio).toBeCloseTo(1, 9);
});

test('without blame there is no ratio, and no path has a share', () => {
  const { ratio, blame, carried, paths } = insideOf(
    stepOf('lstm', {
      blame: new Map([
        ['h', new Float64Array(5)],
        ['c', new Float64Array(5)],
      ]),
    }),
  );
  expect([blame, carried, ratio]).toEqual([0, 0, Number.NaN]);
  expect(paths.map(({ share }) => share)).toEqual([0, 0, 0, 0, 0]);
});

test('a cell that reads no earlier step carries nothing back', () => {
  expect(insideOf(stepOf('feedforward'))).toMatchObject({ carried: 0, ratio: 0, paths: [] });
});

test('the unit with the largest blame is taken where none is chosen', () => {
  const blame = new Map([['h', Float64Array.of(0.1, -0.2, 0.3, -0.9, 0.5)]]);
  expect(insideOf(stepOf('rnn', { unit: null, blame })).unit).toBe(3);
  expect(insideOf(stepOf('rnn', { unit: 99, blame })).unit).toBe(4);
});

test('each equation comes with its numbers, which give its value', () => {
  const { equations } = insideOf(stepOf('lstm', { unit: 2 }));
  expect(equations.map(({ name }) => name)).toEqual(['i', 'f', 'g', 'o', "c'", "h'"]);
  const cell = equations[4];
  expect(cell?.symbols).toBe("c' = f * c + i * g");
  const [f, c, i, g] = (cell?.numbers.match(/[−\d.]+/g) ?? []).map((text) => Number(text.replace('−', '-')));
  expect((f ?? 0) * (c ?? 0) + (i ?? 0) * (g ?? 0)).toBeCloseTo(cell?.value ?? Number.NaN, 1);
});

test('a matrix of two uses prints each with its own number', () => {
  const step: StepMeasured & { cell: Cell } = stepOf("h' = tanh(U h + U x2 + W x)", {});
  const { equations } = insideOf(step);
  const [first, second] = equations[0]?.numbers.match(/\d\.\d\d/g) ?? [];
  expect(first).not.toBe(second);
});

/** The inside of the last of `steps` steps of a network of one layer, and the norm of the whole blame of the step before. */
function lastStepOf(cell: Cell, seed: number, steps: number): { inside: Inside; measured: number } {
  const network: Network = { cell, inputs: sizes.inputs, units: sizes.units, layers: 1, outputs: 1, loss: 'mse' };
  const { slots, size } = layoutOf(network);
  const flat = numbers(size, seed, 0.5);
  const weights = new Float64Array(steps).fill(1, steps - 1);
  const sequence = { steps, size: 1, x: numbers(steps * sizes.inputs, seed + 1), y: numbers(steps, seed + 2), weights };
  const { states, stateGradients } = differentiate(network, flat, sequence);
  const at = (from: typeof states, t: number) =>
    new Map([...from].map(([name, [values]]) => [name, Array.from(values ?? []).slice(t * sizes.units, (t + 1) * sizes.units)]));
  const own = slots.filter(({ layer }) => layer === 0);
  const parameters = new Map(own.map(({ name, offset, rows, columns }) => [name, flat.subarray(offset, offset + rows * columns)]));
  const read = (t: number) => ({ x: sequence.x.subarray(t * sizes.inputs, (t + 1) * sizes.inputs), previous: at(states, t - 1) });
  const step = steps - 1;
  const given = { cell, sizes, iteration: 0, layer: 0, step, unit: null, parameters, blame: at(stateGradients, step) };
  const measured = norm([...at(stateGradients, step - 1).values()].flat());
  return { inside: insideOf({ ...given, ...read(step), before: read(step - 1) }), measured };
}

test("an LSTM's shares add to the ratio of the norms that the trace shows, c being blamed through h as well", () => {
  const { inside, measured } = lastStepOf(cellOf('lstm'), 5, 6);
  const shares = inside.paths.reduce((sum, { share }) => sum + share, 0);
  expect(shares).toBeCloseTo(measured / inside.blame, 12);
  expect(inside.paths.find(({ label }) => label === 'through i')?.rest).toBeGreaterThan(1);
  expect(inside.paths.find(({ label }) => label === 'carry path')?.rest).toBe(1);
});

test('of any cell, the blame carried back to an unscored step is the whole blame there, and the shares add to it', () => {
  fc.assert(
    fc.property(cells, fc.integer({ min: 1, max: 1000 }), (cell, seed) => {
      const { inside, measured } = lastStepOf(cell, seed, 3);
      fc.pre(Number.isFinite(measured) && inside.blame > 1e-12);
      expect(Math.abs(inside.carried - measured)).toBeLessThanOrEqual(1e-9 * (measured + inside.blame));
      const shares = inside.paths.map(({ share }) => share);
      const largest = shares.reduce((most, share) => Math.max(most, Math.abs(share)), 1);
      expect(Math.abs(shares.reduce((sum, share) => sum + share, 0) - inside.ratio)).toBeLessThanOrEqual(1e-9 * largest);
    }),
    { numRuns: 200 },
  );
});
