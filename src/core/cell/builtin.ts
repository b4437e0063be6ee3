import type { Cell } from './cell.ts';
import { quote } from './fault.ts';
import { nearest } from './nearest.ts';
import { describeFault, parseCell } from './parse.ts';

/** The built-in cells, which are nothing but their text. */
export const BUILTIN = {
  feedforward: "h' = tanh(W x + b)",
  rnn: "h' = tanh(W x + U h + b)",
  relu: "h' = relu(W x + U h + b)",
  lstm: `i = sigmoid(Wi x + Ui h + bi)
f = sigmoid(Wf x + Uf h + bf)
g = tanh(Wg x + Ug h + bg)
o = sigmoid(Wo x + Uo h + bo)
c' = f * c + i * g
h' = o * tanh(c')`,
  gru: `z = sigmoid(Wz x + Uz h + bz)
r = sigmoid(Wr x + Ur h + br)
n = tanh(Wn x + bn + r * (Un h + cn))
h' = (1 - z) * n + z * h`,
} as const satisfies Readonly<Record<string, string>>;

export type BuiltinName = keyof typeof BUILTIN;

/** What the built-in cells are called in a sentence. */
export const TITLES: Readonly<Record<BuiltinName, string>> = {
  feedforward: 'feedforward network',
  rnn: 'tanh RNN',
  relu: 'ReLU RNN',
  lstm: 'LSTM',
  gru: 'GRU',
};

export const isBuiltin = (name: string): name is BuiltinName => Object.hasOwn(BUILTIN, name);

/** The text of a built-in cell by its name; any other text is a cell's source already. */
export const cellSource = (nameOrSource: string): string => (isBuiltin(nameOrSource) ? BUILTIN[nameOrSource] : nameOrSource);

const MOST_KEPT = 64;
const kept = new Map<string, Cell>();

/** The cell of that name or source, parsed once. Throws an error that tells the first fault of one that cannot be read. */
export function cellOf(nameOrSource: string): Cell {
  const source = cellSource(nameOrSource);
  const known = kept.get(source);
  if (known !== undefined) return known;
  const parsed = parseCell(source);
  const fault = parsed.ok ? undefined : parsed.faults[0];
  if (!parsed.ok) throw new Error(noSuchName(source) ?? (fault === undefined ? 'the cell cannot be read' : describeFault(fault)));
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(source, parsed.cell);
  return parsed.cell;
}

/** Text of a single word was meant as a name. */
function noSuchName(source: string): string | null {
  if (!/^\s*[\w-]+\s*$/.test(source)) return null;
  const name = source.trim();
  const close = nearest(name, Object.keys(BUILTIN));
  const all = Object.keys(BUILTIN).join(', ');
  return `no cell is called ${quote(name)}${close === null ? '' : `; did you mean \`${close}\`?`}: take one of ${all}, or write its equations`;
}
