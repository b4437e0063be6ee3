/** How first weights are drawn. */
export const INITIALISERS = ['uniform', 'orthogonal', 'gaussian', 'identity'] as const;
export type Initialiser = (typeof INITIALISERS)[number];

export const OPTIMIZERS = ['sgd', 'momentum', 'rmsprop', 'adam'] as const;
export type OptimizerName = (typeof OPTIMIZERS)[number];

/** What a task may open with otherwise than the page does. */
export interface Start {
  /** A built-in cell's name. */
  readonly cell?: string;
  readonly units?: number;
  readonly layers?: number;
  readonly init?: Initialiser;
  readonly forget?: number;
  readonly optimizer?: OptimizerName;
  readonly rate?: number;
  readonly clip?: number;
  readonly batch?: number;
}
