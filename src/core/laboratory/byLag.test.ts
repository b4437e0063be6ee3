import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answer, lossAt } from '../cell/head.ts';
import { differentiate } from '../cell/interpret.ts';
import { forwardLayer, type LayerStates, valueOf } from '../cell/layer.ts';
import { cells } from '../cell/randomCells.test.helper.ts';
import { recurrentMatrices } from '../cell/recurrent.ts';
import { layoutOf, type Slot } from '../network.ts';
import { type ByLag, type LagPart, measureByLag } from './byLag.ts';
import { subjectOf, TYPED } from './subject.test.helper.ts';
import type { Subject } from './subject.ts';

const CELLS = ['rnn', 'relu', 'lstm', 'gru', TYPED];
const SMALL = { units: 5, steps: 6 };
const NUDGE = 1e-5;

const slotOf = ({ network, layer }: Subject, matrix: string): Slot => {
  const slot = layoutOf(network).slots.find((each) => each.layer === layer && each.name === matrix);
  if (slot === undefined) throw new Error(`no ${matrix}`);
  return slot;
};

/** The loss of the last scored step alone, run forward step by step with the parameters that each step is given. */
function lossWith({ network, trace }: Subject, parametersAt: (t: number) => Float64Array): number {
  const { cell, units, outputs } = network;
  const { slots, size } = layoutOf(network);
  const named = (t: number, layer: number) =>
    new Map(
      slots
        .filter((slot) => slot.layer === layer)
        .map(({ name, offset, rows, columns }) => [name, parametersAt(t).subarray(offset, offset + rows * columns)]),
    );
  const states: LayerStates[] = Array.from({ length: network.layers }, () => new Map());
  let h = new Float64Array(units);
  for (let t = 0; t <= trace.scored; t++) {
    let x: ArrayLike<number> = trace.x.subarray(t * network.inputs, (t + 1) * network.inputs);
    for (let layer = 0; layer < network.layers; layer++) {
      const sizes = { units, inputs: layer === 0 ? network.inputs : units };
      const [values] = forwardLayer({ cell, sizes, parameters: named(t, layer), gradients: new Map() }, [x], states[layer]);
      states[layer] = new Map(cell.states.map((state) => [state, valueOf(values ?? [], cell.definitions.get(`${state}'`))]));
      h = valueOf(values ?? [], cell.definitions.get("h'")) as Float64Array<ArrayBuffer>;
      x = h;
    }
  }
  const whole = parametersAt(trace.scored);
  const V = whole.subarray(size - outputs - outputs * units, size - outputs);
  const head = { loss: network.loss, outputs, V, a: whole.subarray(size - outputs), gradientV: V, gradientA: V };
  const width = network.loss === 'mse' ? outputs : 1;
  return lossAt(network.loss, answer(head, h), trace.y.subarray(trace.scored * width, (trace.scored + 1) * width)).loss;
}

/** G_t by central differences: the matrix is nudged at step t alone, and every other step goes on with its own. */
function nudgedAt(subject: Subject, matrix: string, t: number): Float64Array {
  const { offset, rows, columns } = slotOf(subject, matrix);
  const own = Float64Array.from(subject.parameters);
  return Float64Array.from({ length: rows * columns }, (_, k) => {
    const [up, down] = [1, -1].map((sign) => {
      const nudged = own.slice();
      nudged[offset + k] = (nudged[offset + k] as number) + sign * NUDGE;
      return lossWith(subject, (step) => (step === t ? nudged : own));
    });
    return ((up as number) - (down as number)) / (2 * NUDGE);
  });
}

const product = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((sum, value, k) => sum + value * (b[k] as number), 0);

/** What a part has to be, of G_t in full. */
function expected(perStep: readonly Float64Array[]): { norm: number; norms: number[]; shares: number[] } {
  const whole = perStep.reduce((sum, G) => sum.map((value, k) => value + (G[k] as number)), new Float64Array(perStep[0]?.length ?? 0));
  const square = product(whole, whole);
  return {
    norm: Math.sqrt(square),
    norms: perStep.map((G) => Math.sqrt(product(G, G))),
    shares: perStep.map((G) => product(G, whole) / square),
  };
}

const joined = (arrays: readonly Float64Array[]): Float64Array => Float64Array.from(arrays.flatMap((array) => Array.from(array)));

function expectPart(part: LagPart | undefined, { norm, norms, shares }: ReturnType<typeof expected>): void {
  expect(norm).toBeGreaterThan(1e-3);
  expect(Math.abs((part?.norm ?? Number.NaN) / norm - 1)).toBeLessThan(1e-5);
  for (const [t, each] of norms.entries()) {
    expect(Math.abs((part?.norms[t] ?? Number.NaN) - each)).toBeLessThan(1e-5 * norm);
    expect(Math.abs((part?.shares[t] ?? Number.NaN) - (shares[t] as number))).toBeLessThan(1e-5);
  }
}

const partOf = ({ parts }: ByLag, matrix: string | null): LagPart | undefined => parts.find((part) => part.matrix === matrix);

