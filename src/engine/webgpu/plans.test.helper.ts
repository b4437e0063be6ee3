import { cellOf } from '../../core/cell/builtin.ts';
import type { Network } from '../../core/network.ts';
import type { Plan } from '../../core/plan/plan.ts';
import { planOf } from '../../core/plan/planOf.ts';

/** The plan of a cell with small sizes, unless they are given. */
export const plan = (cell: string, sizes: Partial<Network> = {}): Plan =>
  planOf({ cell: cellOf(cell), inputs: 3, units: 8, layers: 1, outputs: 2, loss: 'mse', ...sizes });

/** Blame that is boosted, with the wire cut besides. */
export const BOOSTED = { still: [], clipValue: 0, cuts: [3, 5], boost: true };

/** Cells that between them have every phase, constants, second products and products that wait for products. */
export const CELLS: Readonly<Record<string, string>> = {
  'an RNN': 'rnn',
  'an LSTM': 'lstm',
  'a GRU': 'gru',
  'a feedforward network': 'feedforward',
  'a gated state': "r = sigmoid(W x + V h)\nh' = tanh(U (r * h) + M b - 0.5 * x0)",
  'a matrix used twice': "g = tanh(U h + W x)\nh' = tanh(U g + b)",
  'every function': "a = softplus(W x) + abs(U h) + sqrt(exp(b))\nm = min(relu(A x), max(B h, 0.1))\nh' = tanh(-a / (1 + a * a) + m)",
  'states that are blamed by what is handed back alone': "c' = tanh(A x + b)\nd' = V h + B x\nh' = tanh(W x + U h + d) + c",
  'a state that is a constant': "h' = tanh(b)",
};
