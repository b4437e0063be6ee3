import type { Binary, Unary, Width } from '../cell/graph.ts';

/**
 * When a value is computed, in the order of an iteration:
 * - `constant`: from parameters alone, once;
 * - `before`: from x, noise and constants, for all steps before the forward loop;
 * - `forward`: from a state of the step before, in the forward loop;
 * - `backward`: blame and what is carried to the step before, in the backward loop;
 * - `after`: from blame, feeding gradients alone, for all steps after the backward loop;
 * - `trace`: as `after`, for ∂L/∂x of the first layer, which training never asks for.
 */
export const PHASES = ['constant', 'before', 'forward', 'backward', 'after', 'trace'] as const;
export type Phase = (typeof PHASES)[number];

/** Index of a value in its cell's list. */
export type ValueId = number;

/** `M a`, or `Mᵀ a` where `transposed`. */
export interface Term {
  readonly matrix: string;
  readonly transposed: boolean;
  readonly of: ValueId;
}

export type ValueOperation =
  | { readonly op: 'number'; readonly value: number }
  /** A vector of parameters. */
  | { readonly op: 'vector'; readonly name: string }
  /** x_t: data, or h of the layer below. */
  | { readonly op: 'input' }
  /** What disturbs a state at this step: data, which stand in its rows of the frame before the pass. */
  | { readonly op: 'noise'; readonly state: string }
  /** s_{t−1} */
  | { readonly op: 'previous'; readonly state: string }
  /** What step t+1 carries back to state s at step t. */
  | { readonly op: 'carried'; readonly state: string }
  /** ∂L/∂h_t from the head or from the layer above. */
  | { readonly op: 'outside' }
  | { readonly op: 'copy'; readonly of: ValueId }
  | { readonly op: 'unary'; readonly function: Unary; readonly of: ValueId }
  | { readonly op: 'binary'; readonly function: Binary; readonly left: ValueId; readonly right: ValueId }
  /** start + Σ terms, computed into the place where `start` stands; `start` null is 0, one from constants alone a bias. */
  | { readonly op: 'accumulate'; readonly start: ValueId | null; readonly terms: readonly Term[] };

/**
 * A value of the plan and when it is there: in `phase`, after `level` rounds of matrix products of that phase.
 * `late` marks what only the backward pass needs although it could be had earlier: it is computed where it is read.
 */
export type Value = ValueOperation & {
  readonly width: Width;
  readonly phase: Phase;
  readonly level: number;
  readonly late: boolean;
};

export const rankOf = (phase: Phase): number => PHASES.indexOf(phase);

/** Order of times: by phase, then by level. */
export const isBefore = (a: Pick<Value, 'phase' | 'level'>, b: Pick<Value, 'phase' | 'level'>): boolean =>
  a.phase === b.phase ? a.level < b.level : rankOf(a.phase) < rankOf(b.phase);

/** What a value reads. */
export function readsOf(value: ValueOperation): readonly ValueId[] {
  switch (value.op) {
    case 'copy':
    case 'unary':
      return [value.of];
    case 'binary':
      return [value.left, value.right];
    case 'accumulate':
      return [...(value.start === null ? [] : [value.start]), ...value.terms.map(({ of }) => of)];
    default:
      return [];
  }
}

/** Values that are read from where they lie; none is computed. */
export const isLeaf = ({ op }: ValueOperation): boolean =>
  op === 'number' || op === 'vector' || op === 'input' || op === 'noise' || op === 'previous' || op === 'carried' || op === 'outside';

export function valueAt(values: readonly Value[], id: ValueId): Value {
  const value = values[id];
  if (value === undefined) throw new Error(`the plan has ${values.length} values and no value ${id}`);
  return value;
}
