import { describe, expect, test } from 'vitest';
import { cellOf } from '../core/cell/builtin.ts';
import { differentiate } from '../core/cell/interpret.ts';
import { layoutOf, type Network } from '../core/network.ts';
import { createRng } from '../core/rng.ts';
import { type Choose, type Generating, generate, greedy, sampling } from './generate.ts';
import { createStepper } from './stepper.ts';

const network = (cell: string, alphabet: number, units: number, layers = 1): Network => ({
  cell: cellOf(cell),
  inputs: alphabet,
  outputs: alphabet,
  units,
  layers,
  loss: 'crossEntropy',
});

/** After symbol k comes k + 1 of `count`, almost surely. */
function counter(count: number, sureness = 30) {
  const net = network("h' = W x", count, count);
  const parameters = new Float32Array(layoutOf(net).size);
  for (let k = 0; k < count; k++) {
    parameters[((k + 1) % count) * count + k] = 1;
    parameters[count * count + k * count + k] = sureness;
  }
  return { net, parameters };
}

const rng = createRng('generate');
const weights = (net: Network, size: number) => Float32Array.from({ length: layoutOf(net).size }, () => size * (2 * rng.uniform() - 1));

function run({ net, parameters }: { net: Network; parameters: Float32Array }, size: number, more: Partial<Generating>) {
  const stepper = createStepper(net, parameters, size);
  return generate({ stepper, network: net, prompts: [[0]], end: null, longest: 5, choose: greedy, ...more });
}

const symbolsOf = (made: readonly { readonly symbols: readonly number[] }[]) => made.map(({ symbols }) => symbols);

/** What float64 says, one sequence at a time and from its beginning for every symbol. */
function slowly(net: Network, parameters: Float32Array, prompt: readonly number[], longest: number): number[] {
  const read = [...prompt];
  while (read.length < prompt.length + longest) {
    const steps = read.length;
    const x = new Float64Array(steps * net.inputs);
    read.forEach((symbol, t) => {
      x[t * net.inputs + symbol] = 1;
    });
    const nothing = new Float64Array(steps);
    const { outputs } = differentiate(net, parameters, { steps, size: 1, x, y: nothing, weights: nothing });
    const last = Array.from(outputs).slice(-net.outputs);
    read.push(last.indexOf(Math.max(...last)));
  }
  return read.slice(prompt.length);
}

