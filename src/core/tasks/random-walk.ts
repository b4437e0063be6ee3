import { type Drawn, drawnForecast, drawnSequence } from '../forecast/drawn.ts';
import { lastValue, type Rule, slopeOf } from '../forecast/rules.ts';
import { rootMeanSquare } from './measures.ts';
import type { Task } from './task.ts';

const WINDOW = 40;
const AHEAD = 10;
const ROOT3 = Math.sqrt(3);

/** Mean of k over k = 1 … ahead: the variance of k steps of variance 1. */
const meanVariance = (ahead: number): number => (ahead + 1) / 2;

const WALK: Drawn = {
  form: ({ window = WINDOW, ahead = AHEAD }) => ({
    ...{ window, ahead, inputs: 1, channel: 0, anchored: true },
    scale: Math.sqrt(meanVariance(ahead)),
  }),
  /** Steps uniform in ±√3: mean 0, variance 1. */
  draw(rng, _options, count) {
    const values = new Float64Array(count);
    for (let t = 1; t < count; t++) values[t] = (values[t - 1] as number) + ROOT3 * (2 * rng.uniform() - 1);
    return values;
  },
};

const LAST = 'same as the last value';
const SLOPE = 'going on as the window went';
const rulesOf = (window: number): readonly Rule[] => [lastValue(LAST), slopeOf(SLOPE, window)];

export const randomWalk: Task = {
  name: 'random-walk',
  title: 'Random walk',
  shelf: 'forecast',
  sentence:
    'Each step goes up or down by chance, whatever came before; after the window the network says where the walk will be next. Share prices are much like this: a return that could be forecast would already have been traded away.',
  watch:
    'There is nothing to learn but that: the best forecast of all is the last value, so the loss comes down to 1, give or take the luck of the draw, and stays there, whatever the cell.',
  options: [
    {
      name: 'window',
      label: 'Window',
      explanation: 'Steps that the network sees before it answers.',
      minimum: 2,
      maximum: 240,
      step: 1,
      value: WINDOW,
    },
    {
      name: 'ahead',
      label: 'Ahead',
      explanation: 'Steps that it has to say, all at once.',
      minimum: 1,
      maximum: 24,
      step: 1,
      value: AHEAD,
    },
  ],
  sizes: ({ window = WINDOW, ahead = AHEAD }) => ({ inputs: 1, outputs: ahead, steps: window, loss: 'mse' }),
  sequence: (rng, options, _split, room) => drawnSequence(WALK, rng, options, room),
  /**
   * The last value is off by the variance of the steps that follow, the scale. The slope of w − 1 steps is off by
   * k²/(w − 1) more at k steps, which is (2 ahead + 1) / (3 (w − 1)) of the scale in the mean.
   */
  baselines: ({ window = WINDOW, ahead = AHEAD }) => [
    { label: LAST, loss: 1 },
    { label: SLOPE, loss: 1 + (2 * ahead + 1) / (3 * (window - 1)) },
  ],
  forecast: (options) => drawnForecast(WALK, options, rulesOf(options['window'] ?? WINDOW), 1),
  measure: (options) => rootMeanSquare(WALK.form(options).scale, '', 1),
  drawing: (options) => ({
    input: 'line',
    channel: 0,
    outputs: Array.from({ length: options['ahead'] ?? AHEAD }, (_, k) => `+${k + 1}`),
    scale: WALK.form(options).scale,
    offset: 0,
    unit: '',
    digits: 1,
  }),
  references: ['Fama (1965), The behavior of stock-market prices', 'Bachelier (1900), Théorie de la spéculation'],
};
