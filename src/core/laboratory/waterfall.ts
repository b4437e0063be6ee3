import { affordable, type Chained, chainOf, type Link } from './jacobian/chain.ts';
import type { Steps } from './jacobian/jacobian.ts';
import { type Largest, largestSingular } from './jacobian/largest.ts';
import { largestEntry, logarithm, rescaled, type Scaled } from './jacobian/matrix.ts';
import { type Wire, wireOf } from './jacobian/wire.ts';

/**
 * Jacobian waterfall: ‖∂s_T/∂s_t‖₂ from the cursor T back. s_t holds all states that step t of the layer hands on, each
 * free by itself, and J_t = ∂s_t/∂s_{t−1}, so that ∂s_T/∂s_t = J_T J_{T−1} … J_{t+1}. Each J_t is the sum of the carry path
 * C_t (each state by itself from the step before, element by element, without any matrix: diagonal) and the rest, and
 * ∂s_T/∂s_t that of C_T … C_{t+1} and all ways that go through a gate or matrix at some step. Norms are spectral, the
 * largest singular values, given as log₁₀ (−∞ for 0); arrays are by t, NaN where nothing was measured.
 */
export interface Waterfall {
  readonly iteration: number;
  readonly layer: number;
  readonly steps: number;
  /** T, the cursor. Steps count from 0. */
  readonly from: number;
  /** The first step that was reached: larger than 0 where it would have taken too long to go on. */
  readonly first: number;
  /** ‖∂s_T/∂s_t‖₂; 0, for a norm of 1, at T. */
  readonly whole: Float64Array;
  /** ‖J_t‖₂, the factor from t − 1 to t. */
  readonly factors: Float64Array;
  /** ‖J_T‖₂ ‖J_{T−1}‖₂ … ‖J_{t+1}‖₂, which ‖∂s_T/∂s_t‖₂ is never above. */
  readonly bound: Float64Array;
  /** Where some state has a carry path. */
  readonly carry: Carried | null;
  readonly wire: Wire;
}

export interface Carried {
  /** States that have one. */
  readonly states: readonly string[];
  /** ‖C_T … C_{t+1}‖₂: what the unit that keeps most keeps. */
  readonly norms: Float64Array;
  /** ‖∂s_T/∂s_t − C_T … C_{t+1}‖₂: the ways through gates and matrices. */
  readonly rest: Float64Array;
  /**
   * uᵀ C_T … C_{t+1} v / ‖∂s_T/∂s_t‖₂, with u and v its first singular vectors: the share of the carry path in what passes
   * most easily. That of the rest is 1 less this.
   */
  readonly share: Float64Array;
}

export function measureWaterfall(subject: Chained): Waterfall {
  const { trace, layer, step: from } = subject;
  const chain = chainOf(subject);
  const { steps } = chain;
  const column = (at: number): Float64Array => new Float64Array(trace.steps).fill(Number.NaN).fill(at, from, from + 1);
  const [whole, factors, bound] = [column(0), column(Number.NaN), column(0)];
  const carry = steps.carried.length === 0 ? null : carriedBy(steps, trace.steps, from);
  let [near, nearFactor, first]: [Float64Array | null, Float64Array | null, number] = [null, null, from];
  for (const [link, spend] of affordable(chain)) {
    const { t, lag } = link;
    const factor: Largest = largestSingular(link.factor, steps.size, nearFactor);
    const alone = lag === 1 && link.whole.exponent === 0;
    const largest: Largest = alone ? factor : largestSingular(link.whole.values, steps.size, near);
    spend(factor.work + (alone ? 0 : largest.work));
    [near, nearFactor, first] = [largest.left, factor.left, t];
    factors[t + 1] = Math.log10(factor.value);
    bound[t] = (bound[t + 1] as number) + (factors[t + 1] as number);
    whole[t] = logarithm(largest.value, link.whole);
    if (carry !== null) spend(carry.take(link, largest));
  }
  const wire = wireOf(subject, first, from);
  return { iteration: trace.iteration, layer, steps: trace.steps, from, first, whole, factors, bound, carry: carry?.carried ?? null, wire };
}

/** Follows the carry path beside the whole. */
function carriedBy(steps: Steps, length: number, from: number) {
  const column = (at: number): Float64Array => new Float64Array(length).fill(Number.NaN).fill(at, from, from + 1);
  const carried: Carried = { states: steps.carried, norms: column(0), rest: column(Number.NEGATIVE_INFINITY), share: column(1) };
  let product: Scaled = { values: new Float64Array(steps.size).fill(1), exponent: 0 };
  let near: Float64Array | null = null;
  /** Returns the multiplications that it took. */
  const take = ({ t, whole, carry: parts }: Link, { value, left, right }: Largest): number => {
    product = rescaled({ values: product.values.map((entry, j) => entry * (parts[j] as number)), exponent: product.exponent });
    const rest = whole.values.slice();
    let share = 0;
    for (const [j, entry] of product.values.entries()) {
      const kept = entry * 2 ** (product.exponent - whole.exponent);
      rest[j * (steps.size + 1)] = (rest[j * (steps.size + 1)] as number) - kept;
      share += ((left[j] as number) * kept * (right[j] as number)) / value;
    }
    const largest = largestSingular(rest, steps.size, near);
    near = largest.left;
    carried.norms[t] = logarithm(largestEntry(product.values), product);
    carried.rest[t] = logarithm(largest.value, whole);
    carried.share[t] = share;
    return largest.work;
  };
  return { carried, take };
}
