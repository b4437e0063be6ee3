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

const SAID: Readonly<Record<Standing, string>> = { better: 'better than', level: 'level with', worse: 'worse than' };

/** Where the network stands with what it says at once, and what nothing here beats. */
export function standingText({ windows, baselines }: Errors): string {
  const stands = (standing: Standing): readonly string[] =>
    baselines.filter((each) => each.standing === standing).map(({ label }) => label);
  const parts = (['better', 'level', 'worse'] as const).flatMap((standing) => {
    const labels = stands(standing);
    return labels.length === 0 ? [] : [`${SAID[standing]} ${quoted(labels)}`];
  });
  const [best] = baselines.toSorted((a, b) => a.once - b.once);
  const unbeaten = best === undefined || best.standing === 'better' ? '' : ` Nothing here beats ${quoted([best.label])}.`;
  return `On ${windows} held-out windows the network is ${parts.join(', ')}.${unbeaten}`;
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
  return `${where} ${endOf(scene, forecast, origin)} Typical errors over the ${over}: ${row}. ${standingText(errors)}`;
}

/** Where the last value that is said lies, and what came there. */
function endOf({ network, truth, after }: Scene, measures: Measures, origin: Pick<Origin, 'label'>): string {
  const said = network === null ? null : valueAt(network, after - 1);
  if (said === null) return '';
  const came = valueAt(truth, after - 1);
  const known = came === null ? 'which is not known yet' : `where ${valueText(measures, came)} came`;
  return `For ${origin.label(after - 1)} the network says ${valueText(measures, said)}, ${known}.`;
}
