import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cellOf } from '../cell/builtin.ts';
import { LONGEST_SOURCE } from '../cell/parse.ts';
import { cells } from '../cell/randomCells.test.helper.ts';
import { layoutOf, type Network } from '../network.ts';
import type { LayerPlan, MapStage, Place, Plan, ProductStage, Stage } from './plan.ts';
import { planOf } from './planOf.ts';
import { PHASES, type Phase } from './values.ts';

const networkOf = (cell: string, sizes: Partial<Network> = {}): Network => ({
  cell: cellOf(cell),
  inputs: 3,
  units: 4,
  layers: 1,
  outputs: 2,
  loss: 'mse',
  ...sizes,
});

function layerOf(cell: string, layers = 1, index = layers - 1): LayerPlan {
  const layer = planOf(networkOf(cell, { layers })).layers[index];
  if (layer === undefined) throw new Error(`no layer ${index}`);
  return layer;
}

const isProduct = (stage: Stage): stage is ProductStage => stage.kind === 'product';
const isMap = (stage: Stage): stage is MapStage => stage.kind === 'map';
const productsOf = ({ stages }: LayerPlan, phase: Phase): ProductStage[] => stages[phase].filter(isProduct);
/** `Wi Wf` for a product of several matrices, with ᵀ where they are transposed. */
const written = (products: readonly ProductStage[]): string[] =>
  products.map(({ matrices, transposed }) => `${matrices.join(' ')}${transposed ? 'ᵀ' : ''}`);
const placeOf = (places: ReadonlyMap<string, Place>, name: string): Place => {
  const place = places.get(name);
  if (place === undefined) throw new Error(`${name} has no place`);
  return place;
};

describe('what is done for all steps before the forward loop', () => {
  test.each([
    ['rnn', ['W']],
    ['lstm', ['Wi Wf Wg Wo']],
    ['gru', ['Wz Wr Wn']],
    ["r = sigmoid(W x + V h + a)\nh' = tanh(U (r * h) + W2 x + b)", ['W W2']],
    ["h' = tanh(U h + b)", []],
  ])('of `%s` is the products with x', (cell, products) => {
    expect(written(productsOf(layerOf(cell), 'before'))).toEqual(products);
  });

  test('begins with the bias where the sum has one', () => {
    expect(productsOf(layerOf('lstm'), 'before')[0]?.start.kind).toBe('bias');
    expect(productsOf(layerOf("h' = tanh(W x + U h)"), 'before')[0]?.start.kind).toBe('zero');
  });

  test('is a function of x that two lines share, computed once', () => {
    const layer = layerOf("a = tanh(W x + b)\nh' = sigmoid(U h + a) * a");
    expect(layer.stages.before.filter(isMap)).toHaveLength(1);
    expect(layer.stages.before.filter(isMap)[0]?.compute).toHaveLength(2);
  });

  test('is all of a cell that reads no state', () => {
    const layer = layerOf('feedforward');
    expect(layer.stages.forward).toEqual([]);
    expect(layer.recurs).toEqual({ forward: false, backward: false });
    expect(layerOf('rnn').recurs).toEqual({ forward: true, backward: true });
  });
});

describe('what is done at each step of the loops', () => {
  test.each([
    ['rnn', ['U'], ['Uᵀ']],
    ['lstm', ['Ui Uf Ug Uo'], ['Ui Uf Ug Uoᵀ']],
    ['gru', ['Uz Ur', 'Un'], ['Uz Urᵀ', 'Unᵀ']],
    ["r = sigmoid(W x + V h)\nh' = tanh(U (r * h) + W2 x + b)", ['V', 'U'], ['Uᵀ', 'Vᵀ']],
  ])('of `%s` multiplies once what can be multiplied at once', (cell, forward, backward) => {
    const layer = layerOf(cell);
    expect(written(productsOf(layer, 'forward'))).toEqual(forward);
    expect(written(productsOf(layer, 'backward'))).toEqual(backward);
  });

  test('is one element-wise stage of the LSTM, forward and backward', () => {
    const layer = layerOf('lstm');
    expect(layer.stages.forward.filter(isMap)).toHaveLength(1);
    expect(layer.stages.backward.filter(isMap)).toHaveLength(1);
  });

  test('is two element-wise stages where a product waits for a product', () => {
    const layer = layerOf("r = sigmoid(W x + V h)\nh' = tanh(U (r * h) + W2 x + b)");
    expect(layer.stages.forward.map(({ kind }) => kind)).toEqual(['product', 'map', 'product', 'map']);
  });

  test('takes ∂L/∂x along only above the first layer, after the loop', () => {
    expect(layerOf('rnn', 2, 0).stages.after).toEqual([]);
    expect(written(productsOf(layerOf('rnn', 2, 0), 'trace'))).toEqual(['Wᵀ']);
    expect(written(productsOf(layerOf('rnn', 2, 1), 'after'))).toEqual(['Wᵀ']);
    expect(layerOf('rnn', 2, 1).stages.trace).toEqual([]);
  });
});

