import type { FunctionName } from './graph.ts';
import type { Place } from './place.ts';

/** The text of an expression as a tree, for printing it as it was written; what it computes is read from the graph. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly place: Place }
  /** `x`, a state (`h`), a new state (`h'`), a gate or a vector of parameters. */
  | { readonly kind: 'name'; readonly name: string; readonly place: Place }
  /** The noise that is added to a state, which no one can write: it is put there by `disturb`. */
  | { readonly kind: 'noise'; readonly state: string; readonly place: Place }
  | { readonly kind: 'product'; readonly matrix: string; readonly of: Expression; readonly place: Place }
  | { readonly kind: 'call'; readonly function: FunctionName; readonly of: Expression; readonly place: Place }
  | {
      readonly kind: 'extreme';
      readonly function: 'min' | 'max';
      readonly left: Expression;
      readonly right: Expression;
      readonly place: Place;
    }
  | { readonly kind: 'negate'; readonly of: Expression; readonly place: Place }
  | {
      readonly kind: 'operator';
      readonly operator: '+' | '-' | '*' | '/';
      readonly left: Expression;
      readonly right: Expression;
      readonly place: Place;
    };
