import { within } from './measures.ts';
import { makeRoom, type Task } from './task.ts';

/** Two channels, the value and the marker. */
const CHANNELS = 2;
const LENGTH = 40;

export const adding: Task = {
  name: 'adding',
  title: 'Adding problem',
  shelf: 'ladder',
  sentence:
    'Each step brings a number between 0 and 1 and a mark. Two steps are marked, one in each half; after the last step the network answers with the sum of their numbers.',
  watch:
    'Always answering 1 loses 0.167, and knowing the second number alone 0.083: to get lower, the gradient has to reach back to the first mark.',
  options: [
    {
      name: 'length',
      label: 'Length',
      explanation: 'Steps in a sequence; the longer it is, the further back the first mark can lie.',
      minimum: 5,
      maximum: 400,
      step: 1,
      value: LENGTH,
    },
  ],
  sizes: ({ length = LENGTH }) => ({ inputs: CHANNELS, outputs: 1, steps: length, loss: 'mse' }),
  sequence(rng, { length = LENGTH }, _, room = makeRoom(length, CHANNELS, 1)) {
    const { x, y, mask } = room;
    const half = Math.floor(length / 2);
    const clues = [rng.integer(half), half + rng.integer(length - half)];
    for (let t = 0; t < length; t++) x[t * CHANNELS] = rng.uniform();
    for (const clue of clues) x[clue * CHANNELS + 1] = 1;
    y[length - 1] = clues.reduce((sum, clue) => sum + (x[clue * CHANNELS] ?? 0), 0);
    mask[length - 1] = 1;
    return { x, y, mask, clues };
  },
  /** The sum of two uniform numbers has mean 1 and variance 2/12. */
  baselines: () => [{ label: 'always answering 1', loss: 1 / 6 }],
  measure: () => within(0.04),
  drawing: () => ({ input: 'bars', channel: 0, outputs: ['sum'], scale: 1, offset: 0, unit: '', digits: 2 }),
  references: [
    'Hochreiter & Schmidhuber (1997), Long Short-Term Memory, experiment 4',
    'Arjovsky, Shah & Bengio (2016), Unitary Evolution Recurrent Neural Networks, section 5.2: one mark in each half',
  ],
};
