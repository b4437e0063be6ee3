import { cos } from '../exact/sine.ts';
import { type Drawn, drawnForecast, drawnPlaces, drawnSequence, fitDrawn } from '../forecast/drawn.ts';
import type { Form } from '../forecast/form.ts';
import { kept } from '../forecast/kept.ts';
import { constant, lastValue, linear, meanSquare, type Rule } from '../forecast/rules.ts';
import type { Rng } from '../rng.ts';
import { rootMeanSquare } from './measures.ts';
import type { Options, Split, Task } from './task.ts';

const WINDOW = 48;
const AHEAD = 12;
const SPREAD = 0;
const NOISE = 10;
/** Steps in which each sine goes round. Amplitudes are 1, so that their sum has a variance of 1. */
const PERIODS = [24, 7] as const;
const TURN = 6.283185307179586;

const formOf = ({ window = WINDOW, ahead = AHEAD }: Options): Form => ({ window, ahead, inputs: 1, channel: 0, anchored: false, scale: 1 });

/** sin(2π t / P + φ) for both periods P, each within ± spread % of its own, with phases φ of their own, and uniform noise of deviation noise %. */
function draw(rng: Rng, { spread = SPREAD, noise = NOISE }: Options, count: number): Float64Array {
  const values = new Float64Array(count);
  for (const period of PERIODS) addSine(values, cos(TURN / (period * (1 + (spread / 100) * signed(rng)))), rng);
  for (let t = 0; t < count; t++) values[t] = (values[t] as number) + (noise / 100) * ROOT3 * signed(rng);
  return values;
}

/** Uniform in [−1, 1): its deviation is 1/√3. */
const signed = (rng: Rng): number => 2 * rng.uniform() - 1;
const ROOT3 = Math.sqrt(3);

/** Adds sin(φ + ω t) by s_{t+1} = 2 cos ω s_t − s_{t−1}, which needs no sine at each step; s_{−1} = sin φ cos ω − cos φ sin ω. */
function addSine(values: Float64Array, cosine: number, rng: Rng): void {
  const phase = direction(rng);
  let now = phase.sine;
  let before = phase.sine * cosine - phase.cosine * Math.sqrt(1 - cosine * cosine);
  for (let t = 0; t < values.length; t++) {
    values[t] = (values[t] as number) + now;
    const next = 2 * cosine * now - before;
    before = now;
    now = next;
  }
}

/** Cosine and sine of a phase that is uniform: a point uniform in the unit disc, seen from its middle. */
function direction(rng: Rng): { readonly cosine: number; readonly sine: number } {
  for (;;) {
    const [u, v] = [signed(rng), signed(rng)];
    const square = u * u + v * v;
    if (square > 0 && square < 1) return { cosine: u / Math.sqrt(square), sine: v / Math.sqrt(square) };
  }
}

const SINES: Drawn = { form: formOf, draw };

const rulesFor = kept((window: number, ahead: number, spread: number, noise: number): readonly Rule[] => {
  const options = { window, ahead, spread, noise };
  return [
    constant('always answering 0', 0),
    lastValue('same as the last value'),
    linear(formOf(options), [], fitDrawn(SINES, options, 'fit')),
  ];
});

const lossesFor = kept((window: number, ahead: number, spread: number, noise: number, split: Split) => {
  const places = drawnPlaces(SINES, { window, ahead, spread, noise }, `count ${split}`);
  return rulesFor(window, ahead, spread, noise).map((rule) => ({ label: rule.label, loss: meanSquare(rule, places, ahead) ?? 0 }));
});

const keyOf = ({ window = WINDOW, ahead = AHEAD, spread = SPREAD, noise = NOISE }: Options) => [window, ahead, spread, noise] as const;

export const sines: Task = {
  name: 'sines',
  title: 'Two sines',
  shelf: 'forecast',
  sentence:
    'The sum of two sines, one that goes round in 24 steps and one in 7, each begun anywhere on its way, with noise. After the window the network says what comes next.',
  watch:
    'In the spectrum of U two pairs of eigenvalues move out to 15° and 51°, which are 360° over 24 and over 7: the memory turns with each sine. Fixed linear weights are hard to beat here, until Spread gives each sequence periods of its own.',
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
    {
      name: 'spread',
      label: 'Spread',
      explanation: 'How far a sequence’s own periods may be from 24 and 7, in percent.',
      minimum: 0,
      maximum: 30,
      step: 1,
      value: SPREAD,
    },
    {
      name: 'noise',
      label: 'Noise',
      explanation: 'Deviation of the noise, in percent of that of the two sines together.',
      minimum: 0,
      maximum: 100,
      step: 1,
      value: NOISE,
    },
  ],
  sizes: ({ window = WINDOW, ahead = AHEAD }) => ({ inputs: 1, outputs: ahead, steps: window, loss: 'mse' }),
  sequence: (rng, options, _split, room) => drawnSequence(SINES, rng, options, room),
  baselines: (options, split = 'train') => lossesFor(...keyOf(options), split),
  forecast: (options) => drawnForecast(SINES, options, rulesFor(...keyOf(options)), 2),
  measure: () => rootMeanSquare(1, '', 2),
  drawing: ({ ahead = AHEAD }) => ({
    input: 'line',
    channel: 0,
    outputs: Array.from({ length: ahead }, (_, k) => `+${k + 1}`),
    scale: 1,
    offset: 0,
    unit: '',
    digits: 2,
  }),
  references: ['Yule (1927), On a method of investigating periodicities in disturbed series'],
};
