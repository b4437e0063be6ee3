import type { Rng } from '../rng.ts';
import type { Baseline, Options, Room, Sequence, Split } from '../tasks/task.ts';
import { changeOf, lossesOf, rulesOf, standardised } from './counted.ts';
import type { Forecast } from './forecast.ts';
import { cut, type Form, type Size, type Values } from './form.ts';
import { kept } from './kept.ts';
import { forecastOf, horizonOf, originOf } from './origin.ts';
import type { Rule } from './rules.ts';
import { hasPlaces, leastLength, placesOf, type Series } from './series.ts';

/** The windows of one series: what a task about it is made of. Of the task's options it reads `window` and `ahead`. */
export interface Windows {
  form(options: Options): Form;
  /** @throws {RangeError} where the series is too short, as the two below. */
  sequence(rng: Rng, options: Options, split: Split, room?: Room): Sequence;
  /** Last value, a season ago where it is known, linear: counted over the split, at 4,000 places spread evenly where it has more. */
  baselines(options: Options, split?: Split): readonly Baseline[];
  forecast(options: Options): Forecast;
}

/**
 * The target is read and asked for as (value − last of the window) / scale. Other inputs are read as (value − mean) /
 * deviation of the training part. Where the series names no scale, it is the root mean square of (value − last of the
 * window) over the answers of the training part, so that the last value loses exactly 1 there. Nothing later enters.
 * @param usual the window and the answer where options say nothing.
 */
export function windowsOf(series: Series, usual: Size): Windows {
  const { target } = series;
  const inputs = series.inputs.map(({ values }) => (values === target ? values : standardised(values)));
  const formOf = formsOf(series, usual);
  const rulesFor = kept((window: number, ahead: number) => rulesOf(series, inputs, formOf({ window, ahead })));
  const lossesFor = kept((window: number, ahead: number, split: Split) =>
    lossesOf(series, rulesFor(window, ahead), formOf({ window, ahead }), split),
  );
  return {
    form: formOf,
    sequence(rng, options, split, room) {
      const form = formOf(options);
      const { from, to } = placesIn(series, form, split);
      const at = from + rng.integer(to - from + 1);
      const { x, y, mask } = cut(form, target, inputs, at, room);
      return { x, y, mask, clues: [], caption: captionOf(series, form, at) };
    },
    baselines(options, split = 'train') {
      const form = formOf(options);
      placesIn(series, form, 'train');
      return lossesFor(form.window, form.ahead, split);
    },
    forecast(options) {
      const form = formOf(options);
      placesIn(series, form, 'train');
      return heldOut(series, inputs, form, rulesFor(form.window, form.ahead));
    },
  };
}

function formsOf(series: Series, usual: Size): (options: Options) => Form {
  const channel = series.inputs.findIndex(({ values }) => values === series.target);
  const form = kept((window: number, ahead: number): Form => {
    const scale = series.scale ?? changeOf(series, { window, ahead });
    return { window, ahead, inputs: series.inputs.length, channel, anchored: true, scale };
  });
  return ({ window = usual.window, ahead = usual.ahead }) => form(window, ahead);
}

/** @throws {RangeError} where a split has none. */
function placesIn({ target }: Series, size: Size, split: Split): { readonly from: number; readonly to: number } {
  if (hasPlaces(target.length, size)) return placesOf(target.length, size, split);
  throw new RangeError(
    `${target.length} values are too few for a window of ${size.window} with ${size.ahead} ahead: ${leastLength(size)} are needed`,
  );
}

/** "May 2003 to April 2008, the last at 386.1 ppm" */
function captionOf({ target, unit, digits, label }: Series, { window }: Size, at: number): string {
  const last = (target[at - 1] as number).toFixed(digits);
  return `${label(at - window)} to ${label(at - 1)}, the last at ${last}${unit === '' ? '' : ` ${unit}`}`;
}

/** The windows of the test's part, in order of time. */
function heldOut(series: Series, inputs: readonly Values[], form: Form, rules: readonly Rule[]): Forecast {
  const { from, to } = placesIn(series, form, 'test');
  const { target, season, unit, digits } = series;
  const horizon = horizonOf(form, season, target.length - from);
  const held = series.inputs.flatMap(({ name, values }) => (values === target ? [] : [name]));
  const told = (at: number) => ({ horizon, rules, caption: captionOf(series, form, at), label: (k: number) => series.label(at + k) });
  return forecastOf(form, {
    ...{ unit, digits, season, horizon, held },
    places: to - from + 1,
    consecutive: true,
    at: (place) => originOf(form, target, inputs, from + place, told(from + place)),
  });
}
