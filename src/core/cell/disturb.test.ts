import { describe, expect, test } from 'vitest';
import { equationsOf } from '../analysis/equations.ts';
import { layoutOf, type Network, type States } from '../network.ts';
import { createRng } from '../rng.ts';
import { cellOf } from './builtin.ts';
import type { Cell } from './cell.ts';
import { disturb } from './disturb.ts';
import { disturbedStates } from './disturbed.ts';
import { evaluateStep } from './evaluate.ts';
import { holdGates } from './hold.ts';
import { differentiate, type Sequences } from './interpret.ts';

const TYPED = "r = sigmoid(A x + B m)\nm' = 0.9 * m + 0.3 * tanh(C (r * h) + w)\nh' = D x + E h - k * m'";
const [STEPS, SIZE, UNITS] = [5, 2, 4];

interface Problem {
  readonly network: Network;
  readonly parameters: Float64Array;
  readonly sequences: Sequences & { readonly noise: States };
}

function problemOf(cell: Cell, layers: number): Problem {
  const rng = createRng('disturbed', cell.source, layers);
  const draw = (length: number, size = 0.7) => Float64Array.from({ length }, () => size * rng.normal());
  const network: Network = { cell, inputs: 3, units: UNITS, layers, outputs: 2, loss: 'mse' };
  const rows = STEPS * SIZE;
  const noise = new Map(
    disturbedStates(cell).map((state) => [state, Array.from({ length: layers }, () => draw(rows * UNITS, 0.3))] as const),
  );
  const weights = Float64Array.from({ length: rows }, () => rng.uniform() / rows);
  return {
    network,
    parameters: draw(layoutOf(network).size, 0.5),
    sequences: { steps: STEPS, size: SIZE, x: draw(rows * 3), y: draw(rows * 2), weights, noise },
  };
}

/** Of fourth order, for every entry of `at`. */
function slopes(at: ArrayLike<number>, lossAt: (moved: Float64Array) => number): Float64Array {
  const step = 1e-3;
  return Float64Array.from({ length: at.length }, (_, k) => {
    const to = (by: number) => lossAt(Float64Array.from(at).fill((at[k] ?? 0) + by, k, k + 1));
    return (8 * (to(step) - to(-step)) - (to(2 * step) - to(-2 * step))) / (12 * step);
  });
}

const furthest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((most, value, k) => Math.max(most, Math.abs(value - (b[k] ?? Number.NaN))), 0);

describe.each(['rnn', 'lstm', 'gru', TYPED])('%s with noise on every state', (text) => {
  const plain = cellOf(text);
  const cell = disturb(plain, plain.states);

  test.each([1, 2, 3])('has, in %i layers, the gradients that differences say with the noise held', (layers) => {
    const { network, parameters, sequences } = problemOf(cell, layers);
    const measured = differentiate(network, parameters, sequences);
    const byParameters = slopes(parameters, (moved) => differentiate(network, moved, sequences).loss);
    const byInputs = slopes(sequences.x, (x) => differentiate(network, parameters, { ...sequences, x }).loss);
    expect(furthest(measured.parameterGradients, byParameters)).toBeLessThan(1e-9);
    expect(furthest(measured.inputGradients, byInputs)).toBeLessThan(1e-9);
    expect(Math.hypot(...byParameters)).toBeGreaterThan(1e-2);
  });

  test('blames each state as differences say, since noise moves it freely', () => {
    const { network, parameters, sequences } = problemOf(cell, 2);
    const measured = differentiate(network, parameters, sequences);
    for (const state of cell.states) {
      for (const layer of [0, 1]) {
        const with_ = (moved: Float64Array): States =>
          new Map([...sequences.noise].map(([name, all]) => [name, all.map((own, l) => (name === state && l === layer ? moved : own))]));
        const wanted = slopes(
          sequences.noise.get(state)?.[layer] ?? [],
          (moved) => differentiate(network, parameters, { ...sequences, noise: with_(moved) }).loss,
        );
        expect(furthest(measured.stateGradients.get(state)?.[layer] ?? [], wanted)).toBeLessThan(1e-9);
      }
    }
  });

  test('is the cell itself where the noise is 0, or none is given', () => {
    const { network, parameters, sequences } = problemOf(cell, 2);
    const { noise, ...rest } = sequences;
    const silent: States = new Map([...noise].map(([name, layers]) => [name, layers.map(({ length }) => new Float64Array(length))]));
    const wanted = differentiate({ ...network, cell: plain }, parameters, rest);
    for (const given of [rest, { ...rest, noise: silent }]) expect(differentiate(network, parameters, given)).toEqual(wanted);
    expect(differentiate(network, parameters, sequences).loss).not.toBe(wanted.loss);
  });

  test('keeps its names, its widths and its parameters', () => {
    for (const key of ['states', 'gates', 'matrices', 'vectors'] as const) expect(cell[key]).toEqual(plain[key]);
    expect(disturbedStates(cell)).toEqual(plain.states);
    expect(disturbedStates(plain)).toEqual([]);
    expect(disturb(plain, [])).toBe(plain);
  });
});

