/**
 * The computation of one time step as data: a list of nodes in which every operand stands before its users.
 * The forward equations come first, the backward pass derived from them follows in the same list; every executor
 * (the float64 interpreter, each backend) reads this list and nothing else.
 */

/** How many entries a value has for one sequence at one step: the layer's units, its inputs, or one (a constant). */
export type Width = 'units' | 'inputs' | 'one';

/** Index of a node in its graph. */
export type Id = number;

/** Functions that a cell may name. `sigmoid(a) = 1/(1+e^−a)`, `relu(a) = max(a, 0)` with slope 0 at 0, `softplus(a) = ln(1+e^a)`. */
export const FUNCTIONS = ['sigmoid', 'tanh', 'relu', 'softplus', 'exp', 'abs', 'sqrt'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** `step(a)`: 1 where a > 0, else 0. `sign(a)`: −1, 0 or 1. Both arise in derivatives alone. */
export type Unary = FunctionName | 'negate' | 'step' | 'sign';

/** `exceeds(a, b)`: 1 where a > b, ½ where a = b, else 0; the derivative of `max`, as PyTorch splits a tie. */
export type Binary = 'add' | 'subtract' | 'multiply' | 'divide' | 'min' | 'max' | 'exceeds';

export type Operation =
  | { readonly op: 'number'; readonly value: number }
  /** x_t, the layer's input. */
  | { readonly op: 'input' }
  /** The state at the step before, s_{t−1}; `state` is its name without the prime. */
  | { readonly op: 'previous'; readonly state: string }
  /** What disturbs a state at this step (`state` without its prime): given like x, and a constant to every derivative. */
  | { readonly op: 'noise'; readonly state: string }
  /** A vector of parameters, one per unit. */
  | { readonly op: 'vector'; readonly name: string }
  /** `M a`, or `Mᵀ a` where `transposed`. M has `units` rows and as many columns as its forward operand is wide. */
  | { readonly op: 'product'; readonly matrix: string; readonly transposed: boolean; readonly of: Id }
  | { readonly op: 'unary'; readonly function: Unary; readonly of: Id }
  | { readonly op: 'binary'; readonly function: Binary; readonly left: Id; readonly right: Id }
  /** What a line of the cell names: the identity, kept apart so that each named quantity has a derivative of its own. New states carry their prime. */
  | { readonly op: 'define'; readonly name: string; readonly of: Id }
  /** ∂L/∂s_t by everything outside this step: the step after it, the head, the layer above. `state` has no prime. */
  | { readonly op: 'incoming'; readonly state: string };

export type Node = Operation & { readonly width: Width };
export type Graph = readonly Node[];

/** A product of a matrix gives it the gradient Σ over steps and sequences of `by ⊗ of` (rows from `by`, columns from `of`). */
export interface OuterProduct {
  readonly by: Id;
  readonly of: Id;
}

/**
 * One way by which blame travels from a step to the step before: the use of a previous state in one line of the cell.
 * The sum of `term` over all paths that end in a state is the whole of ∂L/∂s_{t−1} carried by this step.
 */
export interface Path {
  /** The state at the step before (no prime) that this path ends in. */
  readonly state: string;
  /** The line of the cell in which it was used, as named there (`z`, `h'`). */
  readonly definition: string;
  /** The matrix on the path, or null on an element-wise (carry) path. */
  readonly matrix: string | null;
  /** ∂L by the operand's product, before `matrix` is applied transposed; null on a carry path. */
  readonly before: Id | null;
  /** The product `Mᵀ before`; null on a carry path. */
  readonly after: Id | null;
  /** The contribution to ∂L/∂s_{t−1}. */
  readonly term: Id;
}

/** The backward pass of one step. Ids point into the cell's `graph`; null means zero. */
export interface Backward {
  /** State (no prime) → ∂L/∂s_t in all: what comes in from outside and what later lines of the same step add. */
  readonly blame: ReadonlyMap<string, Id>;
  /** Gate → ∂L by it. */
  readonly gates: ReadonlyMap<string, Id | null>;
  /** State (no prime) → the part of ∂L/∂s_{t−1} that this step carries. */
  readonly previous: ReadonlyMap<string, Id | null>;
  /** ∂L/∂x_t. */
  readonly input: Id | null;
  /** Vector of parameters → its gradient at one step of one sequence, to be summed over both. */
  readonly vectors: ReadonlyMap<string, Id | null>;
  /** Matrix → the products whose sum is its gradient. */
  readonly matrices: ReadonlyMap<string, readonly OuterProduct[]>;
  readonly paths: readonly Path[];
}
