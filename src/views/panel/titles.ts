import { BUILTIN, type BuiltinName, isBuiltin } from '../../core/cell/builtin.ts';

/** What the built-in cells are called on the buttons that choose them. */
export const CELL_TITLES = {
  feedforward: 'Feed-forward',
  rnn: 'RNN',
  relu: 'ReLU',
  lstm: 'LSTM',
  gru: 'GRU',
} as const satisfies Readonly<Record<BuiltinName, string>>;

export const CELL_CHOICES: readonly (readonly [choice: string, title: string])[] = [
  ...(Object.keys(BUILTIN) as BuiltinName[]).map((name) => [name, CELL_TITLES[name]] as const),
  ['own', 'Yours'],
];

/** The running cell in a sentence. */
export const cellTitle = (cell: string): string => (isBuiltin(cell) ? `the ${CELL_TITLES[cell]} cell` : 'your last whole cell');
