import type { Cell } from '../cell/cell.ts';
import type { Width } from '../cell/graph.ts';
import type { Network } from '../network.ts';
import type { Phase, Value, ValueId } from './values.ts';

/**
 * Where a value is read. Rows count within one step's frame of a layer; each row holds one number per sequence.
 * - `frame`: in this layer's frame of the step before (−1), this one (0) or the one after (+1);
 * - `x`: the input of the step; `outside`: ∂L/∂h_t from the head or the layer above;
 * - `parameter`: at an offset in the flat array θ; `constant`: at an offset in the layer's constants.
 */
export type Ref =
  | { readonly kind: 'frame'; readonly row: number; readonly step: -1 | 0 | 1 }
  | { readonly kind: 'x' }
  | { readonly kind: 'outside' }
  | { readonly kind: 'parameter'; readonly offset: number }
  | { readonly kind: 'constant'; readonly offset: number };

/** Element-wise work on all rows of one width: loads, then values in order, then stores. Numbers are neither loaded nor listed. */
export interface MapStage {
  readonly kind: 'map';
  readonly width: Width;
  readonly rows: number;
  readonly loads: readonly { readonly value: ValueId; readonly from: Ref }[];
  readonly compute: readonly ValueId[];
  /** In the constant phase `row` is an offset in the layer's constants. */
  readonly stores: readonly { readonly value: ValueId; readonly row: number }[];
}

/** What a product is added onto: nothing, what lies there already, or one number per row. */
export type Start = { readonly kind: 'zero' } | { readonly kind: 'add' } | { readonly kind: 'bias'; readonly from: Ref };

/**
 * Matrices that lie one below the other in θ, multiplied at once:
 * C[rows] = start + M · a, or C[columns] = start + Mᵀ · a where `transposed`.
 */
export interface ProductStage {
  readonly kind: 'product';
  readonly matrices: readonly string[];
  readonly transposed: boolean;
  /** Offset of M in θ; M is [rows, columns]. */
  readonly matrix: number;
  readonly rows: number;
  readonly columns: number;
  readonly of: Ref;
  /** First row of C. */
  readonly to: number;
  readonly start: Start;
}

export type Stage = MapStage | ProductStage;

/** ∂L/∂M for matrices one below the other: Σ over steps and sequences of by ⊗ of. */
export interface OuterStage {
  readonly matrices: readonly string[];
  readonly gradient: number;
  readonly rows: number;
  readonly columns: number;
  /** First row of `by` in the frame. */
  readonly by: number;
  readonly of: Ref;
  /** Whether it is added to what an earlier stage gave the same matrices. */
  readonly adds: boolean;
}

/** ∂L/∂v for vectors one below the other: Σ over steps and sequences. */
export interface SumStage {
  readonly vectors: readonly string[];
  readonly gradient: number;
  readonly rows: number;
  readonly by: number;
}

/** What lies in a layer's frame, for whoever reads it. */
export interface Place {
  readonly row: number;
  readonly rows: number;
}

/** One layer's part of an iteration. */
export interface LayerPlan {
  readonly inputs: number;
  readonly values: readonly Value[];
  /** Rows of one step's frame. */
  readonly frame: number;
  /** Rows of it that the forward pass writes: the first ones. The others serve the backward pass and what is drawn from it. */
  readonly kept: number;
  /** Numbers in the layer's constants. */
  readonly constants: number;
  readonly stages: Readonly<Record<Phase, readonly Stage[]>>;
  readonly outers: readonly OuterStage[];
  readonly sums: readonly SumStage[];
  /** Whether a step of the forward loop reads the step before, and one of the backward loop the step after. */
  readonly recurs: { readonly forward: boolean; readonly backward: boolean };
  /** Name as written (states primed) → where it lies. */
  readonly definitions: ReadonlyMap<string, Place>;
  readonly blame: ReadonlyMap<string, Place>;
  /** State → what the step hands to the step before; absent where that is nothing. */
  readonly carry: ReadonlyMap<string, Place>;
  /** ∂L/∂x_t; null where it is 0. Above the first layer it is the `outside` of the layer below. */
  readonly input: Place | null;
  /** State → where the noise that disturbs it is to be written; empty where nothing is disturbed. */
  readonly noise: ReadonlyMap<string, Place>;
  /** Names for the rows, in their order, for those who read the plan. */
  readonly names: readonly { readonly row: number; readonly rows: number; readonly name: string }[];
}

/** The head `y = V h + a`: offsets in θ. */
export interface HeadPlan {
  readonly V: number;
  readonly a: number;
  /** Row of h' in the last layer's frame. */
  readonly h: number;
}

/** Where the parameter of the network's layout that starts at `from` lies in θ. */
export interface Move {
  readonly from: number;
  readonly to: number;
  readonly length: number;
}

/**
 * What is computed when, and where it lies, for one network: read by every executor. θ is the plan's own order of all
 * parameters, in which what is multiplied together lies together; gradient and moments lie the same way.
 */
export interface Plan {
  readonly network: Network;
  readonly cell: Cell;
  readonly layers: readonly LayerPlan[];
  readonly head: HeadPlan;
  readonly moves: readonly Move[];
  /** Numbers in θ. */
  readonly parameters: number;
}
