import { log } from '../exact/log.ts';
import { accuracyOfLast } from './measures.ts';
import { makeRoom, type Task, writeSymbol } from './task.ts';

/** Nothing, eight letters, and the mark that asks for them: inputs and classes alike. */
const SYMBOLS = ['·', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', '?'] as const;
const [BLANK, MARK] = [0, SYMBOLS.length - 1];
const LETTERS = SYMBOLS.length - 2;
/** Letters that are to be remembered. */
const COUNT = 10;
const LAG = 10;

/** The letters, what lies between, and as many steps to say them in as there were letters. */
const stepsFor = (lag: number): number => lag + 2 * COUNT;

export const copyMemory: Task = {
  name: 'copy',
  title: 'Copy memory',
  shelf: 'ladder',
  start: { cell: 'gru', units: 64, init: 'orthogonal', rate: 0.01 },
  sentence:
    'Ten letters are read, then nothing for a while, then a question mark: now the network says the ten letters in their order. Until then it says nothing.',
  watch:
    'All ten letters are as far from their answers, and the blame reaches them soon; what takes long is room for ten at once, so that the first is answered right first and those in the middle last.',
  options: [
    {
      name: 'lag',
      label: 'Lag',
      explanation:
        'Steps from the last letter to the question mark, T in the papers. Each of the ten letters is asked for lag + 10 steps after it was read.',
      minimum: 1,
      maximum: 400,
      step: 1,
      value: LAG,
    },
  ],
  sizes: ({ lag = LAG }) => ({ inputs: SYMBOLS.length, outputs: SYMBOLS.length, steps: stepsFor(lag), loss: 'crossEntropy' }),
  sequence(rng, { lag = LAG }, _, room = makeRoom(stepsFor(lag), SYMBOLS.length, 1)) {
    const { x, y, mask } = room;
    for (let t = COUNT; t < stepsFor(lag); t++) writeSymbol(room, t, t === lag + COUNT - 1 ? MARK : BLANK, SYMBOLS.length);
    for (let k = 0; k < COUNT; k++) {
      const letter = 1 + rng.integer(LETTERS);
      writeSymbol(room, k, letter, SYMBOLS.length);
      y[lag + COUNT + k] = letter;
    }
    mask.fill(1);
    return { x, y, mask, clues: Array.from({ length: COUNT }, (_step, k) => k) };
  },
  /** Of lag + 20 steps all but ten are known to be blank; each of those ten is one of eight letters, all as likely. */
  baselines: ({ lag = LAG }) => [{ label: 'equal guesses at the ten letters', loss: (COUNT * log(LETTERS)) / stepsFor(lag) }],
  measure: () => accuracyOfLast(COUNT, 'letters right'),
  drawing: () => ({ input: 'symbols', channel: 0, symbols: SYMBOLS, outputs: SYMBOLS, scale: 1, offset: 0, unit: '', digits: 2 }),
  references: [
    'Arjovsky, Shah & Bengio (2016), Unitary Evolution Recurrent Neural Networks, section 5.1',
    'Hochreiter & Schmidhuber (1997), Long Short-Term Memory: where the task is from',
    'Bai, Kolter & Koltun (2018), An Empirical Evaluation of Generic Convolutional and Recurrent Networks, figure 5',
  ],
};
