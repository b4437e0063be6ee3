import { once } from '../../once.ts';
import type { Subject } from '../subject.ts';
import { type Steps, stepsOf } from './jacobian.ts';
import { product, rescaled, type Scaled } from './matrix.ts';
import { type Single, singleOf } from './ways.ts';

/** Multiplications that one figure may take, with those of the links that it goes through: some 50 ms on a laptop. */
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
  /** Its carry path, from each state to itself: n numbers. */
  readonly carry: Float64Array;
  /** |φ′| of every unit at step t + 1, where the cell is `single`. */
  readonly slopes: Float64Array | null;
  /** Multiplications that it took to make. */
  readonly work: number;
}

/** The steps of the layer on show, and the product of their Jacobians from the cursor back, made link by link as far as somebody asks. */
export interface Chain {
  readonly steps: Steps;
  /** Where the cell has one way from state to state. */
  readonly single: Single | null;
  /** By their lag, less 1; null before the first step. */
  link(k: number): Link | null;
}

/** A subject of several figures, whose first to ask makes the chain for all. */
export interface Chained extends Subject {
  readonly chain?: () => Chain;
}

export const sharedBy = (subject: Subject): Chained => ({ ...subject, chain: once(() => makeChain(subject)) });

export const chainOf = (subject: Chained): Chain => subject.chain?.() ?? makeChain(subject);

function makeChain(subject: Subject): Chain {
  const steps = stepsOf(subject);
  const single = singleOf(steps.cell);
  const made: Link[] = [];
  const link = (k: number): Link | null => {
    const t = subject.step - 1 - k;
    if (t < 0) return null;
    made[k] ??= linkTo(t, k + 1, steps, single, k === 0 ? null : (link(k - 1)?.whole ?? null));
    return made[k];
  };
  return { steps, single, link };
}

function linkTo(t: number, lag: number, steps: Steps, single: Single | null, before: Scaled | null): Link {
  const start = steps.work;
  const [factor, carry] = [steps.jacobian(t + 1), steps.carry(t + 1)];
  const slopes = single === null ? null : steps.elementwise(t + 1, single.before);
  const next = before === null ? { values: factor, work: 0 } : product(before.values, factor, steps.size, steps.units);
  const whole = rescaled({ values: next.values, exponent: before?.exponent ?? 0 });
  return { t, lag, factor, whole, carry, slopes, work: steps.work - start + next.work };
}

/** Takes what was spent on a link beside making it. */
type Spend = (work: number) => void;

/** The links that a figure can afford, whoever made them: one at least, and the next where what is left will do. */
export function* affordable({ steps, link }: Chain): Generator<readonly [link: Link, spend: Spend]> {
  let spent = 0;
  for (let k = 0; ; k++) {
    const next: Link | null = link(k);
    if (next === null) return;
    spent += next.work + EACH;
    yield [next, (work) => (spent += work)];
    if (spent + steps.size ** 2 * steps.units > BUDGET) return;
  }
}