test('two layers of a tanh RNN are what the textbook writes, with the noise behind the tanh', () => {
  const { network, parameters, sequences } = problemOf(disturb(cellOf('rnn'), ['h']), 2);
  const { slots } = layoutOf(network);
  const entry = (layer: number, name: string, row: number, column = 0) => {
    const slot = slots.find((each) => each.layer === layer && each.name === name);
    return parameters[(slot?.offset ?? Number.NaN) + row * (slot?.columns ?? 1) + column] ?? Number.NaN;
  };
  const measured = differentiate(network, parameters, sequences);
  for (let b = 0; b < SIZE; b++) {
    let states = [new Array<number>(UNITS).fill(0), new Array<number>(UNITS).fill(0)];
    for (let t = 0; t < STEPS; t++) {
      let x = Array.from(sequences.x).slice((t * SIZE + b) * 3, (t * SIZE + b + 1) * 3);
      states = states.map((before, layer) => {
        x = before.map((_, u) => {
          const heard = x.reduce((sum, value, i) => sum + entry(layer, 'W', u, i) * value, entry(layer, 'b', u));
          const recalled = before.reduce((sum, value, j) => sum + entry(layer, 'U', u, j) * value, heard);
          return Math.tanh(recalled) + (sequences.noise.get('h')?.[layer]?.[(t * SIZE + b) * UNITS + u] ?? Number.NaN);
        });
        return x;
      });
      for (const [layer, values] of states.entries()) {
        const got = Array.from(measured.states.get('h')?.[layer] ?? []).slice((t * SIZE + b) * UNITS, (t * SIZE + b + 1) * UNITS);
        expect(furthest(got, values)).toBeLessThan(1e-14);
      }
    }
  }
});

test('a gate that is held and a state that is disturbed do not mind each other', () => {
  const both = disturb(holdGates(cellOf('lstm'), new Map([['f', 1]])), ['c']);
  const { network, parameters, sequences } = problemOf(both, 1);
  const measured = differentiate(network, parameters, sequences);
  const byParameters = slopes(parameters, (moved) => differentiate(network, moved, sequences).loss);
  expect(furthest(measured.parameterGradients, byParameters)).toBeLessThan(1e-9);
  expect(disturbedStates(both)).toEqual(['c']);
  // c adds up what is let in, and all the noise so far.
  const [c, i, g, noise] = [measured.states.get('c'), measured.gates.get('i'), measured.gates.get('g'), sequences.noise.get('c')].map(
    (layers) => layers?.[0] ?? [],
  ) as [ArrayLike<number>, ArrayLike<number>, ArrayLike<number>, ArrayLike<number>];
  for (let at = 0; at < SIZE * UNITS; at++) {
    let sum = 0;
    for (let k = at; k < c.length; k += SIZE * UNITS) {
      sum += (i[k] ?? 0) * (g[k] ?? 0) + (noise[k] ?? 0);
      expect(c[k]).toBeCloseTo(sum, 12);
    }
  }
});

test('a state whose line is a number is that number and noise', () => {
  const { network, parameters, sequences } = problemOf(disturb(cellOf("c' = tanh(W x + U c)\nh' = c' * 0 + 0"), ['h', 'c']), 1);
  expect(Array.from(differentiate(network, parameters, sequences).states.get('h')?.[0] ?? [])).toEqual(
    Array.from(sequences.noise.get('h')?.[0] ?? []),
  );
});

test('says so in its equations and in its text', () => {
  const cell = disturb(cellOf('rnn'), ['h']);
  const values = evaluateStep(
    cell,
    { units: 2, inputs: 1 },
    {
      x: [1],
      parameters: new Map([
        ['W', [0.2, 0.2]],
        ['U', [0, 0, 0, 0]],
        ['b', [0, 0]],
      ]),
      previous: new Map(),
      noise: new Map([['h', [0.25, -0.5]]]),
      incoming: new Map(),
    },
  );
  expect(equationsOf(cell, values, 1)).toEqual([
    { name: "h'", symbols: "h' = tanh(W x + U h + b) + noise", numbers: 'tanh(0.20 + 0 + 0) − 0.50', value: Math.tanh(0.2) - 0.5 },
  ]);
  expect(cell.source).toContain('# noise on h');
});

test('noise that does not fit is refused by name', () => {
  const { network, parameters, sequences } = problemOf(disturb(cellOf('lstm'), ['c']), 1);
  const given = (noise: States) => () => differentiate(network, parameters, { ...sequences, noise });
  expect(given(new Map([['h', [new Float64Array(40)]]]))).toThrow('noise is given for `h`, which this cell does not disturb');
  expect(given(new Map([['c', [new Float64Array(39)]]]))).toThrow('the noise of c has arrays of 39 numbers and needs 1 of 40');
});

test('small noise costs the loss, on average, σ²/2 times its second derivatives by the states', () => {
  const { network, parameters, sequences } = problemOf(disturb(cellOf('gru'), ['h']), 1);
  const { noise: _, ...rest } = sequences;
  const count = STEPS * SIZE * UNITS;
  const lossAt = (n: Float64Array) => differentiate(network, parameters, { ...rest, noise: new Map([['h', [n]]]) }).loss;
  const still = new Float64Array(count);
  const clean = lossAt(still);
  const step = 1e-3;
  let curvature = 0;
  for (let k = 0; k < count; k++) curvature += (lossAt(still.with(k, step)) + lossAt(still.with(k, -step)) - 2 * clean) / step ** 2;
  const [spread, draws, rng] = [0.02, 800, createRng('curvature')];
  let excess = 0;
  for (let draw = 0; draw < draws; draw++) {
    const n = Float64Array.from({ length: count }, () => spread * rng.normal());
    // Each with its mirror image, so that what is odd in the noise adds to nothing.
    excess += (lossAt(n) + lossAt(n.map((value) => -value)) - 2 * clean) / 2 / draws;
  }
  expect(curvature).toBeGreaterThan(0.01);
  expect(excess / ((spread ** 2 / 2) * curvature)).toBeCloseTo(1, 1);
});
