import { describe, expect, test } from 'vitest';
import { layoutOf, type Network } from '../network.ts';
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

/** Two steps of zeros. */
function ready(net: Network) {
  const sequences = { steps: 2, size: 1, x: new Float64Array(2 * net.inputs), y: new Float64Array(2 * net.outputs), weights: [0, 1] };
  return [net, zeros(net), sequences] as const;
}
