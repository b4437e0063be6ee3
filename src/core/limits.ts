import type { Initialiser, OptimizerName } from './choices.ts';

/** What a number may be, in one place for validation, the link and the controls. */
export interface Range {
  readonly label: string;
  /** One sentence: what it changes. */
  readonly explanation: string;
  readonly minimum: number;
  readonly maximum: number;
  /** Whole numbers alone where it is 1 or more. */
  readonly step: number;
  /** Taken where nothing is said. */
  readonly value: number;
}

/** The numbers of an experiment that belong to no task. `radius` may also be null, which is where it starts. */
export const LIMITS = {
  units: { label: 'Units', explanation: 'How many numbers each state holds, in each layer.', minimum: 1, maximum: 256, step: 1, value: 24 },
  layers: {
    label: 'Layers',
    explanation: 'Cells on top of each other; each reads the output of the one below.',
    minimum: 1,
    maximum: 3,
    step: 1,
    value: 1,
  },
  radius: {
    label: 'Spectral radius',
    explanation:
      'Rescales every recurrent matrix so that its largest eigenvalue has this magnitude at the start; off, it is left as drawn.',
    minimum: 0,
    maximum: 5,
    step: 0.05,
    value: 1,
  },
  forget: {
    label: 'Forget bias',
    explanation: 'Added at the start to the bias of a gate named f, so that 1 or more lets a cell begin by remembering.',
    minimum: -10,
    maximum: 10,
    step: 0.5,
    value: 1,
  },
  rate: {
    label: 'Learning rate',
    explanation: 'How far the weights move at each iteration.',
    minimum: 1e-6,
    maximum: 10,
    step: 1e-6,
    value: 0.003,
  },
  clip: {
    label: 'Clipping',
    explanation: 'A gradient whose norm is larger than this is shortened to it; 0 leaves every gradient as it is.',
    minimum: 0,
    maximum: 1000,
    step: 0.1,
    value: 1,
  },
  batch: { label: 'Batch', explanation: 'Sequences that each iteration learns from.', minimum: 1, maximum: 256, step: 1, value: 32 },
  seed: {
    label: 'Seed',
    explanation: 'Draws the data and the first weights; the same seed gives the same curve.',
    minimum: 0,
    maximum: 2 ** 32 - 1,
    step: 1,
    value: 1,
  },
} as const satisfies Readonly<Record<string, Range>>;

/** What each choice is called and does, for the controls. */
export const INITIALISER_NOTES = {
  uniform: 'Everything uniform in ±1/√units, as PyTorch starts.',
  orthogonal: 'Recurrent matrices orthogonal (every singular value is 1), the others Glorot uniform, biases 0.',
  gaussian: 'Matrices normal with deviation 1/√columns, biases 0.',
  identity: 'Recurrent matrices the identity, the others normal with deviation 0.001, biases 0 (Le et al. 2015).',
} as const satisfies Readonly<Record<Initialiser, string>>;

export const OPTIMIZER_NOTES = {
  sgd: 'Plain gradient descent.',
  momentum: 'Gradient descent that keeps nine tenths of its last move.',
  rmsprop: 'Each weight’s step divided by the recent size of its gradient.',
  adam: 'RMSprop with momentum, both corrected at the start.',
} as const satisfies Readonly<Record<OptimizerName, string>>;

export const isWhole = ({ step }: Range): boolean => step >= 1;

/** "a whole number from 1 to 256" */
export const describeRange = (range: Range): string =>
  `a ${isWhole(range) ? 'whole ' : ''}number from ${range.minimum} to ${range.maximum}`;

/** How long a text of a link may be that is no cell: a list of what is done, with every iteration. */
export const LONGEST_TEXT = 6000;
