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
   * Compiles all that an iteration and a differentiation of batches of this shape need; changes neither weights nor
   * moments. An executor that was not prepared prepares itself when it meets the shape.
   * @throws {KernelError} where a kernel does not compile on this device.
   */
  prepare(steps: number, size: number): Promise<void>;
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

export interface MakeOptions {
  /** Smallest magnitude that the backend represents. */
  readonly floor: number;
  /** The same bits on every machine and browser, at the cost of speed; backends other than WASM know no such mode and ignore it. */
  readonly exact: boolean;
}

/** Makes an executor with these parameters, whose optimiser starts afresh. @throws {KernelError} as `prepare`. */
export type MakeExecutor = (
  network: Network,
  optimizer: OptimizerName,
  parameters: Float32Array,
  options: MakeOptions,
) => Executor | Promise<Executor>;

/** A kernel does not compile on this device, or does not run there; the message is the device's own. */
export class KernelError extends Error {
  override readonly name = 'KernelError';
}
