import { log } from '../exact/log.ts';

/** Symbols of a note: what stands so many before a symbol is the same part of the note before. */
const PER_NOTE = 2;
/** Weights of how often a symbol is, and how often it follows the same part of the note before; the rest is spread evenly. */
const WEIGHTS = { alone: 0.1, after: 0.89 };

type Counts = ReadonlyMap<number, ReadonlyMap<number, number>>;

export interface NoteLosses {
  /** Knowing how often each pitch and each length is. */
  readonly alone: number;
  /** Knowing the note before too: a pitch by the pitch before, a length by the length before. */
  readonly after: number;
}

/**
 * Mean −ln p of the symbols of tunes, pitch and length by turns, each but the first of its tune, under counts of others:
 * p = 0.89 · count(before, s)/count(before) + 0.1 · count(s)/count(its kind) + 0.01/width (Jelinek & Mercer 1980, with
 * fixed weights). Knowing the note alone, its share takes the place of both.
 */
export function noteLosses(learned: readonly (readonly number[])[], told: readonly (readonly number[])[], width: number): NoteLosses {
  const alone = counted(learned, kindOf);
  const after = counted(learned, before);
  const even = (1 - WEIGHTS.alone - WEIGHTS.after) / width;
  const sums = { alone: 0, after: 0, count: 0 };
  for (const tune of told) {
    for (let t = 1; t < tune.length; t++) {
      const [often, follows] = [share(alone, kindOf(tune, t), tune[t]), share(after, before(tune, t), tune[t])];
      sums.alone -= log(even + (1 - even * width) * often);
      sums.after -= log(even + WEIGHTS.alone * often + WEIGHTS.after * follows);
      sums.count++;
    }
  }
  return { alone: sums.alone / sums.count, after: sums.after / sums.count };
}

type Context = (tune: readonly number[], t: number) => number;

const kindOf: Context = (_, t) => t % PER_NOTE;
/** −1 for the first length of a tune, which follows none. */
const before: Context = (tune, t) => tune[t - PER_NOTE] ?? -1;

/** How often each symbol stands in each context. */
function counted(tunes: readonly (readonly number[])[], context: Context): Counts {
  const counts = new Map<number, Map<number, number>>();
  for (const tune of tunes) {
    for (let t = 1; t < tune.length; t++) {
      const here = counts.get(context(tune, t)) ?? new Map<number, number>();
      counts.set(context(tune, t), here.set(tune[t] ?? 0, (here.get(tune[t] ?? 0) ?? 0) + 1));
    }
  }
  return counts;
}

function share(counts: Counts, context: number, symbol = 0): number {
  const here = counts.get(context);
  if (here === undefined) return 0;
  let sum = 0;
  for (const count of here.values()) sum += count;
  return (here.get(symbol) ?? 0) / sum;
}
