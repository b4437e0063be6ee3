import { cut, type Form, lastOf, shift, unfold, type Values } from './form.ts';
import type { Answer } from './linear.ts';
import { roll } from './roll.ts';

/** A way to forecast without the network. */
export interface Rule {
  readonly label: string;
  /** `count` values from value `at` on, told from those before it; null where it knows nothing there. */
  says(target: Values, at: number, count: number): ArrayLike<number> | null;
}

/** A series, and the value in it that opens an answer. */
export type Place = readonly [target: Values, at: number];

export const constant = (label: string, value: number): Rule => ({
  label,
  says: (_target, _at, count) => new Float64Array(count).fill(value),
});

/** The last value that was seen. */
export const lastValue = (label: string): Rule => ({
  label,
  says: (target, at, count) => new Float64Array(count).fill(target[at - 1] as number),
});

/** The values of a season before: the last season that was seen, over and over. */
export const seasonAgo = (label: string, season: number): Rule => ({
  label,
  says(target, at, count) {
    if (at < season) return null;
    return Float64Array.from({ length: count }, (_, k) => target[at - season + (k % season)] as number);
  },
});

/** The line through the first and the last value of the window, carried on. */
export const slopeOf = (label: string, window: number): Rule => ({
  label,
  says(target, at, count) {
    const [first, last] = [target[at - window] as number, target[at - 1] as number];
    return Float64Array.from({ length: count }, (_, k) => last + ((k + 1) * (last - first)) / (window - 1));
  },
});

/** What fitted weights answer, fed with their own answers where more is asked for than they say at once; no more than that where they do not read what they answer. */
export const linear = (form: Form, inputs: readonly Values[], answer: Answer): Rule => ({
  label: 'linear',
  says(target, at, count) {
    const { x } = cut(form, target, inputs, at);
    const times = form.channel < 0 ? 1 : Math.ceil(count / form.ahead);
    const answers = roll({ next: (window, said) => shift(form, window, said) }, x, answer, times);
    return unfold(form, lastOf(form, target, at), answers).slice(0, count);
  },
});

/** Mean squared error over answers of `ahead` values, in the unit's square; null where the rule knows nothing at any place. */
export function meanSquare(rule: Rule, places: readonly Place[], ahead: number): number | null {
  let sum = 0;
  let count = 0;
  for (const [target, at] of places) {
    const said = rule.says(target, at, ahead);
    if (said === null) continue;
    for (let k = 0; k < ahead; k++) {
      const error = (target[at + k] as number) - (said[k] as number);
      sum += error * error;
    }
    count += ahead;
  }
  return count === 0 ? null : sum / count;
}
