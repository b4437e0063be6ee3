import { MAUNA_LOA } from './co2.data.ts';
import { rootMeanSquare } from './measures.ts';
import { monthName, monthsOf, unbroken } from './months.ts';
import { makeRoom, type Options, type Room, type Sequence, type Split, type Task } from './task.ts';

/** The longest stretch without a missing month: May 1964 to April 2020. */
const SERIES = unbroken(monthsOf(MAUNA_LOA));
const WINDOW = 60;
const AHEAD = 12;

/** Months that may be asked for, by split: [from, to) as shares of the series. What is learned from comes first. */
const SHARES: Readonly<Record<Split, readonly [number, number]>> = { train: [0, 0.7], probe: [0.7, 0.85], test: [0.85, 1] };

export const co2: Task = {
  name: 'co2',
  title: 'CO₂ at Mauna Loa',
  shelf: 'forecast',
  sentence:
    'Real measurements of CO₂ in the air, one a month, as differences from the last month of the window. After the window the network says what the next months will be.',
  watch:
    'Below “same as a year ago” the network has learned more than to repeat the season: it has to read the rise from year to year as well.',
  options: [
    {
      name: 'window',
      label: 'Window',
      explanation: 'Months that the network sees before it answers.',
      minimum: 12,
      maximum: 240,
      step: 1,
      value: WINDOW,
    },
    {
      name: 'ahead',
      label: 'Ahead',
      explanation: 'Months that it has to say, all at once.',
      minimum: 1,
      maximum: 24,
      step: 1,
      value: AHEAD,
    },
  ],
  sizes: ({ window = WINDOW, ahead = AHEAD }) => ({ inputs: 1, outputs: ahead, steps: window, loss: 'mse' }),
  sequence(rng, options, split, room) {
    const { from, to } = answers(options, split);
    return cut(options, from + rng.integer(to - from + 1), room);
  },
  baselines: (options, split = 'train') => [
    { label: 'same as last month', loss: meanSquare(options, split, () => -1) / squared(scaleOf(options)) },
    { label: 'same as a year ago', loss: meanSquare(options, split, (month) => (month % 12) - 12) / squared(scaleOf(options)) },
  ],
  measure: (options) => rootMeanSquare(scaleOf(options), 'ppm', 1),
  drawing: (options) => ({
    input: 'line',
    channel: 0,
    outputs: Array.from({ length: options['ahead'] ?? AHEAD }, (_, month) => `+${month + 1}`),
    scale: scaleOf(options),
    offset: 0,
    unit: 'ppm',
    digits: 1,
  }),
  credit: {
    text: 'CO₂ at Mauna Loa: Scripps CO₂ Program, CC BY 4.0, by way of vega-datasets',
    url: 'https://scrippsco2.ucsd.edu/data/atmospheric_co2/primary_mlo_co2_record',
  },
  references: ['Keeling et al. (1976), Atmospheric carbon dioxide variations at Mauna Loa Observatory, Hawaii'],
};

/** First and last month that can open an answer: all months of the answer lie in the split, the window in the series. */
export function answers({ window = WINDOW, ahead = AHEAD }: Options, split: Split): { from: number; to: number } {
  const [from, to] = SHARES[split];
  return { from: Math.max(boundary(from), window), to: boundary(to) - ahead };
}

/** The window before month `at` and the answer from it on; both as (ppm − last ppm of the window) / scale. */
function cut(options: Options, at: number, room?: Room): Sequence {
  const { window = WINDOW, ahead = AHEAD } = options;
  const { x, y, mask } = room ?? makeRoom(window, 1, ahead);
  const scale = scaleOf(options);
  const last = ppm(at - 1);
  const scaled = (month: number): number => (ppm(month) - last) / scale;
  for (let t = 0; t < window; t++) x[t] = scaled(at - window + t);
  for (let month = 0; month < ahead; month++) y[(window - 1) * ahead + month] = scaled(at + month);
  mask[window - 1] = 1;
  const month = SERIES.first + at;
  const caption = `${monthName(month - window)} to ${monthName(month - 1)}, the last at ${last.toFixed(1)} ppm`;
  return { x, y, mask, clues: [], caption };
}

/**
 * ppm that count as 1: the root mean square of (month of the answer − last month of the window) over the training part,
 * so that there "same as last month" has a loss of exactly 1. Nothing later enters.
 */
function scaleOf(options: Options): number {
  const key = `${options['window']} ${options['ahead']}`;
  const scale = SCALES.get(key) ?? Math.sqrt(meanSquare(options, 'train', () => -1));
  SCALES.set(key, scale);
  return scale;
}

/** Kept because every sequence asks for it. */
const SCALES = new Map<string, number>();

/** Mean over a split's answers of the squared error, in ppm², of repeating month `at + source(month)`. */
function meanSquare(options: Options, split: Split, source: (month: number) => number): number {
  const { ahead = AHEAD } = options;
  const { from, to } = answers(options, split);
  let sum = 0;
  for (let at = from; at <= to; at++) {
    for (let month = 0; month < ahead; month++) sum += squared(ppm(at + month) - ppm(at + source(month)));
  }
  return sum / ((to - from + 1) * ahead);
}

const squared = (value: number): number => value * value;

function boundary(share: number): number {
  return Math.round(share * SERIES.values.length);
}

function ppm(month: number): number {
  return SERIES.values[month] ?? Number.NaN;
}
