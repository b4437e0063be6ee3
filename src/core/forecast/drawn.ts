import { createRng, type Rng } from '../rng.ts';
import type { Options, Room, Sequence } from '../tasks/task.ts';
import type { Forecast } from './forecast.ts';
import { cut, type Form, type Values } from './form.ts';
import { type Answer, fitLinear } from './linear.ts';
import { forecastOf, horizonOf, originOf } from './origin.ts';
import type { Place, Rule } from './rules.ts';

/** A series that is made up: each sequence is a window of one of its own. */
export interface Drawn {
  form(options: Options): Form;
  /** Its first `count` values. A longer one from the same generator begins with the same values. */
  draw(rng: Rng, options: Options, count: number): Values;
}

/** Series that weights are fitted on and losses are counted on. */
const COUNTED = 2000;
/** Windows to draw forecasts from. */
const PLACES = 1000;

export function drawnSequence(drawn: Drawn, rng: Rng, options: Options, room?: Room): Sequence {
  const form = drawn.form(options);
  const values = drawn.draw(rng, options, form.window + form.ahead);
  const { x, y, mask } = cut(form, values, [values], form.window, room);
  return { x, y, mask, clues: [] };
}

/** Series by a label of their own, so that no run is trained on them. */
export function drawnPlaces(drawn: Drawn, options: Options, label: string): readonly Place[] {
  const { window, ahead } = drawn.form(options);
  return Array.from({ length: COUNTED }, (_, k) => [drawn.draw(createRng(label, k), options, window + ahead), window] as const);
}

export function fitDrawn(drawn: Drawn, options: Options, label: string): Answer {
  const form = drawn.form(options);
  const places = drawnPlaces(drawn, options, label);
  return fitLinear(form, places.length, (k) => cut(form, places[k]?.[0] as Values, [], form.window));
}

/** Windows of a thousand series that nothing is trained on. */
export function drawnForecast(drawn: Drawn, options: Options, rules: readonly Rule[], digits: number): Forecast {
  const form = drawn.form(options);
  const horizon = horizonOf(form, null, Number.POSITIVE_INFINITY);
  const label = (k: number) => (k < 0 ? `${k}` : `+${k + 1}`);
  return forecastOf(form, {
    ...{ unit: '', digits, season: null, horizon, held: [] },
    places: PLACES,
    consecutive: false,
    at(place) {
      const values = drawn.draw(createRng('forecast', place), options, form.window + horizon);
      return originOf(form, values, [values], form.window, { horizon, rules, caption: '', label });
    },
  });
}
