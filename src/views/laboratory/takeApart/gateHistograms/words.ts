import type { GateHistograms, Histogram } from '../../../../core/laboratory/gateHistograms.ts';
import { fixed } from '../../../lanes/words.ts';
import { percent } from '../percent.ts';

export function describe(taken: GateHistograms): string {
  const { histograms, gated, measured, places } = taken;
  if (histograms.some(({ lost }) => lost > 0)) return 'Some values are not finite; they are in no bin.';
  const counts = measured === places ? '' : ` Counted at ${measured.toLocaleString('en')} of ${places.toLocaleString('en')} places.`;
  if (!gated) return `${ungated(histograms[0])}${counts}`;
  const shares = histograms.map((histogram) => `${histogram.name} ${sharesOf(histogram)}`).join('; ');
  const carry = histograms.filter(({ carries }) => carries !== null).map(carryWords);
  return `${[`${shares}.`, ...carry].join(' ')}${counts}`;
}

/** "shut 3 %, open 72 %" of a gate; "beyond ±0.9 41 %" of what tanh gives. */
export function sharesOf({ kind, shut, open, mean }: Histogram): string {
  if (kind === 'gate') return `shut ${percent(shut)}, open ${percent(open)}`;
  if (kind === 'candidate') return `beyond ±0.9 ${percent(shut + open)}`;
  return kind === 'rectified' ? `at 0 ${percent(shut)}` : `mean ${fixed(mean, 2)}`;
}

/** What saturation is where there is no gate: the slope of h itself. */
function ungated(histogram: Histogram | undefined): string {
  if (histogram === undefined) return '';
  const { kind, shut, open } = histogram;
  const start = 'This cell has no gates; these are the values of h.';
  if (kind === 'candidate')
    return `${start} ${percent(shut + open)} lie beyond ±0.9, where a tanh is saturated: its slope 1 − h² is below 0.19, and little blame gets through.`;
  if (kind === 'rectified') return `${start} ${percent(shut)} are 0, where the slope of relu is 0 and no blame gets through.`;
  return kind === 'gate' ? `${start} ${percent(shut)} lie below 0.1 and ${percent(open)} above 0.9.` : start;
}

/** What the gate on the carry path means for the blame that travels by it. */
function carryWords(histogram: Histogram): string {
  const { name, carries, mean } = histogram;
  const { state, complement } = carries as NonNullable<Histogram['carries']>;
  const [kept, dropped] = complement ? [histogram.shut, histogram.open] : [histogram.open, histogram.shut];
  const factor = complement ? `1 − ${name}` : name;
  const path = `On the carry path ∂${state}ₜ/∂${state}ₜ₋₁ is ${factor}`;
  if (histogram.kind !== 'gate') return `${path}, ${fixed(complement ? 1 - mean : mean, 2)} on average.`;
  const average = `${path}, ${fixed(complement ? 1 - mean : mean, 2)} on average`;
  return `${average}: it hands blame back nearly whole in ${percent(kept)} of its values, and ends it within a step in ${percent(dropped)}.`;
}

/** The values at a place of a histogram. */
export function readBin({ name, low, high, bins }: Histogram, x: number): string {
  const bin = Math.min(bins.length - 1, Math.floor(x * bins.length));
  const edge = (k: number): string => fixed(low + ((high - low) * k) / bins.length, high - low > 20 ? 0 : 2);
  return `${name} from ${edge(bin)} to ${edge(bin + 1)}: ${percent(bins[bin] ?? Number.NaN)}`;
}