describe.each(CELLS)('the gradient by lag of %s', (cell) => {
  test.each([
    [1, 0, 'mse'],
    [2, 0, 'crossEntropy'],
    [3, 1, 'mse'],
  ] as const)('of %d layers is, in layer %d, what each step’s own use of the matrix does to the loss', async (layers, layer, loss) => {
    const subject = subjectOf({ ...SMALL, cell, layers, layer, loss });
    const taken = await measureByLag(subject);
    const names = recurrentMatrices(subject.network.cell);
    const nudged = names.map((name) => Array.from({ length: SMALL.steps }, (_, t) => nudgedAt(subject, name, t)));
    for (const [m, name] of names.entries()) expectPart(partOf(taken, name), expected(nudged[m] ?? []));
    if (names.length === 1) return expect(taken.parts).toHaveLength(1);
    const together = Array.from({ length: SMALL.steps }, (_, t) => joined(nudged.map((steps) => steps[t] as Float64Array)));
    expect(taken.parts[0]?.matrix).toBeNull();
    return expectPart(taken.parts[0], expected(together));
  });

  test('adds to the gradient of the last loss alone, and the shares to 1', async () => {
    const subject = subjectOf({ cell, layers: 2, layer: 1, units: 6, steps: 20 });
    const { trace, network, parameters } = subject;
    const weights = Float64Array.from({ length: trace.steps }, (_, t) => (t === trace.scored ? 1 : 0));
    const { parameterGradients } = differentiate(network, parameters, { steps: 20, size: 1, x: trace.x, y: trace.y, weights });
    for (const { matrix, norm, shares } of (await measureByLag(subject)).parts) {
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      if (matrix === null) continue;
      const { offset, rows, columns } = slotOf(subject, matrix);
      const gradient = Array.from(parameterGradients).slice(offset, offset + rows * columns);
      expect(Math.abs(norm / Math.sqrt(product(gradient, gradient)) - 1)).toBeLessThan(1e-5);
    }
  });
});

test('what lies beyond the horizon is what the shares of those steps add to', async () => {
  const subject = subjectOf({ cell: 'rnn', steps: 30, units: 4 });
  const taken = await measureByLag(subject);
  const [part] = taken.parts;
  expect(taken.horizon).toBe(subject.trace.horizons[0]);
  expect(taken.horizon).toBeLessThan(29);
  const shares = Array.from(part?.shares ?? []);
  expect(part?.beyond).toBeCloseTo(
    shares.filter((_, t) => 29 - t > taken.horizon).reduce((sum, share) => sum + share, 0),
    12,
  );
});

test('how large it is is the norm of what those steps add together, whole matrix by whole matrix', async () => {
  const subject = subjectOf({ ...SMALL, cell: 'gru', steps: 9 });
  const { parts } = await measureByLag({ ...subject, trace: { ...subject.trace, horizons: [3] } });
  const nudged = ['Uz', 'Ur', 'Un'].map((name) => Array.from({ length: 9 }, (_, t) => nudgedAt(subject, name, t)));
  const summed = (steps: readonly Float64Array[]): Float64Array =>
    steps.reduce((total, G) => total.map((value, k) => value + (G[k] as number)), new Float64Array(25));
  const ratios = nudged.map((steps) => [summed(steps.slice(0, 5)), summed(steps)] as const);
  for (const [m, [far, whole]] of ratios.entries()) {
    expect(parts[m + 1]?.far).toBeCloseTo(Math.sqrt(product(far, far) / product(whole, whole)), 5);
  }
  const squares = (k: 0 | 1): number => ratios.reduce((total, pair) => total + product(pair[k], pair[k]), 0);
  expect(parts[0]?.far).toBeCloseTo(Math.sqrt(squares(0) / squares(1)), 5);
});

/** A linear cell of two units with one sequence whose blame is always of the first unit, and whose states are given. */
function madeOf(before: readonly (readonly [number, number])[]): Subject {
  const steps = before.length;
  const subject = subjectOf({ cell: "h' = U h + W x", units: 2, steps, size: 1, sequence: 0, scored: (t) => t === steps - 1 });
  const { size } = subject.probe.batch;
  const rows = (of: (t: number) => readonly [number, number]): Float32Array =>
    Float32Array.from({ length: steps * size * 2 }, (_, k) => of(Math.floor(k / (2 * size)))[k % 2] as number);
  const states = new Map([['h', [rows((t) => before[t + 1] ?? [0, 0])]]]);
  const stateGradients = new Map([['h', [rows(() => [1, 0])]]]);
  return { ...subject, differentiation: { ...subject.differentiation, states, stateGradients } };
}

test('far steps whose part stands across the whole have no share in it, and are told as large as they are', async () => {
  // Far: twice E₁₁. Near: twice −E₁₁ and three times E₁₂, so that the whole is three times E₁₂.
  const subject = madeOf([
    [0, 0],
    [1, 0],
    [1, 0],
    [-1, 0],
    [-1, 0],
    [0, 1],
    [0, 1],
    [0, 1],
  ]);
  const { parts } = await measureByLag({ ...subject, trace: { ...subject.trace, horizons: [4] } });
  expect(parts[0]?.norm).toBeCloseTo(3, 12);
  expect(parts[0]?.beyond).toBeCloseTo(0, 12);
  expect(parts[0]?.far).toBeCloseTo(2 / 3, 12);
});

