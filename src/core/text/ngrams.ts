import { log } from '../exact/log.ts';

/** Weights of what one, two and three symbols say, as far as they go; the rest is spread evenly. */
const WEIGHTS = { unigram: [0.999], bigram: [0.1, 0.89], trigram: [0.05, 0.25, 0.69] } as const;
export type Gram = keyof typeof WEIGHTS;
export const GRAMS = Object.keys(WEIGHTS) as readonly Gram[];

/**
 * How often each symbol followed none, one and two others in a text: counts of symbol s after context c stand under
 * c · width + s, with a context's symbols as digits.
 */
interface Counts {
  readonly pairs: ReadonlyMap<number, number>;
  readonly contexts: ReadonlyMap<number, number>;
}

/**
 * Mean −ln p of the symbols of `told` (from the third on) under n-gram models counted on `learned`:
 * p = Σₙ wₙ · count(context, s)/count(context) + (1 − Σ wₙ)/width (Jelinek & Mercer 1980, with fixed weights).
 */
export function ngramLosses(learned: ArrayLike<number>, told: ArrayLike<number>, width: number): Readonly<Record<Gram, number>> {
  const counts = [0, 1, 2].map((order) => countsOf(learned, width, order));
  const entries = GRAMS.map((gram) => [gram, lossOf(counts.slice(0, WEIGHTS[gram].length), WEIGHTS[gram], told, width)] as const);
  return Object.fromEntries(entries) as Record<Gram, number>;
}

function countsOf(text: ArrayLike<number>, width: number, order: number): Counts {
  const [pairs, contexts] = [new Map<number, number>(), new Map<number, number>()];
  for (let t = order; t < text.length; t++) {
    const context = contextAt(text, width, order, t);
    const pair = context * width + (text[t] ?? 0);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
    contexts.set(context, (contexts.get(context) ?? 0) + 1);
  }
  return { pairs, contexts };
}

function contextAt(text: ArrayLike<number>, width: number, order: number, t: number): number {
  let context = 0;
  for (let k = order; k >= 1; k--) context = context * width + (text[t - k] ?? 0);
  return context;
}

const FIRST = 2;

function lossOf(counts: readonly Counts[], weights: readonly number[], told: ArrayLike<number>, width: number): number {
  const even = (1 - weights.reduce((sum, weight) => sum + weight, 0)) / width;
  let sum = 0;
  for (let t = FIRST; t < told.length; t++) sum -= log(even + probability(counts, weights, told, width, t));
  return sum / (told.length - FIRST);
}

function probability(counts: readonly Counts[], weights: readonly number[], told: ArrayLike<number>, width: number, t: number): number {
  let sum = 0;
  for (const [order, { pairs, contexts }] of counts.entries()) {
    const context = contextAt(told, width, order, t);
    const seen = contexts.get(context) ?? 0;
    if (seen > 0) sum += ((weights[order] ?? 0) * (pairs.get(context * width + (told[t] ?? 0)) ?? 0)) / seen;
  }
  return sum;
}
