import { log } from '../exact/log.ts';
import { accuracyOfLast } from './measures.ts';
import { makeRoom, type Options, type Task, writeSymbol } from './task.ts';

/** The letter that decides the last one. */
const FIRST = ['x', 'y'] as const;
const LAG = 30;

const sizeOf = ({ lag = LAG }: Options): number => FIRST.length + lag;
/** Between the first letter and the last: 1, 2, 3, …, in every sequence. */
const namesOf = (options: Options): string[] => [...FIRST, ...Array.from({ length: options['lag'] ?? LAG }, (_, k) => String(k + 1))];

export const noiseFreeLag: Task = {
  name: 'noise-free-lag',
  title: 'Long lag without noise',
  shelf: 'ladder',
  start: { cell: 'lstm', forget: 6, optimizer: 'momentum', rate: 0.3, batch: 8 },
  sentence:
    'An x or a y, then 1, 2, 3 and so on, always the same, and at the end the first letter again. At every step the network says what comes next.',
  watch:
    'All else is learned first, and the loss comes down to the dashed line. To get below it, blame for the last letter has to reach the first: an LSTM whose forget gates begin almost open (a forget bias of 6) gets there; the tanh RNN and the GRU stay.',
  options: [
    {
      name: 'lag',
      label: 'Lag',
      explanation:
        'Steps from the first letter to the one at which it has to be said again. There are as many symbols between, each with an input and an output of its own.',
      minimum: 1,
      maximum: 400,
      step: 1,
      value: LAG,
    },
  ],
  sizes: (options) => ({ inputs: sizeOf(options), outputs: sizeOf(options), steps: sizeOf(options) - 1, loss: 'crossEntropy' }),
  sequence(rng, options, _, given) {
    const { lag = LAG } = options;
    const width = sizeOf(options);
    const room = given ?? makeRoom(lag + 1, width, 1);
    const { x, y, mask } = room;
    const first = rng.integer(FIRST.length);
    for (let t = 0; t <= lag; t++) {
      writeSymbol(room, t, t === 0 ? first : t + 1, width);
      y[t] = t === lag ? first : t + 2;
    }
    mask.fill(1);
    return { x, y, mask, clues: [0] };
  },
  /** Every step but the last can be known for certain; at the last, x and y are as likely: ln 2 of lag + 1 steps. */
  baselines: ({ lag = LAG }) => [{ label: 'all but the last letter', loss: log(2) / (lag + 1) }],
  measure: () => accuracyOfLast(1, 'last letter right'),
  drawing(options) {
    const symbols = namesOf(options);
    return { input: 'symbols', channel: 0, symbols, outputs: symbols, scale: 1, offset: 0, unit: '', digits: 2 };
  },
  references: ['Hochreiter & Schmidhuber (1997), Long Short-Term Memory, experiment 2a: their p is the lag + 1'],
};
