import type { OptimizerName } from '../../core/choices.ts';
import type { Batch, Differentiation, Network } from '../../core/network.ts';

/** What of the experiment an iteration needs, and what may change between two of them. */
export interface Learning {
  readonly rate: number;
  /** Largest global norm of the gradient; 0 clips nothing. */
  readonly clip: number;
}

export interface Iteration {
  /** Loss of the batch, before the update. */
  readonly loss: number;
  /** ‖∂L/∂θ‖₂ over all parameters, before clipping. */
  readonly gradientNorm: number;
  /** max |θ| after the update. */
  readonly largest: number;
}

/** Parameters and optimiser as flat arrays by the network's layout. */
export interface Weights {
  readonly parameters: Float32Array;
  readonly moments: readonly Float32Array[];
  readonly updates: number;
}

/**
 * One network on one backend: it differentiates and it learns. Everything that is fast or slow about training
 * happens behind these methods.
 */
export interface Executor {
  /**
   * One iteration: forward, backward through time, clipping, update. Where loss, gradient or new weights are not
   * finite the update is not made.
   */
  iterate(batch: Batch, learning: Learning): Promise<Iteration>;
  /** Takes back the last update, once. False where there is none to take back. */
  undo(): boolean;
  differentiate(batch: Batch): Promise<Differentiation>;
  weights(): Promise<Weights>;
  /** Replaces the parameters; without moments the optimiser starts afresh. */
  setWeights(weights: Pick<Weights, 'parameters'> & Partial<Weights>): void;
  dispose(): void;
}

/** `floor` is the smallest magnitude that the backend represents. */
export type MakeExecutor = (network: Network, optimizer: OptimizerName, parameters: Float32Array, floor: number) => Executor;
