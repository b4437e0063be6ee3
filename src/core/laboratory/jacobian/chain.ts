import type { Subject } from '../subject.ts';
import { type Steps, stepsOf } from './jacobian.ts';
import { product, rescaled, type Scaled } from './matrix.ts';

/** Multiplications that the products of one figure may take: some 50 ms on a laptop. */
export const BUDGET = 36e6;
/** What a step costs beside its multiplications, in such. */
const EACH = 20e3;

/** One more step of ∂s_T/∂s_t, on the way back from step T. Steps count from 0. */
export interface Link {
  /** The step that is reached: t. */
  readonly t: number;
  /** How many factors the product has: T − t. */
  readonly lag: number;
  /** The last of them, ∂s_{t+1}/∂s_t, n × n. */
  readonly factor: Float64Array;
  /** ∂s_T/∂s_t, the product of them all. */
  readonly whole: Scaled;
  /** Tells of work that was done with it, so that the next link is made only where it can be afforded. */
  spend(work: number): void;
}

/** The steps of the layer on show, and the product of their Jacobians from the cursor back as far as the budget goes: one factor at least. */
export function chainOf(subject: Subject): { readonly steps: Steps; links(): Generator<Link> } {
  const steps = stepsOf(subject);
  return { steps, links: () => linksOf(steps, subject.step) };
}

function* linksOf(steps: Steps, from: number): Generator<Link> {
  let whole: Scaled | null = null;
  let spent = 0;
  let links = 0;
  for (let t = from - 1; t >= 0; t--) {
    const factor = steps.jacobian(t + 1);
    if (whole === null) whole = rescaled({ values: factor.slice(), exponent: 0 });
    else {
      const next: ReturnType<typeof product> = product(whole.values, factor, steps.size, steps.units);
      spent += next.work;
      whole = rescaled({ values: next.values, exponent: whole.exponent });
    }
    links++;
    yield { t, lag: from - t, factor, whole, spend: (work) => (spent += work) };
    if (spent + steps.work + links * EACH + steps.size ** 2 * steps.units > BUDGET) return;
  }
}
