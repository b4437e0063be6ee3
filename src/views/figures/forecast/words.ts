import type { Forecast, Origin } from '../../../core/forecast/forecast.ts';
import type { Errors, Standing } from '../../../core/forecast/forecasted.ts';
import { fixed } from '../../lanes/words.ts';
import { type Scene, type Series, valueAt } from './scene.ts';

type Measures = Pick<Forecast, 'unit' | 'digits'>;

/** "386.1 ppm", with one decimal more for an error. */
const valueText = ({ unit, digits }: Measures, value: number, more = 0): string =>
  `${fixed(value, digits + more)}${unit === '' ? '' : `\u00a0${unit}`}`;

/** How far something is off, as the table writes it. */
export const offText = ({ digits }: Measures, off: number): string => fixed(off, digits + 1);

const countText = (count: number): string => (count === 1 ? 'next value' : `next ${count} values`);

/** What stands at a place, a line each: its name, what happened there, and what was said of it. */
export function readingOf(scene: Scene, measures: Measures, origin: Pick<Origin, 'label'>, k: number): string {
  const name = origin.label(k).replace(/^-(?=\d)/, '−');
  const past = valueAt(scene.past, k);
  if (past !== null) return `${name}\nseen ${valueText(measures, past)}`;
  const told = (label: string, series: Series | null): string[] => {
    const value = series === null ? null : valueAt(series, k);
    return value === null ? [] : [`${label} ${valueText(measures, value)}`];
  };
  const came = valueAt(scene.truth, k) === null ? ['what came is not known'] : told('came', scene.truth);
  const network = told(k < scene.ahead ? 'network' : 'network, on its own answers', scene.network);
  return [name, ...came, ...network, ...scene.baselines.flatMap((each) => told(each.label, each))].join('\n');
}

const quoted = (labels: readonly string[]): string => {
  const all = labels.map((label) => `“${label}”`);
  return all.length < 2 ? all.join() : `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
};

const UNSURE = ' (on too few windows to be sure)';
const SAID: readonly (readonly [kind: Standing | 'less' | 'more', before: string, after: string])[] = [
  ['better', 'better than', ''],
  ['less', 'off by less than', UNSURE],
  ['level', 'level with', ''],
  ['more', 'off by more than', UNSURE],
  ['worse', 'worse than', ''],
];

/** What may be luck is called level only where errors are less than this share of the larger apart. */
const ALIKE = 0.1;

function kindOf({ once, standing }: Errors['baselines'][number], network: number): (typeof SAID)[number][0] {
  if (standing !== 'level' || Math.abs(once - network) <= ALIKE * Math.max(once, network)) return standing;
  return network < once ? 'less' : 'more';
}

/** "127 of 213" where errors are not measured on all that were held out. */
export const windowsText = (windows: number, places: number): string => (windows < places ? `${windows} of ${places}` : `${windows}`);

/** Where the network stands with what it says at once, and what nothing here beats. */
export function standingText({ windows, network, baselines }: Errors, places: number): string {
  const parts = SAID.flatMap(([kind, before, after]) => {
    const labels = baselines.filter((each) => kindOf(each, network.once) === kind).map(({ label }) => label);
    return labels.length === 0 ? [] : [`${before} ${quoted(labels)}${after}`];
  });
  const [best] = baselines.toSorted((a, b) => a.once - b.once);
  const unbeaten = best === undefined || network.once < best.once ? '' : ` Nothing here beats ${quoted([best.label])}.`;
  return `On ${windowsText(windows, places)} held-out windows the network is ${parts.join(', ')}.${unbeaten}`;
}

/** All of it in words, for those who do not see it. */
export function describeForecast(scene: Scene, forecast: Forecast, origin: Origin, window: number, errors: Errors | null): string {
  const where = `Held-out window ${window + 1} of ${forecast.places}${origin.caption === '' ? '' : `, ${origin.caption}`}.`;
  if (errors === null) return `${where} What the network says of it is being measured.`;
  const named = (label: string, { once, rolled }: { once: number; rolled: number }): string =>
    `${label} ${valueText(forecast, once, 1)}${scene.after > scene.ahead ? `, in a row ${valueText(forecast, rolled, 1)}` : ''}`;
  const row = [named('network', errors.network), ...errors.baselines.map((each) => named(each.label, each))].join('; ');
  const over =
    scene.after > scene.ahead ? `${countText(scene.ahead)} and, fed with its own answers, ${scene.after}` : countText(scene.ahead);
  return `${where} ${endOf(scene, forecast, origin)} Typical errors over the ${over}: ${row}. ${standingText(errors, forecast.places)}`;
}

/** Where the last value that is said lies, and what came there. */
function endOf({ network, truth, after }: Scene, measures: Measures, origin: Pick<Origin, 'label'>): string {
  const said = network === null ? null : valueAt(network, after - 1);
  if (said === null) return '';
  const came = valueAt(truth, after - 1);
  const known = came === null ? 'which is not known yet' : `where ${valueText(measures, came)} came`;
  return `For ${origin.label(after - 1)} the network says ${valueText(measures, said)}, ${known}.`;
}
