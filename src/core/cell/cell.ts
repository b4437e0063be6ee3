import type { Backward, Graph, Id, Width } from './graph.ts';
import type { Place } from './place.ts';
import type { Expression } from './syntax.ts';

/** What is wrong with a cell's text, where, and what to write instead. */
export interface Fault extends Place {
  /** "no function `sigmod`; did you mean `sigmoid`?" Without its place. */
  readonly message: string;
}

export interface Equation {
  /** As written: a new state carries its prime. */
  readonly name: string;
  readonly place: Place;
  readonly expression: Expression;
  /** Where it is wider than its expression, as a gate that is held at a number is. */
  readonly width?: Width;
}

/**
 * A cell as its text says it: parsed, its shapes inferred, its backward pass derived. Made by `parseCell` alone.
 * One meaning; everything that speaks of a cell reads it from here.
 */
export interface Cell {
  readonly source: string;
  readonly equations: readonly Equation[];
  /** Names of the states without prime; `h`, the output, first, the others in the order of their lines. */
  readonly states: readonly string[];
  /** The other named quantities, in the order of their lines. */
  readonly gates: readonly string[];
  /** Weight matrices in the order in which they are met; rows are the units. */
  readonly matrices: readonly { readonly name: string; readonly columns: Width }[];
  /** Vectors of parameters in the order in which they are met, one entry per unit. */
  readonly vectors: readonly string[];
  readonly graph: Graph;
  /** Nodes of the graph before this index are the forward pass. */
  readonly forward: number;
  /** Name as written (states primed) → its `define` node. */
  readonly definitions: ReadonlyMap<string, Id>;
  readonly backward: Backward;
  /** Each piece of the equations' text → the node that computes it. */
  readonly nodeOf: ReadonlyMap<Expression, Id>;
  /** Sentences on what is allowed and yet probably not meant: a cell that never reads `x`, or never looks back. */
  readonly remarks: readonly string[];
}

export type Parsed = { readonly ok: true; readonly cell: Cell } | { readonly ok: false; readonly faults: readonly Fault[] };
