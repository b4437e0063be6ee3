import type { Series } from '../forecast/series.ts';
import { windowsOf } from '../forecast/windows.ts';
import { MAUNA_LOA } from './co2.data.ts';
import { rootMeanSquare } from './measures.ts';
import { monthName, monthsOf, unbroken } from './months.ts';
import type { Task } from './task.ts';

/** The longest stretch without a missing month: May 1964 to April 2020. */
const MONTHS = unbroken(monthsOf(MAUNA_LOA));
const VALUES = Float64Array.from(MONTHS.values);
const USUAL = { window: 60, ahead: 12 };

const SERIES: Series = {
  target: VALUES,
  inputs: [{ name: 'CO₂', values: VALUES }],
  season: 12,
  unit: 'ppm',
  digits: 1,
  labels: { last: 'same as last month', season: 'same as a year ago' },
  label: (k) => monthName(MONTHS.first + k),
};
const WINDOWS = windowsOf(SERIES, USUAL);

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
      value: USUAL.window,
    },
    {
      name: 'ahead',
      label: 'Ahead',
      explanation: 'Months that it has to say, all at once.',
      minimum: 1,
      maximum: 24,
      step: 1,
      value: USUAL.ahead,
    },
  ],
  sizes: ({ window = USUAL.window, ahead = USUAL.ahead }) => ({ inputs: 1, outputs: ahead, steps: window, loss: 'mse' }),
  sequence: WINDOWS.sequence,
  baselines: WINDOWS.baselines,
  forecast: WINDOWS.forecast,
  measure: (options) => rootMeanSquare(WINDOWS.form(options).scale, 'ppm', 1),
  drawing: (options) => ({
    input: 'line',
    channel: 0,
    outputs: Array.from({ length: options['ahead'] ?? USUAL.ahead }, (_, month) => `+${month + 1}`),
    scale: WINDOWS.form(options).scale,
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
