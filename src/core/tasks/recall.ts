import { log } from '../exact/log.ts';
import type { Rng } from '../rng.ts';
import { accuracy } from './measures.ts';
import { makeRoom, type Task, writeSymbol } from './task.ts';

const KEYS = ['a', 'b', 'c', 'd', 'e', 'f'] as const;
const VALUES = ['1', '2', '3', '4'] as const;
const SYMBOLS = [...KEYS, ...VALUES, '·'] as const;
const BLANK = SYMBOLS.length - 1;
/** Pairs of a key and its value. */
const PAIRS = 2;
const LAG = 20;

export const recall: Task = {
  name: 'recall',
  title: 'Associative recall',
  shelf: 'ladder',
  start: { cell: 'gru', units: 48, rate: 0.01 },
  sentence:
    'Two letters come, each followed by its digit, then nothing for a while, then one of the two letters again: the network answers with the digit that followed it.',
  watch:
    'At the lower dashed line it knows the two digits, and not which of them followed which letter; below it, it keeps them together, which takes it a while. The tanh RNN stays at the upper line, where it knows neither.',
  options: [
    {
      name: 'lag',
      label: 'Lag',
      explanation:
        'Steps from the first letter to the question. The letter that is asked for is the first, or the second, which stands two steps after it.',
      minimum: 2 * PAIRS,
      maximum: 400,
      step: 1,
      value: LAG,
    },
  ],
  sizes: ({ lag = LAG }) => ({ inputs: SYMBOLS.length, outputs: VALUES.length, steps: lag + 1, loss: 'crossEntropy' }),
  sequence(rng, { lag = LAG }, _, room = makeRoom(lag + 1, SYMBOLS.length, 1)) {
    const { x, y, mask } = room;
    const [keys, values] = [someOf(KEYS.length, rng), someOf(VALUES.length, rng)];
    const asked = rng.integer(PAIRS);
    for (let k = 0; k < PAIRS; k++) {
      writeSymbol(room, 2 * k, keys[k] as number, SYMBOLS.length);
      writeSymbol(room, 2 * k + 1, KEYS.length + (values[k] as number), SYMBOLS.length);
    }
    for (let t = 2 * PAIRS; t < lag; t++) writeSymbol(room, t, BLANK, SYMBOLS.length);
    writeSymbol(room, lag, keys[asked] as number, SYMBOLS.length);
    y[lag] = values[asked] as number;
    mask[lag] = 1;
    return { x, y, mask, clues: [2 * asked, 2 * asked + 1, lag] };
  },
  /** Every digit is as likely. Who knows the two that were there, and not which followed the letter, guesses between two. */
  baselines: () => [
    { label: 'equal guesses', loss: log(VALUES.length) },
    { label: 'one of the two digits', loss: log(PAIRS) },
  ],
  measure: () => accuracy(),
  drawing: () => ({ input: 'symbols', channel: 0, symbols: SYMBOLS, outputs: VALUES, scale: 1, offset: 0, unit: '', digits: 2 }),
  references: [
    'Graves, Wayne & Danihelka (2014), Neural Turing Machines, section 4.3',
    'Ba, Hinton, Mnih, Leibo & Ionescu (2016), Using Fast Weights to Attend to the Recent Past, section 4.1: letters, digits, a question',
  ],
};

/** Different numbers under `below`, one a pair, in any order: the first steps of a Fisher–Yates shuffle. */
function someOf(below: number, rng: Rng): readonly number[] {
  const all = Array.from({ length: below }, (_, k) => k);
  for (let k = 0; k < PAIRS; k++) {
    const other = k + rng.integer(below - k);
    [all[k], all[other]] = [all[other] as number, all[k] as number];
  }
  return all.slice(0, PAIRS);
}
