import { BUILTIN, type BuiltinName, isBuiltin } from '../../core/cell/builtin.ts';

/** What the built-in cells are called on the buttons that choose them. */
const CELL_TITLES = {
  feedforward: 'Feed-forward',
  rnn: 'RNN',
  relu: 'ReLU',
  lstm: 'LSTM',
  gru: 'GRU',
} as const satisfies Readonly<Record<BuiltinName, string>>;

/** What each of them is, in one sentence. */
const CELL_NOTES = {
  feedforward: 'Answers from the last input alone: nothing is remembered.',
  rnn: 'The plain recurrent network: one state, squashed by tanh at every step.',
  relu: 'The plain network with relu in place of tanh: slopes of 1 or 0, and states without bound.',
  lstm: 'A carried state c, written, kept and read through three gates.',
  gru: 'One state, kept or replaced by a gate, unit by unit.',
} as const satisfies Readonly<Record<BuiltinName, string>>;

interface Choice {
  /** A built-in cell's name, or `own`. */
  readonly choice: string;
  readonly title: string;
  readonly note: string;
}

export const CELL_CHOICES: readonly Choice[] = [
  ...(Object.keys(BUILTIN) as BuiltinName[]).map((name) => ({ choice: name, title: CELL_TITLES[name], note: CELL_NOTES[name] })),
  { choice: 'own', title: 'Yours', note: 'Your own equations, kept while you look at the others.' },
];

/** The running cell in a sentence. */
export const cellTitle = (cell: string): string => (isBuiltin(cell) ? `the ${CELL_TITLES[cell]} cell` : 'your last whole cell');
