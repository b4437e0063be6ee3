/**
 * What happens inside one step of one layer, for one sequence: the equations with their numbers, and how the blame is
 * carried one step further back. With g = ∂L/∂s_t (all states) and v = Σ_p v_p the part of ∂L/∂s_{t−1} carried by this
 * step, each path p has v_p·v / (‖v‖‖g‖) as its share, and the shares add to the measured ratio ‖v‖/‖g‖.
 */
export interface Inside {
  readonly iteration: number;
  readonly layer: number;
  /** The step, from 0. */
  readonly step: number;
  readonly unit: number;
  /** One line per equation, for `unit`: `h'₅ = tanh(0.21 − 0.55 + 0.03) = −0.30`, in parts. */
  readonly equations: readonly { readonly name: string; readonly symbols: string; readonly numbers: string; readonly value: number }[];
  /** ‖g‖ = ‖∂L/∂s_t‖ */
  readonly blame: number;
  /** ‖v‖, the blame that this step carries to the step before. */
  readonly carried: number;
  /** ‖v‖/‖g‖; NaN where there is no blame to carry. */
  readonly ratio: number;
  /** The factors of each path: share = slope × weights × rest × alignment. */
  readonly paths: readonly InsidePath[];
}

export interface InsidePath {
  /** "through i", "carry path" */
  readonly label: string;
  readonly state: string;
  readonly matrix: string | null;
  /** ‖δ‖/‖g‖: what the nonlinearities (and gates) let through, up to the recurrent matrix; on a carry path all of it. */
  readonly slope: number;
  /** ‖Mᵀδ‖/‖δ‖; 1 on a carry path. */
  readonly weights: number;
  /** What comes after the matrix, as in `U (r * h)`; 1 where nothing does. */
  readonly rest: number;
  /** Cosine between this path's part and the whole. */
  readonly alignment: number;
  /** Their product: what this path adds to the ratio. */
  readonly share: number;
}