describe('a network that reads its own answers', () => {
  test('goes on from where each prompt ended, whatever their lengths', () => {
    const prompts = [[0], [3, 4, 5], [1, 2], [6, 0, 1, 2, 3]];
    const made = run(counter(7), 4, { prompts, longest: 4 });
    expect(symbolsOf(made)).toEqual([[1, 2, 3, 4], [6, 0, 1, 2], [3, 4, 5, 6], [4, 5, 6, 0]]); // biome-ignore format: four sequences
    for (const { probabilities } of made) for (const p of probabilities) expect(p).toBeCloseTo(1, 5);
  });

  test('stops at the end, which is its last symbol, each sequence for itself', () => {
    const made = run(counter(7), 3, { prompts: [[0], [4], [6]], end: 6, longest: 9 });
    expect(symbolsOf(made)).toEqual([[1, 2, 3, 4, 5, 6], [5, 6], [0, 1, 2, 3, 4, 5, 6]]); // biome-ignore format: three sequences
  });

  test('says how likely each symbol was', () => {
    const [made] = run(counter(4, 1), 1, { longest: 2 });
    const likely = Math.E / (Math.E + 3);
    expect(made?.probabilities).toHaveLength(2);
    for (const p of made?.probabilities ?? []) expect(p).toBeCloseTo(likely, 6);
  });

  test('answers as float64 would that reads everything again for each symbol', () => {
    for (const [cell, layers] of [
      ['gru', 1],
      ['lstm', 2],
      ['rnn', 3],
    ] as const) {
      // biome-ignore format: three networks
      const net = network(cell, 6, 8, layers);
      const parameters = weights(net, 1.5);
      const prompts = [[0, 3], [5], [1, 1, 4, 2, 0]];
      const made = run({ net, parameters }, 3, { prompts, longest: 12 });
      expect(symbolsOf(made)).toEqual(prompts.map((prompt) => slowly(net, parameters, prompt, 12)));
    }
  });

  test('answers the same alone and beside others, greedily and by chance', () => {
    const net = network('gru', 9, 10, 2);
    const parameters = weights(net, 1);
    const prompts = Array.from({ length: 11 }, (_, k) => Array.from({ length: 1 + (k % 4) }, (_entry, t) => (3 * k + t) % 9));
    for (const choose of [() => greedy, () => sampling(createRng(5), 0.8)]) {
      const alone = run({ net, parameters }, 1, { prompts, end: 8, longest: 15, choose: choose() });
      for (const size of [2, 4, 11, 16]) {
        expect(run({ net, parameters }, size, { prompts, end: 8, longest: 15, choose: choose() })).toEqual(alone);
      }
    }
  });

  test('answers the same again by the same seed, and otherwise by another', () => {
    const net = network('rnn', 9, 6);
    const parameters = weights(net, 0.5);
    const by = (seed: number) => run({ net, parameters }, 1, { longest: 40, choose: sampling(createRng(seed), 1) });
    expect(by(1)).toEqual(by(1));
    expect(by(1)).not.toEqual(by(2));
  });

  test('answers nothing where nothing is asked for', () => {
    expect(run(counter(3), 2, { prompts: [[0], [1]], longest: 0 })).toEqual(
      [0, 1].map(() => ({ symbols: [], probabilities: new Float32Array() })),
    );
    expect(run(counter(3), 2, { prompts: [] })).toEqual([]);
  });

  test.each([
    [{ prompts: [[0], []] }, 'prompt 2 is empty: give it a symbol to begin with'],
    [{ prompts: [[0, 7]] }, 'prompt 1 holds 7, which is no symbol from 0 to 2'],
    [{ longest: 1.5 }, 'at most 1.5 symbols: must be a whole number from 0'],
    [{ choose: () => 3 }, 'the choice is 3, which is no symbol from 0 to 2'],
    [{ network: { inputs: 4, outputs: 3 } }, 'a network that reads 4 symbols and answers 3 cannot read its own answers'],
  ])('refuses what it cannot go on from (%#)', (more, sentence) => expect(() => run(counter(3), 1, more)).toThrow(sentence));

  test('says so where its weights have exploded', () => {
    const { net, parameters } = counter(3);
    expect(() => run({ net, parameters: parameters.fill(1e38) }, 1, {})).toThrow('are no numbers any more');
  });
});

describe('a choice', () => {
  const probabilities = Float32Array.of(0.1, 0.6, 0, 0.3);
  const shares = (choose: Choose, draws = 20_000) => {
    const counts = [0, 0, 0, 0];
    for (let k = 0; k < draws; k++) {
      const symbol = choose(probabilities, 0);
      counts[symbol] = (counts[symbol] ?? 0) + 1;
    }
    return counts.map((count) => count / draws);
  };

  test('that is greedy is the likeliest, and the first of several', () => {
    expect(greedy(probabilities, 0)).toBe(1);
    expect(greedy(Float32Array.of(0.2, 0.4, 0.4), 0)).toBe(1);
  });

  test('by chance has the shares of the probabilities, sharper or flatter by the temperature', () => {
    for (const temperature of [0.3, 1, 2.5]) {
      const powers = [...probabilities].map((p) => p ** (1 / temperature));
      const sum = powers.reduce((a, b) => a + b);
      shares(sampling(createRng(3), temperature)).forEach((share, k) => {
        expect(Math.abs(share - (powers[k] ?? 0) / sum)).toBeLessThan(0.012);
      });
    }
  });

  test('never falls on what has no probability, and at temperature 0 or near it is greedy', () => {
    expect(shares(sampling(createRng(3), 100))[2]).toBe(0);
    for (const temperature of [0, 1e-300, 1e-3]) expect(shares(sampling(createRng(3), temperature), 200)).toEqual([0, 1, 0, 0]);
  });

  test('stays a choice for probabilities so small that they would vanish', () => {
    const choose = sampling(createRng(1), 0.01);
    expect(choose(Float32Array.of(1e-44, 1e-38, 1e-40), 0)).toBe(1);
  });

  test('draws for each sequence as if it were alone', () => {
    const [both, alone] = [sampling(createRng(7), 1), sampling(createRng(7), 1)];
    const mixed = Array.from({ length: 50 }, () => [both(probabilities, 0), both(probabilities, 4)][1]);
    expect(mixed).toEqual(Array.from({ length: 50 }, () => alone(probabilities, 4)));
  });

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('at a temperature of %d is refused', (temperature) => {
    expect(() => sampling(createRng(1), temperature)).toThrow(`the temperature is ${temperature} and must be a number from 0`);
  });
});
