import { log } from '../exact/log.ts';
import type { Rng } from '../rng.ts';
import { accuracy } from './measures.ts';
import { makeRoom, type Task } from './task.ts';

/** A and B are the clues, the others distract. */
const SYMBOLS = ['A', 'B', 'c', 'd', 'e', 'f'] as const;
const CLUES = 2;
const CLASSES = ['A A', 'A B', 'B A', 'B B'] as const;
/** Where the two clues stand, in tenths of the length. */
const TENTHS = [1, 5] as const;
const LENGTH = 50;

export const temporalOrder: Task = {
  name: 'temporal-order',
  title: 'Temporal order',
  shelf: 'ladder',
  sentence:
    'A sequence of letters in which two are an A or a B, one between 10 and 20 % of the way and one between 50 and 60 %. After the last step the network says which of the two came first and which second.',
  watch:
    'Four equal guesses lose 1.386, and knowing the second letter alone 0.693: to get lower, the gradient has to reach back to the first.',
  options: [
    {
      name: 'length',
      label: 'Length',
      explanation: 'Steps in a sequence; the clues move with it, the first about 0.85 of the length before the answer.',
      minimum: 10,
      maximum: 400,
      step: 1,
      value: LENGTH,
    },
  ],
  sizes: ({ length = LENGTH }) => ({ inputs: SYMBOLS.length, outputs: CLASSES.length, steps: length, loss: 'crossEntropy' }),
  sequence(rng, { length = LENGTH }, _, room = makeRoom(length, SYMBOLS.length, 1)) {
    const { x, y, mask } = room;
    const symbols = new Uint8Array(length);
    for (let t = 0; t < length; t++) symbols[t] = CLUES + rng.integer(SYMBOLS.length - CLUES);
    const clues = [clueIn(TENTHS[0], length, rng), clueIn(TENTHS[1], length, rng)] as const;
    for (const clue of clues) symbols[clue] = rng.integer(CLUES);
    for (let t = 0; t < length; t++) x[t * SYMBOLS.length + (symbols[t] as number)] = 1;
    y[length - 1] = (symbols[clues[0]] as number) * CLUES + (symbols[clues[1]] as number);
    mask[length - 1] = 1;
    return { x, y, mask, clues };
  },
  baselines: () => [{ label: 'four equal guesses', loss: log(CLASSES.length) }],
  measure: () => accuracy(),
  drawing: () => ({ input: 'symbols', channel: 0, symbols: SYMBOLS, outputs: CLASSES, scale: 1, offset: 0, unit: '', digits: 2 }),
  references: [
    'Hochreiter & Schmidhuber (1997), Long Short-Term Memory, experiment 6a',
    'Pascanu, Mikolov & Bengio (2013), On the difficulty of training recurrent neural networks, section 4.1',
  ],
};

/** A step of that tenth of the sequence. */
function clueIn(tenth: number, length: number, rng: Rng): number {
  const from = Math.floor((tenth * length) / 10);
  return from + rng.integer(Math.floor(((tenth + 1) * length) / 10) - from);
}
