import { log } from '../exact/log.ts';
import { accuracy } from './measures.ts';
import { makeRoom, type Task } from './task.ts';

const LAG = 40;
/** What `asked` stands for. */
const ASKED = [
  { name: 'every', title: 'After every bit' },
  { name: 'last', title: 'After the last bit alone' },
] as const;
const LAST = 1;

export const parity: Task = {
  name: 'parity',
  title: 'Parity',
  shelf: 'ladder',
  sentence:
    'Bits come one by one, up for 1 and down for 0. The network says whether the ones so far are odd or even in number: each 1 turns the answer over.',
  watch:
    'The first bit is as far away as in the adding problem, and yet the tanh RNN learns it, with a short horizon: each answer builds on the one before; asked after the last bit alone, it has nothing to build on, and goes on guessing.',
  options: [
    {
      name: 'lag',
      label: 'Lag',
      explanation: 'Steps from the first bit to the last answer, which depends on it as on every other.',
      minimum: 1,
      maximum: 400,
      step: 1,
      value: LAG,
    },
    {
      name: 'asked',
      label: 'Asked',
      explanation:
        'When the answer counts: after every bit, so that each turn of it can be learned from the step before, or after the last one alone.',
      minimum: 0,
      maximum: ASKED.length - 1,
      step: 1,
      value: 0,
      choices: ASKED,
    },
  ],
  sizes: ({ lag = LAG }) => ({ inputs: 1, outputs: 2, steps: lag + 1, loss: 'crossEntropy' }),
  sequence(rng, { lag = LAG, asked = 0 }, _, { x, y, mask } = makeRoom(lag + 1, 1, 1)) {
    let odd = 0;
    for (let t = 0; t <= lag; t++) {
      const bit = rng.integer(2);
      odd ^= bit;
      x[t] = 2 * bit - 1;
      if (asked === LAST && t < lag) continue;
      y[t] = odd;
      mask[t] = 1;
    }
    return { x, y, mask, clues: [] };
  },
  /** Whatever came before, a fair bit makes odd and even as likely. */
  baselines: () => [{ label: 'two equal guesses', loss: log(2) }],
  measure: () => accuracy(),
  drawing: () => ({ input: 'bars', channel: 0, outputs: ['even', 'odd'], scale: 1, offset: 0, unit: '', digits: 0 }),
  references: [
    'Bengio, Simard & Frasconi (1994), Learning long-term dependencies with gradient descent is difficult, section VI',
    'Schmidhuber, Hochreiter & Bengio (2001), Evaluating long-term dependency benchmark problems by random guessing',
  ],
};
