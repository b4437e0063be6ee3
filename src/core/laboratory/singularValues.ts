import type { FunctionName } from '../cell/graph.ts';
import { affordable, BUDGET, type Chained, chainOf, type Link } from './jacobian/chain.ts';
import type { Steps } from './jacobian/jacobian.ts';
import { largestSingular } from './jacobian/largest.ts';
import { largestEntry, logarithm, type Scaled } from './jacobian/matrix.ts';
import { singularValues } from './jacobian/singular.ts';
import { type Single, type Way, waysInto } from './jacobian/ways.ts';
import { type Wire, wireOf } from './jacobian/wire.ts';

/**
 * The singular values of ∂s_T/∂s_t = J_T … J_{t+1} as it grows back from the cursor T, the first being those of J_T alone;
 * with what bounds the largest. s_t and J_t are those of the waterfall; logarithms are log₁₀.
 */
export interface SingularValues {
  readonly iteration: number;
  readonly layer: number;
  readonly steps: number;
  /** T, the cursor. Steps count from 0. */
  readonly from: number;
  /** The first step that was reached: larger than 0 where it would have taken too long to go on. */
  readonly first: number;
  /** n, the entries of a state: as many values has each product. */
  readonly size: number;
  /** Some of the products, from the nearest step back. */
  readonly products: readonly Product[];
  /** Where the state comes by one matrix and one nonlinearity alone. */
  readonly bound: Bound | null;
  /** Where it comes by several ways: those into step T. Their norms add to ‖J_T‖₂ or more. Empty where the state is too large for that. */
  readonly ways: readonly Way[];
  readonly wire: Wire;
}

export interface Product {
  /** The step that ∂s_T/∂s_t goes back to. */
  readonly t: number;
  /** log₁₀, the largest first; −∞ for a product of 0. Those that rounding hides, below 10⁻¹² of the largest, are left out. */
  readonly values: Float64Array;
  /** Whether they are all: of large matrices the largest alone is measured. */
  readonly all: boolean;
}

/** ‖J_t‖₂ ≤ slope_t · ‖U‖₂: the slopes’ part and the weights’ part. */
export interface Bound {
  readonly matrix: string;
  /** ‖U‖₂, its largest singular value. */
  readonly weights: number;
  /** log₁₀ of the largest |φ′| at step t, by t; NaN where it was not measured. */
  readonly slopes: Float64Array;
  /** φ and the largest slope γ that it has anywhere; null where the cell has more than one function of a sum. */
  readonly nonlinearity: { readonly name: FunctionName; readonly steepest: number } | null;
}

/** Larger states have their largest value measured alone. */
const MOST = 128;
/** Multiplications of a singular value decomposition of n × n, in n³. */
const DECOMPOSITION = 3;
/** Values below this share of the largest are hidden by rounding. */
const HIDDEN = 1e-12;

export function measureSingularValues(subject: Chained): SingularValues {
  const { trace, layer, step: from } = subject;
  const chain = chainOf(subject);
  const { steps, single } = chain;
  const slopes = new Float64Array(trace.steps).fill(Number.NaN);
  const products: Product[] = [];
  const take = decomposer(steps.size);
  let [first, ways]: [number, readonly Way[]] = [from, []];
  for (const [link, spend] of affordable(chain)) {
    first = link.t;
    if (link.slopes !== null) slopes[first + 1] = Math.log10(largestEntry(link.slopes));
    if (link.lag === 1 && single === null && steps.size <= MOST) {
      const { work, ...into } = waysInto(steps, from);
      ways = into.ways;
      spend(work);
    }
    if (isDrawn(link.lag) || first === 0) {
      const { work, ...drawn } = take(link);
      products.push(drawn);
      spend(work);
    }
  }
  const bound = single === null ? null : { ...boundOf(steps, single), slopes };
  const wire = wireOf(subject, first, from);
  return { iteration: trace.iteration, layer, steps: trace.steps, from, first, size: steps.size, products, bound, ways, wire };
}

/** 1, 2, 3, 4, 6, 8, 11, 16, 23, 32, …: as many for each doubling. */
function isDrawn(lag: number): boolean {
  const k = Math.round(2 * Math.log2(lag));
  return lag === Math.round(2 ** (k / 2)) || lag === Math.round(2 ** ((k - 1) / 2));
}

/** All values of the first, and of others as long as half of the budget lasts; then the largest alone. */
function decomposer(size: number): (link: Link) => Product & { readonly work: number } {
  let left = BUDGET / 2;
  let near: Float64Array | null = null;
  return ({ t, lag, whole }) => {
    const work = DECOMPOSITION * size ** 3;
    if (size <= MOST && (lag === 1 || work <= left)) {
      left -= work;
      return { t, values: valuesOf(whole, size), all: true, work };
    }
    const largest = largestSingular(whole.values, size, near);
    near = largest.left;
    return { t, values: Float64Array.of(logarithm(largest.value, whole)), all: false, work: largest.work };
  };
}

function valuesOf(whole: Scaled, size: number): Float64Array {
  const values = singularValues(whole.values, size);
  const largest = values[0] ?? 0;
  if (!(largest > 0)) return Float64Array.of(largest === 0 ? Number.NEGATIVE_INFINITY : Number.NaN);
  return values.filter((value) => value >= HIDDEN * largest).map((value) => logarithm(value, whole));
}

function boundOf({ parameters, units }: Steps, { matrix, nonlinearity }: Single): Omit<Bound, 'slopes'> {
  const weights = largestSingular(Float64Array.from(parameters.get(matrix) ?? []), units).value;
  return { matrix, weights, nonlinearity };
}
