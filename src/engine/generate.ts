import { exp } from '../core/exact/exp.ts';
import { log } from '../core/exact/log.ts';
import type { Network } from '../core/network.ts';
import type { Rng } from '../core/rng.ts';
import type { Stepper } from './stepper.ts';

/** Chooses a symbol by the probabilities of all, for one sequence. The array is written anew for the next choice. */
export type Choose = (probabilities: Float32Array, sequence: number) => number;

export interface Generating {
  readonly stepper: Stepper;
  /** The stepper's. Inputs and outputs are the alphabet: symbols are numbers from 0, one-hot in x. */
  readonly network: Pick<Network, 'inputs' | 'outputs'>;
  /** Any number of them, of any lengths from 1; as many as the stepper has sequences go side by side. */
  readonly prompts: readonly (readonly number[])[];
  /** The symbol after which a sequence ends; null where none does. */
  readonly end: number | null;
  /** Symbols that a sequence has at most, the prompt not counted. */
  readonly longest: number;
  readonly choose: Choose;
}

export interface Generated {
  /** What was chosen, with the end where it came. */
  readonly symbols: readonly number[];
  /** The network's own probability of each. */
  readonly probabilities: Float32Array;
}

/**
 * Reads prompts and lets the network run freely: what is chosen from its answer is what it reads next. The states before
 * each prompt are 0.
 * @throws {RangeError} where the network reads other symbols than it answers, a prompt is empty or holds what is no
 * symbol, or the network's answers are no numbers any more.
 */
export function generate(generating: Generating): Generated[] {
  const { stepper, prompts } = generating;
  requireWhole(generating);
  const sequences = prompts.map((prompt, index): Sequence => ({ index, prompt, read: 0, symbols: [], probabilities: [] }));
  for (let from = 0; from < sequences.length; from += stepper.size) {
    runTogether(generating, sequences.slice(from, from + stepper.size));
  }
  return sequences.map(({ symbols, probabilities }) => ({ symbols, probabilities: Float32Array.from(probabilities) }));
}

interface Sequence {
  readonly index: number;
  readonly prompt: readonly number[];
  /** Steps so far. */
  read: number;
  readonly symbols: number[];
  readonly probabilities: number[];
}

function requireWhole({ network: { inputs, outputs }, prompts, longest }: Generating): void {
  if (inputs !== outputs) throw new RangeError(`a network that reads ${inputs} symbols and answers ${outputs} cannot read its own answers`);
  if (!Number.isInteger(longest) || longest < 0) throw new RangeError(`at most ${longest} symbols: must be a whole number from 0`);
  prompts.forEach((prompt, index) => {
    if (prompt.length === 0) throw new RangeError(`prompt ${index + 1} is empty: give it a symbol to begin with`);
    for (const symbol of prompt) requireSymbol(symbol, outputs, `prompt ${index + 1} holds`);
  });
}

function requireSymbol(symbol: number, count: number, what: string): void {
  if (!Number.isInteger(symbol) || symbol < 0 || symbol >= count) {
    throw new RangeError(`${what} ${symbol}, which is no symbol from 0 to ${count - 1}`);
  }
}

/** Runs no more sequences than the stepper has, each in the row of its place, until the last has ended. */
function runTogether(generating: Generating, sequences: readonly Sequence[]): void {
  const { stepper, network } = generating;
  const x = new Float32Array(stepper.size * network.inputs);
  const probabilities = new Float32Array(network.outputs);
  stepper.reset();
  while (sequences.some((sequence) => !hasEnded(sequence, generating))) {
    x.fill(0);
    sequences.forEach((sequence, row) => {
      x[row * network.inputs + next(sequence)] = 1;
    });
    const answers = stepper.step(x);
    sequences.forEach((sequence, row) => {
      if (hasEnded(sequence, generating) || ++sequence.read < sequence.prompt.length) return;
      softmaxInto(probabilities, answers, row * network.outputs);
      goOn(sequence, probabilities, generating);
    });
  }
}

const hasEnded = ({ symbols }: Sequence, { end, longest }: Generating): boolean =>
  symbols.length >= longest || (end !== null && symbols.at(-1) === end);

/** What a sequence reads next. */
const next = ({ prompt, read, symbols }: Sequence): number => prompt[read] ?? symbols.at(-1) ?? 0;

function goOn({ index, symbols, probabilities: own }: Sequence, probabilities: Float32Array, { choose }: Generating): void {
  const symbol = choose(probabilities, index);
  requireSymbol(symbol, probabilities.length, 'the choice is');
  symbols.push(symbol);
  own.push(probabilities[symbol] ?? 0);
}

/** softmax of a row of answers, the largest subtracted first. */
function softmaxInto(probabilities: Float32Array, answers: Float32Array, from: number): void {
  let [largest, sum] = [Number.NEGATIVE_INFINITY, 0];
  for (let o = 0; o < probabilities.length; o++) largest = Math.max(largest, answers[from + o] as number);
  if (!Number.isFinite(largest))
    throw new RangeError('the answers of this network are no numbers any more: begin again with other weights');
  for (let o = 0; o < probabilities.length; o++) sum += exp((answers[from + o] as number) - largest);
  for (let o = 0; o < probabilities.length; o++) probabilities[o] = exp((answers[from + o] as number) - largest) / sum;
}

/** The likeliest symbol; the first of those that are as likely. */
export const greedy: Choose = (probabilities) => probabilities.reduce((best, p, o) => (p > (probabilities[best] ?? 0) ? o : best), 0);

/**
 * Draws symbol i with probability ∝ pᵢ^(1/temperature): 1 draws by the network's own probabilities, less keeps to the
 * likely ones, 0 is `greedy`. Each sequence draws from a fork of its own, so that it comes out the same whatever runs beside it.
 * @throws {RangeError} where the temperature is no number from 0.
 */
export function sampling(rng: Rng, temperature: number): Choose {
  if (!(temperature >= 0) || temperature === Number.POSITIVE_INFINITY) {
    throw new RangeError(`the temperature is ${temperature} and must be a number from 0`);
  }
  if (temperature === 0) return greedy;
  const forks = new Map<number, Rng>();
  return (probabilities, sequence) => {
    const own = forks.get(sequence) ?? rng.fork(sequence);
    forks.set(sequence, own);
    return drawn(powersOf(probabilities, temperature), own.uniform());
  };
}

/** (p / max p)^(1/temperature) */
function powersOf(probabilities: Float32Array, temperature: number): Float64Array {
  const largest = log(probabilities.reduce((a, b) => Math.max(a, b), 0));
  return Float64Array.from(probabilities, (p) => exp((log(p) - largest) / temperature));
}

/** The symbol at a share of the sum of all weights, 0 ≤ share < 1. */
function drawn(weights: Float64Array, share: number): number {
  let left = share * weights.reduce((a, b) => a + b, 0);
  let last = 0;
  for (let o = 0; o < weights.length; o++) {
    const weight = weights[o] as number;
    if (weight === 0) continue;
    if (left < weight) return o;
    left -= weight;
    last = o;
  }
  return last;
}
