import { sameSign } from './measures.ts';
import { makeRoom, type Task } from './task.ts';

const LAG = 20;
/** Of the noise, as in the paper. */
const VARIANCE = 0.2;
const DEVIATION = Math.sqrt(VARIANCE);
/** The answers are ± this, as a tanh unit can give it. */
const TARGET = 0.8;

export const latch: Task = {
  name: 'latch',
  title: 'Latch',
  shelf: 'ladder',
  sentence:
    'The first number is 1 or −1, all others are noise around 0. After the last step the network answers 0.8 or −0.8: which of the two it was.',
  watch:
    'The loss waits at 0.64 until the blame, all at once, spans the gap; and when the sign is held so firmly that no noise can turn it, hardly any blame gets back to it either.',
  options: [
    {
      name: 'lag',
      label: 'Lag',
      explanation: 'Steps from the first number to the answer, all of them noise.',
      minimum: 2,
      maximum: 400,
      step: 1,
      value: LAG,
    },
  ],
  sizes: ({ lag = LAG }) => ({ inputs: 1, outputs: 1, steps: lag + 1, loss: 'mse' }),
  sequence(rng, { lag = LAG }, _, { x, y, mask } = makeRoom(lag + 1, 1, 1)) {
    const sign = 2 * rng.integer(2) - 1;
    x[0] = sign;
    for (let t = 1; t <= lag; t++) x[t] = DEVIATION * rng.normal();
    y[lag] = sign * TARGET;
    mask[lag] = 1;
    return { x, y, mask, clues: [0] };
  },
  /** Both answers are as likely: the best constant is their mean, 0, and off by 0.8 either way. */
  baselines: () => [{ label: 'always answering 0', loss: TARGET * TARGET }],
  measure: () => sameSign('on the right side of 0'),
  drawing: () => ({ input: 'bars', channel: 0, outputs: ['which'], scale: 1, offset: 0, unit: '', digits: 2 }),
  references: [
    'Bengio, Simard & Frasconi (1994), Learning long-term dependencies with gradient descent is difficult, section III',
    'Schmidhuber, Hochreiter & Bengio (2001), Evaluating long-term dependency benchmark problems by random guessing: variant II',
  ],
};
