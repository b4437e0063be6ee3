import { createRng } from '../rng.ts';
import type { Series } from './series.ts';

/** A season of 6, a rise and noise; and a second series that is read beside it. */
export function madeUp(length: number, seed = 1): { target: Float64Array; beside: Float64Array } {
  const rng = createRng('series', seed);
  const target = Float64Array.from({ length }, (_, k) => 5 * Math.sin((2 * Math.PI * k) / 6) + 0.1 * k + rng.normal());
  return { target, beside: Float64Array.from(target, (value) => 100 + 7 * value + rng.normal()) };
}

export function seriesOf({ target, beside }: { target: Float64Array; beside?: Float64Array }, more: Partial<Series> = {}): Series {
  const inputs = [{ name: 'target', values: target }, ...(beside === undefined ? [] : [{ name: 'beside', values: beside }])];
  const labels = { last: 'last', season: 'season ago' };
  return { target, inputs, season: 6, unit: 'm', digits: 1, labels, label: (k) => `value ${k}`, ...more };
}
