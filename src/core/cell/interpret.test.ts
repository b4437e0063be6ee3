import { describe, expect, test } from 'vitest';
import { layoutOf, type Network, type States } from '../network.ts';
import { createRng } from '../rng.ts';
import { cellOf } from './builtin.ts';
import { differentiate } from './interpret.ts';

const network = (source: string, changes: Partial<Network> = {}): Network => ({
  cell: cellOf(source),
  inputs: 1,
  units: 1,
  layers: 1,
  outputs: 1,
  loss: 'mse',
  ...changes,
});
const zeros = (of: Network) => new Float64Array(layoutOf(of).size);

describe('the float64 interpreter', () => {
  test("carries blame through h' = 0.5 h + W x by one half a step, to the power of the lag", () => {
    const net = network("h' = 0.5 * h + W x");
    const sequences = { steps: 5, size: 1, x: [1, 0, 0, 0, 0], y: [0, 0, 0, 0, 0], weights: [0, 0, 0, 0, 1] };
    const { loss, states, stateGradients, inputGradients } = differentiate(net, [1, 1, 0], sequences);
    expect(loss).toBe(1 / 256);
    expect(states.get('h')?.[0]).toEqual(Float64Array.of(1, 0.5, 0.25, 0.125, 0.0625));
    expect(stateGradients.get('h')?.[0]).toEqual(Float64Array.of(1, 2, 4, 8, 16).map((value) => value / 128));
    expect(inputGradients).toEqual(Float64Array.of(1, 2, 4, 8, 16).map((value) => value / 128));
  });

  test('takes no notice of a step that is not scored, not even of one that is not a number', () => {
    const net = network('rnn');
    const sequences = { steps: 2, size: 1, x: [1, 1], y: [Number.NaN, 0], weights: [0, 1] };
    expect(differentiate(net, zeros(net).fill(0.5), sequences).loss).toBeGreaterThan(0);
  });

  test('keeps cross-entropy finite for logits far apart', () => {
    const net = network('rnn', { outputs: 2, loss: 'crossEntropy' });
    const parameters = zeros(net);
    parameters.set([1000, -1000], parameters.length - 2);
    const { loss, parameterGradients } = differentiate(net, parameters, { steps: 1, size: 1, x: [0], y: [1], weights: [1] });
    expect(loss).toBe(2000);
    expect(Array.from(parameterGradients).slice(-2)).toEqual([1, -1]);
  });

  test("gives a gate as wide as the inputs in each layer's own width", () => {
    const { gates } = differentiate(...ready(network("a = 2 * x\nh' = tanh(W a)", { inputs: 3, units: 2, layers: 2 })));
    expect(gates.get('a')?.map(({ length }) => length)).toEqual([6, 4]);
  });

  test.each([
    ['parameters', 'the array of parameters has 1 numbers and needs 5'],
    ['x', 'x has 1 numbers and needs 2'],
    ['y', 'y has 1 numbers and needs 2'],
    ['weights', 'weights has 1 numbers and needs 2'],
  ])('refuses %s of another length', (what, sentence) => {
    const [net, parameters, sequences] = ready(network('rnn'));
    const wrong = { ...sequences, [what]: [1] };
    expect(() => differentiate(net, what === 'parameters' ? [1] : parameters, wrong)).toThrow(sentence);
  });
});

describe('the float64 interpreter on sequences that start from given states', () => {
  test('reads them before the first step, gives matrices their share of it, and blames nothing earlier', () => {
    const sequences = { steps: 2, size: 1, x: [0, 0], y: [0, 0], weights: [0, 1], start: new Map([['h', [[8]]]]) };
    const { loss, states, inputGradients, parameterGradients } = differentiate(network("h' = W x + U h"), [1, 0.5, 1, 0], sequences);
    expect(states.get('h')?.[0]).toEqual(Float64Array.of(4, 2));
    expect(loss).toBe(4);
    expect(inputGradients).toEqual(Float64Array.of(2, 4));
    // ∂L/∂U = Σ ∂L/∂h_t h_{t−1} = 2 · 8 + 4 · 4
    expect(Array.from(parameterGradients)).toContain(32);
  });

  test('goes on, from where one ended, as one long sequence does, of every sequence and layer', () => {
    const net = network('lstm', { inputs: 2, units: 3, layers: 2, outputs: 2 });
    const rng = createRng('windows');
    const draw = (length: number) => Float64Array.from({ length }, () => 2 * rng.uniform() - 1);
    const [parameters, x, y] = [draw(layoutOf(net).size), draw(8 * 2 * 2), draw(8 * 2 * 2)];
    const measure = (from: number, to: number, start?: States) =>
      differentiate(net, parameters, {
        ...{ steps: to - from, size: 2, x: x.slice(4 * from, 4 * to), y: y.slice(4 * from, 4 * to) },
        weights: new Float64Array(2 * (to - from)).fill(1),
        ...(start === undefined ? {} : { start }),
      });
    const [whole, first] = [measure(0, 8), measure(0, 5)];
    const end = new Map([...first.states].map(([name, layers]) => [name, layers.map((values) => Array.from(values).slice(-6))]));
    const second = measure(5, 8, end);
    expect(second.outputs).toEqual(Float64Array.from(whole.outputs).slice(5 * 4));
    expect(first.loss + second.loss).toBeCloseTo(whole.loss, 12);
    // By differences: the start is held, whatever it was made of.
    const rest = { steps: 3, size: 2, x: x.slice(20), y: y.slice(20), weights: new Float64Array(6).fill(1), start: end };
    for (let k = 0; k < parameters.length; k += 5) {
      const moved = (by: number) => differentiate(net, parameters.with(k, (parameters[k] ?? 0) + by), rest).loss;
      expect(second.parameterGradients[k]).toBeCloseTo((moved(1e-5) - moved(-1e-5)) / 2e-5, 7);
    }
  });

  test.each([
    ['a name that is no state', { f: [[1]] }, 'the start names `f`: this cell has the states h, c'],
    ['too few layers', { h: [] }, 'the start of h has 0 arrays and needs one for each of 1 layers'],
    [
      'another number of units',
      { c: [[1, 2]] },
      'the start of c in layer 1 has 2 numbers and needs 1, one for each of 1 units of 1 sequences',
    ],
  ])('refuses %s', (_, start, sentence) => {
    const [net, parameters, sequences] = ready(network('lstm'));
    expect(() => differentiate(net, parameters, { ...sequences, start: new Map(Object.entries(start)) })).toThrow(sentence);
  });

  test('refuses two starts of what the cell makes one state', () => {
    const [net, parameters, sequences] = ready(network("c' = tanh(W x + U c)\nh' = c'"));
    const start = (h: number, c: number) => ({ ...sequences, start: new Map([['h', [[h]]], ['c', [[c]]]]) }); // biome-ignore format: two states
    expect(() => differentiate(net, parameters, start(1, 2))).toThrow('the starts of h and c differ');
    expect(() => differentiate(net, parameters, { ...sequences, start: new Map([['c', [[2]]]]) })).toThrow('the starts of h and c differ');
    expect(differentiate(net, parameters, start(2, 2)).loss).toBe(0);
  });
});

/** Two steps of zeros. */
function ready(net: Network) {
  const sequences = { steps: 2, size: 1, x: new Float64Array(2 * net.inputs), y: new Float64Array(2 * net.outputs), weights: [0, 1] };
  return [net, zeros(net), sequences] as const;
}
