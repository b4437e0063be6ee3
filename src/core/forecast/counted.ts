import type { Baseline, Split } from '../tasks/task.ts';
import { cut, type Form, type Size, type Values } from './form.ts';
import { fitLinear } from './linear.ts';
import { lastValue, linear, meanSquare, type Place, type Rule, seasonAgo } from './rules.ts';
import { partOf, placesOf, type Series } from './series.ts';

/** Places at which a split is counted; where it has more, they are spread evenly over it. */
const MOST = 4000;

function placesCounted({ target }: Series, size: Size, split: Split): readonly Place[] {
  const { from, to } = placesOf(target.length, size, split);
  const all = Math.max(0, to - from + 1);
  const count = Math.min(all, MOST);
  return Array.from({ length: count }, (_, k) => [target, from + Math.floor((k * all) / count)] as const);
}

/** Root mean square of (value − last of the window) over the answers of the training part; 1 where it never changes. */
export function changeOf(series: Series, size: Size): number {
  const square = meanSquare(lastValue(''), placesCounted(series, size, 'train'), size.ahead) ?? 0;
  return square > 0 ? Math.sqrt(square) : 1;
}

/** Less the mean of the training part, over its deviation; over 1 where it is constant there. */
export function standardised(values: Values): Values {
  const seen = values.subarray(0, partOf(values.length, 'train').to);
  const mean = seen.reduce((sum, value) => sum + value, 0) / seen.length;
  const variance = seen.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / seen.length;
  return values.map((value) => (value - mean) / (variance > 0 ? Math.sqrt(variance) : 1));
}

/** Last value, a season ago, linear with weights of the training part. */
export function rulesOf(series: Series, inputs: readonly Values[], form: Form): readonly Rule[] {
  const { target, labels, season } = series;
  const places = placesCounted(series, form, 'train').map(([, at]) => at);
  const answer = fitLinear(form, places.length, (k) => cut(form, target, inputs, places[k] as number));
  const ago = season === null ? [] : [seasonAgo(labels.season, season)];
  return [lastValue(labels.last), ...ago, linear(form, inputs, answer)];
}

/** What each rule loses over the split, in squares of the scale; those that know nothing there are left out. */
export function lossesOf(series: Series, rules: readonly Rule[], form: Form, split: Split): readonly Baseline[] {
  const places = placesCounted(series, form, split);
  return rules.flatMap((rule) => {
    const square = meanSquare(rule, places, form.ahead);
    return square === null ? [] : [{ label: rule.label, loss: square / (form.scale * form.scale) }];
  });
}
