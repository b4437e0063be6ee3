/** How first weights are drawn. */
export const INITIALISERS = ['uniform', 'orthogonal', 'gaussian', 'identity'] as const;
export type Initialiser = (typeof INITIALISERS)[number];

export const OPTIMIZERS = ['sgd', 'momentum', 'rmsprop', 'adam'] as const;
export type OptimizerName = (typeof OPTIMIZERS)[number];