test('of any cell the parts are those of the gradient by the last loss', () => {
  return fc.assert(
    fc.asyncProperty(cells, async ({ source }) => {
      const subject = subjectOf({ cell: source, units: 3, steps: 4, size: 2, sequence: 0 });
      const { trace, network, parameters } = subject;
      const weights = Float64Array.of(0, 0, 0, 1);
      const { parameterGradients } = differentiate(network, parameters, { steps: 4, size: 1, x: trace.x, y: trace.y, weights });
      const gradients = Array.from(parameterGradients);
      fc.pre(gradients.every((value) => Math.abs(value) < 1e3));
      for (const { matrix, norm } of (await measureByLag(subject)).parts) {
        if (matrix === null) continue;
        const { offset, rows, columns } = slotOf(subject, matrix);
        const gradient = gradients.slice(offset, offset + rows * columns);
        expect(Math.abs(norm - Math.hypot(...gradient))).toBeLessThan(1e-5 * (1e-3 + Math.hypot(...gradients)));
      }
    }),
    { numRuns: 80, seed: 6 },
  );
});

describe('a large network', () => {
  const subject = subjectOf({ cell: 'lstm', units: 96, steps: 520, size: 1, sequence: 0, scored: (t) => t === 519, deviation: 0.1 });

  test('has as many rows measured while it trains as the budget holds, whose shares add to 1', async () => {
    const { rows, units, parts } = await measureByLag(subject);
    expect(units).toBe(96);
    expect(rows).toBeGreaterThan(40);
    expect(rows).toBeLessThan(96);
    for (const { shares } of parts) expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
  });

  test('is measured in all its rows at rest', async () => {
    const { rows, parts } = await measureByLag({ ...subject, atRest: true });
    expect(rows).toBe(96);
    const { trace, network, parameters } = subject;
    const weights = Float64Array.from({ length: 520 }, (_, t) => (t === 519 ? 1 : 0));
    const { parameterGradients } = differentiate(network, parameters, { steps: 520, size: 1, x: trace.x, y: trace.y, weights });
    const { offset } = slotOf(subject, 'Uf');
    const gradient = Array.from(parameterGradients).slice(offset, offset + 96 * 96);
    expect(Math.abs((partOf({ parts } as ByLag, 'Uf')?.norm ?? Number.NaN) / Math.hypot(...gradient) - 1)).toBeLessThan(1e-5);
  });
});

test('where the horizon reaches the first step nothing lies beyond, and steps after the answer add nothing', async () => {
  const subject = subjectOf({ cell: 'gru', steps: 8, scored: (t) => t === 2 });
  const taken = await measureByLag({ ...subject, trace: { ...subject.trace, horizons: [2] } });
  for (const { beyond, far, norms, shares } of taken.parts) {
    expect([beyond, far]).toEqual([0, 0]);
    expect(Array.from(norms.subarray(3))).toEqual([0, 0, 0, 0, 0]);
    expect(Array.from(shares.subarray(3))).toEqual([0, 0, 0, 0, 0]);
  }
});

describe('which pass it takes', () => {
  const counted = (subject: Subject) => {
    let passes = 0;
    const differentiate: Subject['differentiate'] = (batch) => {
      passes++;
      return subject.differentiate(batch);
    };
    return { subject: { ...subject, differentiate }, passes: () => passes };
  };

  test.each([true, false])('none more than the probe’s own where the probe has the sequence (several scored: %s)', async (several) => {
    const { subject, passes } = counted(subjectOf({ cell: 'lstm', scored: several ? () => true : (t) => t === 7 }));
    await measureByLag(subject);
    expect(passes()).toBe(0);
  });

  test('one more for a sequence that a person gave, whose gradient it is then', async () => {
    const { subject, passes } = counted(subjectOf({ cell: 'lstm', layers: 2, layer: 1 }));
    const { network, parameters, trace } = subject;
    const x = trace.x.map((value) => -2 * value);
    const { parts } = await measureByLag({ ...subject, trace: { ...trace, x } });
    expect(passes()).toBe(1);
    const weights = Float64Array.from({ length: trace.steps }, (_, t) => (t === trace.scored ? 1 : 0));
    const { parameterGradients } = differentiate(network, parameters, { steps: trace.steps, size: 1, x, y: trace.y, weights });
    const { offset, rows, columns } = slotOf(subject, 'Uf');
    const gradient = Array.from(parameterGradients).slice(offset, offset + rows * columns);
    const norm = parts.find(({ matrix }) => matrix === 'Uf')?.norm ?? Number.NaN;
    expect(Math.abs(norm / Math.sqrt(product(gradient, gradient)) - 1)).toBeLessThan(1e-5);
  });
});

test('a cell that does not look back has no part', async () => {
  expect((await measureByLag(subjectOf({ cell: 'feedforward' }))).parts).toEqual([]);
});
