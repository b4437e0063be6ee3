import { describe, expect, test } from 'vitest';
import { plainTrace } from './analysis/plain.ts';
import { type Labelled, probeOf } from './analysis/probe.ts';
import { cellOf } from './cell/builtin.ts';
import { differentiate } from './cell/interpret.ts';
import { layoutOf, type Network } from './network.ts';
import { type Measured, makeTrace } from './trace.ts';

/** One unit that decays: h' = a h + w x, answered by h plus a constant. */
const LINEAR = "h' = decay * h + W x";

function network(source: string, change: Partial<Network> = {}): Network {
  return { cell: cellOf(source), inputs: 1, units: 1, layers: 1, outputs: 1, loss: 'mse', ...change };
}

/** Parameters by name, the same in each layer; whatever is not named gets numbers without a pattern. */
function parametersOf(net: Network, given: Readonly<Record<string, number>> = {}): Float64Array {
  const { slots, size } = layoutOf(net);
  const values = Float64Array.from({ length: size }, (_, i) => 0.7 * Math.sin(3 + 5.1 * i * i));
  for (const { name, offset, rows, columns } of slots) {
    if (Object.hasOwn(given, name)) values.fill(given[name] ?? 0, offset, offset + rows * columns);
  }
  return values;
}

/** `size` sequences of `steps`, scored where `scored` says. */
function labelled(net: Network, steps: number, size: number, scored: (t: number) => boolean): Labelled {
  const width = net.loss === 'mse' ? net.outputs : 1;
  return {
    steps,
    size,
    x: Float32Array.from({ length: steps * size * net.inputs }, (_, i) => Math.sin(1 + 2.3 * i)),
    y: Float32Array.from({ length: steps * size * width }, (_, i) => (net.loss === 'mse' ? 3 + i : i % net.outputs)),
    weights: Float32Array.from({ length: steps * size }, (_, i) => (scored(Math.floor(i / size)) ? 0.01 : 0)),
    clues: Array.from({ length: size }, (_, b) => [b]),
    captions: Array.from({ length: size }, (_, b) => `sequence ${b}`),
  };
}

function measured(net: Network, parameters: Float64Array, batch: Labelled, change: Partial<Measured> = {}): Measured {
  const probe = probeOf(batch);
  const differentiation = differentiate(net, parameters, probe.batch);
  const rest = { sequence: 0, iteration: 5, floor: 1e-38, gradientNorm: 0.3, recentLoss: 0.1, baselines: [], init: 'uniform' as const };
  return { network: net, probe, differentiation, ...rest, ...change };
}

const last = (steps: number) => (t: number) => t === steps - 1;

describe("a linear scalar cell h' = a h + w x", () => {
  const net = network(LINEAR);
  const [steps, a] = [30, 0.5];
  const trace = makeTrace(
    measured(net, parametersOf(net, { decay: a, W: 1, V: 1, a: 0.25 }), labelled(net, steps, 3, last(steps)), { sequence: 1 }),
  );

  test('has a gradient norm of a^k, k steps back', () => {
    const at = (t: number): number => trace.norms['all']?.[t] ?? Number.NaN;
    for (let k = 0; k < steps; k++) expect(at(steps - 1 - k) / at(steps - 1)).toBeCloseTo(a ** k, 10);
    expect(trace.norms['h']).toEqual(trace.norms['all']);
  });

  test('has fade a and a horizon of ln 0.01 / ln a', () => {
    expect(trace.fades[0]).toBeCloseTo(a, 10);
    expect(trace.horizons).toEqual([6]);
  });

  test('starts at 2 (h − y) |V| of the one sequence, without 1/batch', () => {
    const h = trace.states['h']?.[steps - 1] ?? Number.NaN;
    const [answer, y] = [trace.answers[steps - 1] ?? Number.NaN, trace.y[steps - 1] ?? Number.NaN];
    expect(answer).toBeCloseTo(h + 0.25, 5);
    expect(trace.norms['all']?.[steps - 1]).toBeCloseTo(2 * Math.abs(answer - y), 4);
    expect(trace.loss).toBeCloseTo((answer - y) ** 2, 3);
  });

  test('shows the sequence that was asked for', () => {
    expect(trace).toMatchObject({ sequence: 1, probe: 3, caption: 'sequence 1', clues: [1], scored: steps - 1 });
    expect(trace.x[2]).toBeCloseTo(Math.sin(1 + 2.3 * (2 * 3 + 1)), 6);
    expect([...trace.mask].indexOf(1)).toBe(steps - 1);
  });

  test('has a band over the probe that holds its median', () => {
    for (let t = 0; t < steps; t++) {
      expect(trace.low[t]).toBeLessThanOrEqual(trace.median[t] ?? 0);
      expect(trace.median[t]).toBeLessThanOrEqual(trace.high[t] ?? 0);
    }
  });
});

test('where every step is scored, the horizon is that of the last step alone', () => {
  const net = network(LINEAR);
  const parameters = parametersOf(net, { decay: 0.5, W: 1, V: 1 });
  const all = makeTrace(
    measured(
      net,
      parameters,
      labelled(net, 20, 2, () => true),
    ),
  );
  const one = makeTrace(measured(net, parameters, labelled(net, 20, 2, last(20))));
  expect(all.probe).toBe(2);
  expect([...all.lastNorms]).toEqual([...one.lastNorms].map((value) => expect.closeTo(value, 9)));
  expect(all.horizons).toEqual(one.horizons);
  expect(all.norms['all']?.[0]).toBeGreaterThan(one.norms['all']?.[0] ?? 0);
  expect(all.median).toHaveLength(20);
});

