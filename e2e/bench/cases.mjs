/** @typedef {import('./worker/job.ts').Job} Job */
/** @typedef {import('./worker/job.ts').CellName} CellName */
/** @typedef {{ name: string, cell: CellName, size: keyof typeof SIZES }} Case */
/** @typedef {{ trainer: string, backend: string, cells?: readonly CellName[] }} Candidate */

export const SIZES = {
  S: { units: 8, steps: 20, batch: 16, inputs: 2 },
  M: { units: 32, steps: 50, batch: 32, inputs: 8 },
  L: { units: 64, steps: 100, batch: 32, inputs: 8 },
  XL: { units: 128, steps: 200, batch: 32, inputs: 32 },
};

/** @type {readonly Case[]} */
export const CASES = [
  { name: 'LSTM S', cell: 'lstm', size: 'S' },
  { name: 'LSTM M', cell: 'lstm', size: 'M' },
  { name: 'LSTM L', cell: 'lstm', size: 'L' },
  { name: 'LSTM XL', cell: 'lstm', size: 'XL' },
  { name: 'RNN M', cell: 'rnn', size: 'M' },
  { name: 'GRU M', cell: 'gru', size: 'M' },
  { name: 'typed M', cell: 'typed', size: 'M' },
];

/** @type {readonly CellName[]} */
const BUILTIN = ['lstm', 'rnn', 'gru'];

/** @type {readonly Candidate[]} */
export const CANDIDATES = [
  ...['wasm', 'wasm exact', 'webgpu', 'webgl', 'cpu'].map((backend) => ({ trainer: 'ours', backend })),
  ...['wasm', 'webgpu', 'webgl', 'cpu'].map((backend) => ({ trainer: 'tf.layers', backend, cells: BUILTIN })),
  ...['wasm', 'webgpu'].map((backend) => ({ trainer: 'jax-js', backend, cells: BUILTIN })),
  { trainer: 'brain.js', backend: 'JavaScript', cells: BUILTIN },
  { trainer: 'PyTorch', backend: '1 thread', cells: BUILTIN },
];

/** Measured in turns with them: the processor's peak, and the cost of a trace. */
export const PEAK = { trainer: 'peak', backend: 'wasm' };
export const TRACE = { trainer: 'trace', backend: 'wasm' };

/** Lengths over which the exponent is taken, of an LSTM of size M otherwise. */
export const LENGTHS = [25, 50, 100, 200, 400];

/** Tasks whose data a person gives have no batch of their own to be timed. */
export const GIVEN = ['csv'];

/** @param {Candidate} candidate */
export const nameOf = ({ trainer, backend }) => `${trainer}, ${backend}`;

const GATES = { rnn: 1, gru: 3, lstm: 4, typed: 4 };

/**
 * Floating-point operations of the matrix products in one iteration, a multiplication and an addition each counted as one:
 *
 *     2 · T · B · G·H · (2 I + 3 H)
 *
 * with G blocks of H units each. `W x` and `U h` go forward, ∂L/∂W, ∂L/∂U and ∂L/∂h back; ∂L/∂x of the first layer is
 * not needed. What goes on by element, in the head and in the optimiser, is left out.
 * @param {Pick<Job, 'cell' | 'units' | 'steps' | 'batch' | 'inputs'>} job
 */
export const flopOf = ({ cell, units, steps, batch, inputs }) => 2 * steps * batch * GATES[cell] * units * (2 * inputs + 3 * units);
