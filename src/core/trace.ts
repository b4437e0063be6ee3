import type { Verdict } from './analysis/verdict.ts';

/** Which gradient a norm is taken of: all states together, one state by its name, or `x`. */
export type NormOf = 'all' | 'x' | (string & {});

/**
 * Everything measured on the probe at one iteration, as columns of typed arrays. Steps count from 0 here.
 * Where arrays carry layers, entry (layer, t, unit) stands at `(layer * steps + t) * units + unit`.
 * Losses are of one sequence: the mean over its scored steps, no 1/batch.
 */
export interface Trace {
  readonly iteration: number;
  readonly steps: number;
  readonly units: number;
  readonly layers: number;
  readonly inputs: number;
  readonly outputs: number;

  /** Which sequence of the probe is on show, of how many. */
  readonly sequence: number;
  readonly probe: number;
  readonly caption: string;
  /** Loss of the sequence on show. */
  readonly loss: number;
  /** Mean loss over the probe. */
  readonly probeLoss: number;
  /** (t, i) */
  readonly x: Float32Array;
  /** (t, o), or the class at each step. */
  readonly y: Float32Array;
  readonly mask: Uint8Array;
  readonly clues: readonly number[];
  /** (t, o); probabilities where the loss is cross-entropy. */
  readonly answers: Float32Array;

  /** Name → (layer, t, unit). */
  readonly states: Readonly<Record<string, Float32Array>>;
  /** Gates that have one value per unit. */
  readonly gates: Readonly<Record<string, Float32Array>>;
  /** ∂L/∂s_t: "blame". */
  readonly stateGradients: Readonly<Record<string, Float32Array>>;
  /** ∂L/∂x_t: (t, i). */
  readonly inputGradients: Float32Array;

  /** ‖∂L/∂·_t‖₂ of the sequence on show: (layer, t) for `all` and each state; (0, t) for `x`. */
  readonly norms: Readonly<Record<NormOf, Float64Array>>;
  /** The same over the probe: median, 10th and 90th percentile of `all`, (layer, t). */
  readonly median: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /**
   * ‖∂L_s/∂s_t‖ of the first layer by the loss of the last scored step alone, which the horizon is read from: (layer, t).
   * The same as `norms.all` where one step is scored.
   */
  readonly lastNorms: Float64Array;
  /** The last scored step. */
  readonly scored: number;

  /** Per layer; the first layer's is the network's, since every path from a clue to the loss runs through it. */
  readonly horizons: readonly number[];
  readonly fades: readonly number[];
  /** The smallest magnitude that the backend represents. */
  readonly floor: number;
  readonly verdict: Verdict;
  /** Norm of the gradient by all parameters on the last batch, before clipping; NaN before the first iteration. */
  readonly gradientNorm: number;
}

/** Eigenvalues of one recurrent matrix. */
export interface Spectrum {
  readonly iteration: number;
  readonly layer: number;
  readonly matrix: string;
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
  /** max |λ| */
  readonly radius: number;
  /** Largest singular value, ‖U‖₂. */
  readonly norm: number;
}
