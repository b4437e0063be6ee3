import type { Forecast, Origin } from './forecast.ts';
import { cut, type Form, lastOf, shift, unfold, type Values } from './form.ts';
import type { Rule } from './rules.ts';

/** How far a forecast is rolled: so many answers, or as many seasons where that is more and the window sees one. */
const ANSWERS = 8;
const SEASONS = 5;

/** Values to roll to, of those that are there: whole answers, one at least; one alone where they are not read. */
export function horizonOf({ window, ahead, channel }: Form, season: number | null, there: number): number {
  if (channel < 0) return ahead;
  const seen = season !== null && season <= window ? season : 0;
  const wished = Math.max(ANSWERS, Math.ceil((SEASONS * seen) / ahead));
  return ahead * Math.max(1, Math.min(wished, Math.floor(there / ahead)));
}

export interface Told {
  readonly horizon: number;
  readonly rules: readonly Rule[];
  readonly caption: string;
  label(k: number): string;
}

/** The window before value `at` of a series, and what is known about what follows. */
export function originOf(form: Form, target: Values, inputs: readonly Values[], at: number, told: Told): Origin {
  const { horizon, rules, caption, label } = told;
  return {
    x: cut(form, target, inputs, at).x,
    past: Array.from(target.subarray(at - form.window, at)),
    truth: Array.from(target.subarray(at, at + horizon)),
    baselines: rules.flatMap((rule) => {
      const values = rule.says(target, at, horizon);
      return values === null ? [] : [{ label: rule.label, values: Array.from(values) }];
    }),
    caption,
    label,
    values: (answers) => unfold(form, lastOf(form, target, at), answers),
  };
}

/** What all forecasts have in common: places that exist, and the window that follows an answer. */
export function forecastOf(form: Form, known: Omit<Forecast, 'next' | 'ahead'>): Forecast {
  return {
    ...known,
    ahead: form.ahead,
    at(place) {
      if (!(Number.isInteger(place) && place >= 0 && place < known.places))
        throw new RangeError(`held-out window ${place}: must be a whole number from 0 to ${known.places - 1}`);
      return known.at(place);
    },
    next(x, answer) {
      if (form.channel < 0) throw new RangeError('answers cannot be fed back: what is asked for is not among what is read');
      return shift(form, x, answer);
    },
  };
}