describe('where values lie', () => {
  test('the state of the RNN stands where its sum did', () => {
    const layer = layerOf('rnn');
    const { row } = placeOf(layer.definitions, "h'");
    expect(productsOf(layer, 'before')[0]?.to).toBe(row);
    expect(productsOf(layer, 'forward')[0]).toMatchObject({ to: row, start: { kind: 'add' } });
  });

  test('the gates of the LSTM stand one below the other where their sums did', () => {
    const layer = layerOf('lstm');
    expect(['i', 'f', 'g', 'o'].map((gate) => placeOf(layer.definitions, gate).row)).toEqual([0, 4, 8, 12]);
    expect(productsOf(layer, 'forward')[0]).toMatchObject({ to: 0, rows: 16, columns: 4 });
  });

  test('a sum that is named, or that two lines read, keeps its place', () => {
    const named = layerOf("a = W x + U h + b\nh' = tanh(a)");
    expect(placeOf(named.definitions, 'a').row).not.toBe(placeOf(named.definitions, "h'").row);
    const shared = layerOf("a = W x + b\ni = sigmoid(a + Ui h)\nf = sigmoid(a + Uf h)\nh' = f * h + i * tanh(a)");
    expect(placeOf(shared.definitions, 'a').row).toBe(productsOf(shared, 'before')[0]?.to);
  });

  test('the carry of the GRU is what its products add onto', () => {
    const products = productsOf(layerOf('gru'), 'backward');
    expect(products.map(({ start }) => start.kind)).toEqual(['add', 'add']);
    expect(products[0]?.to).toBe(products[1]?.to);
  });
});

describe('gradients', () => {
  test('of matrices that lie together are one product, of vectors one sum', () => {
    const { outers, sums } = layerOf('lstm');
    expect(outers.map(({ matrices }) => matrices.join(' '))).toEqual(['Wi Wf Wg Wo', 'Ui Uf Ug Uo']);
    expect(sums.map(({ vectors }) => vectors.join(' '))).toEqual(['bi bf bg bo']);
  });

  test('of a matrix that is used twice add up', () => {
    const { outers } = layerOf("h' = tanh(W x + U h + U (h * h))");
    expect(outers.filter(({ matrices }) => matrices.includes('U')).map(({ adds }) => adds)).toEqual([false, true]);
  });
});

/** The rows that a stage writes. */
const writtenBy = (stage: Stage): Place[] =>
  stage.kind === 'map'
    ? stage.stores.map(({ row }) => ({ row, rows: stage.rows }))
    : [{ row: stage.to, rows: stage.transposed ? stage.columns : stage.rows }];

/** Every row range that a layer names. */
function placesOf(layer: LayerPlan): Place[] {
  const stages = PHASES.filter((phase) => phase !== 'constant').flatMap((phase) => layer.stages[phase]);
  const outers = [...layer.outers, ...layer.sums].map(({ by, rows }) => ({ row: by, rows }));
  const input = layer.input === null ? [] : [layer.input];
  return [...stages.flatMap(writtenBy), ...outers, ...layer.definitions.values(), ...layer.blame.values(), ...input];
}

describe('the plan of any cell', () => {
  const anyPlan = (check: (plan: Plan) => void): void =>
    fc.assert(
      fc.property(cells, fc.integer({ min: 1, max: 3 }), (cell, layers) =>
        check(planOf({ cell, inputs: 3, units: 2, layers, outputs: 2, loss: 'mse' })),
      ),
      { numRuns: 300 },
    );

  test('orders all parameters anew, each once', () =>
    anyPlan(({ network, moves, parameters }) => {
      expect(parameters).toBe(layoutOf(network).size);
      for (const side of ['from', 'to'] as const) {
        const covered = moves.flatMap((move) => Array.from({ length: move.length }, (_, k) => move[side] + k));
        expect(covered.sort((a, b) => a - b)).toEqual(Array.from({ length: parameters }, (_, k) => k));
      }
    }));

  test('keeps every place within the frame', () =>
    anyPlan(({ layers }) => {
      for (const layer of layers) {
        for (const { row, rows } of placesOf(layer)) {
          expect(row).toBeGreaterThanOrEqual(0);
          expect(row + rows).toBeLessThanOrEqual(layer.frame);
        }
      }
    }));

  test('writes forward into the first rows of the frame alone', () =>
    anyPlan(({ layers }) => {
      for (const { stages, kept, frame } of layers) {
        expect(kept).toBeLessThanOrEqual(frame);
        for (const { row, rows } of [...stages.before, ...stages.forward].flatMap(writtenBy)) expect(row + rows).toBeLessThanOrEqual(kept);
      }
    }));

  test('gives every matrix its gradient once, before anything is added', () =>
    anyPlan(({ layers }) => {
      for (const { outers } of layers) {
        const first = outers.filter(({ adds }) => !adds).flatMap(({ matrices }) => matrices);
        expect(new Set(first).size).toBe(first.length);
        expect(outers.findLastIndex(({ adds }) => !adds)).toBeLessThanOrEqual(outers.filter(({ adds }) => !adds).length - 1);
      }
    }));
});

test.each(['/h', '*h', '+h', '+W x', '-U h*v'])(
  'plans the longest cell of %s after another',
  (term) => {
    const start = "h' = W x";
    const cell = start + term.repeat(Math.floor((LONGEST_SOURCE - start.length) / term.length));
    expect(planOf(networkOf(cell)).layers[0]?.definitions.get("h'")?.rows).toBe(4);
  },
  30_000,
);

test('plans a cell whose lines double each other without going through every path', () => {
  const lines = Array.from({ length: 38 }, (_, k) => `g${k} = ${k === 0 ? 'W x + U h' : `g${k - 1} * g${k - 1}`}`);
  expect(planOf(networkOf(`${lines.join('\n')}\nh' = tanh(g37)`)).layers).toHaveLength(1);
});
