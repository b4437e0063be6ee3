import type { Series } from '../forecast/series.ts';
import { type Windows, windowsOf } from '../forecast/windows.ts';
import { fromUtf8 } from '../utf8.ts';
import { dayName, daysOf } from './days.ts';
import { madeOf } from './material.ts';
import { rootMeanSquare } from './measures.ts';
import type { Task } from './task.ts';

const USUAL = { window: 60, ahead: 7 };

/** The highest temperature of each day from 2012 to 2015, in tenths of °C, a line a month; the test beside this makes it from vega-datasets. */
const FILE = {
  name: 'data/weather.txt',
  title: 'Four years of weather in Seattle',
  file: { bytes: 6084, digest: 133_032_876_355_530 },
} as const;

/** °C that count as 1: how far a week of the training part is from the day before it, root mean square. Written here because a drawing must not wait for the data. */
const SCALE = 4.44;

const windows = madeOf((bytes): Windows => windowsOf(seriesOf(fromUtf8(bytes)), USUAL));

function seriesOf(text: string): Series {
  const days = daysOf(text);
  const values = Float64Array.from(days.values);
  return {
    target: values,
    inputs: [{ name: 'temperature', values }],
    season: 365,
    unit: '°C',
    digits: 1,
    labels: { last: 'same as the last day', season: 'same as a year ago' },
    scale: SCALE,
    label: (k) => dayName(days.first + k),
  };
}

export const weather: Task = {
  name: 'weather',
  title: 'Weather in Seattle',
  shelf: 'forecast',
  start: { cell: 'gru', units: 8, rate: 0.001 },
  sentence:
    'The highest temperature of each day in Seattle, as differences from the last day of the window. After the window the network says what the next days will be.',
  watch:
    'On days that were held out it comes close to the linear weights, and little more can be known from temperatures alone; trained on, it gets better on the days it learns from and worse on the others, since it begins to know them by heart.',
  options: [
    {
      name: 'window',
      label: 'Window',
      explanation: 'Days that the network sees before it answers.',
      minimum: 2,
      maximum: 365,
      step: 1,
      value: USUAL.window,
    },
    {
      name: 'ahead',
      label: 'Ahead',
      explanation: 'Days that it has to say, all at once.',
      minimum: 1,
      maximum: 28,
      step: 1,
      value: USUAL.ahead,
    },
  ],
  sizes: ({ window = USUAL.window, ahead = USUAL.ahead }) => ({ inputs: 1, outputs: ahead, steps: window, loss: 'mse' }),
  sequence: (rng, options, split, room) => windows(FILE.name).sequence(rng, options, split, room),
  baselines: (options, split) => windows(FILE.name).baselines(options, split),
  forecast: (options) => windows(FILE.name).forecast(options),
  material: () => FILE,
  measure: () => rootMeanSquare(SCALE, '°C', 1),
  drawing: ({ ahead = USUAL.ahead }) => ({
    input: 'line',
    channel: 0,
    outputs: Array.from({ length: ahead }, (_, day) => `+${day + 1}`),
    scale: SCALE,
    offset: 0,
    unit: '°C',
    digits: 1,
  }),
  credit: {
    text: 'Weather in Seattle: NOAA National Climatic Data Center, a work of the U.S. Government, by way of vega-datasets',
    url: 'https://www.ncdc.noaa.gov/cdo-web/datatools/records',
  },
  references: ['Richardson (1922), Weather Prediction by Numerical Process'],
};