test('an LSTM of two layers has h and c, gates, and norms over h and c together, layer by layer', () => {
  const net = network('lstm', { units: 3, layers: 2, inputs: 2 });
  const trace = makeTrace(measured(net, parametersOf(net), labelled(net, 6, 2, last(6))));
  expect(Object.keys(trace.states)).toEqual(['h', 'c']);
  expect(Object.keys(trace.gates)).toEqual(['i', 'f', 'g', 'o']);
  expect(trace.states['c']).toHaveLength(2 * 6 * 3);
  expect(trace.horizons).toHaveLength(2);
  for (const name of ['h', 'c', 'all']) expect(trace.norms[name]).toHaveLength(2 * 6);
  const [h, c, all] = ['h', 'c', 'all'].map((name) => trace.norms[name]?.[8] ?? Number.NaN);
  expect(Math.hypot(h ?? 0, c ?? 0)).toBeCloseTo(all ?? 0, 12);
  const blame = trace.stateGradients['h']?.slice((6 + 2) * 3, (6 + 3) * 3) ?? [];
  expect(Math.hypot(...blame)).toBeCloseTo(h ?? 0, 6);
  const x = trace.inputGradients.slice(4, 6);
  expect(trace.norms['x']?.[2]).toBeCloseTo(Math.hypot(...x), 6);
});

test('answers are probabilities where the loss is a cross-entropy', () => {
  const net = network('gru', { units: 4, outputs: 3, loss: 'crossEntropy' });
  const trace = makeTrace(measured(net, parametersOf(net), labelled(net, 5, 2, last(5))));
  expect(trace.answers.slice(12).reduce((sum, part) => sum + part, 0)).toBeCloseTo(1, 6);
  const label = trace.y[4] ?? 0;
  expect(trace.loss).toBeCloseTo(-Math.log(trace.answers[12 + label] ?? 0), 5);
});

test('the mean loss over the probe is the mean of its sequences', () => {
  const net = network(LINEAR);
  const parts = [0, 1, 2].map((sequence) =>
    makeTrace(
      measured(
        net,
        parametersOf(net),
        labelled(net, 5, 3, () => true),
        { sequence },
      ),
    ),
  );
  expect(parts[0]?.probeLoss).toBeCloseTo(parts.reduce((sum, { loss }) => sum + loss, 0) / 3, 9);
});

test('gates with hostile names are gates like any other, and a gate of the inputs’ width is left out', () => {
  const net = network("constructor = tanh(W x)\nhasOwnProperty = tanh(constructor + U h)\nwide = 2 * x\nh' = hasOwnProperty + W2 wide", {
    units: 3,
    inputs: 3,
  });
  const trace = makeTrace(measured(net, parametersOf(net), labelled(net, 4, 1, last(4))));
  expect(Object.keys(trace.gates)).toEqual(['constructor', 'hasOwnProperty']);
  expect(trace.gates['constructor']).toHaveLength(4 * 3);
  expect(trace.gates['toString']).toBeUndefined();
});

test('a sequence that the probe does not have gives its last', () => {
  const net = network(LINEAR);
  expect(makeTrace(measured(net, parametersOf(net), labelled(net, 5, 3, last(5)), { sequence: 40 })).sequence).toBe(2);
});

test('a run that goes on from a snapshot speaks of the probe until it has losses of its own', () => {
  const net = network(LINEAR);
  const given = measured(net, parametersOf(net), labelled(net, 5, 3, last(5)), {
    recentLoss: Number.NaN,
    baselines: [{ label: 'always', loss: 1e9 }],
  });
  const { verdict, probeLoss } = makeTrace(given);
  expect(verdict.text).toContain(`(${Number(probeLoss.toPrecision(3))})`);
});

test('scripts read the same trace in plain arrays', () => {
  const net = network('lstm', { units: 3, layers: 2, inputs: 2, outputs: 3, loss: 'crossEntropy' });
  const trace = makeTrace(measured(net, parametersOf(net), labelled(net, 6, 2, last(6))));
  const plain = plainTrace(trace, [0.5, 0.25]);
  expect(plain).toMatchObject({
    iteration: 5,
    losses: [0.5, 0.25],
    mask: [0, 0, 0, 0, 0, 1],
    horizon: trace.horizons[0],
    fade: trace.fades[0],
  });
  expect(plain.inputs[4]).toEqual([...trace.x.slice(8, 10)]);
  expect(plain.outputs[5]).toEqual([...trace.answers.slice(15, 18)]);
  expect(plain.targets[0]).toEqual([0, 0, 0]);
  expect(plain.targets[5]).toEqual([0, 1, 2].map((o) => (o === trace.y[5] ? 1 : 0)));
  expect(plain.states['c']?.[1]?.[2]).toEqual([...(trace.states['c'] ?? []).slice(24, 27)]);
  expect(plain.gates['f']?.[0]?.[5]).toEqual([...(trace.gates['f'] ?? []).slice(15, 18)]);
  expect(plain.stateGradients['h']?.[1]?.[5]).toEqual([...(trace.stateGradients['h'] ?? []).slice(33, 36)]);
  expect(plain.inputGradients).toHaveLength(6);
  expect(plain.norms.map((row) => row.length)).toEqual([6, 6]);
  expect(plain.norms[1]?.[3]).toBe(trace.norms['all']?.[9]);
  expect(plain.verdict).not.toContain('*');
});
