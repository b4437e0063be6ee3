/** Arrays as a person writes them: `[t][b]`-nested numbers. */
export type Nested = number | readonly Nested[];

/** A network with its data in the oracle's form: everything by name, sequences first: x[b][t][i], mask[b][t], y[b][t][o] or classes y[b][t]. */
export interface Net {
  readonly cell: string;
  /** One record a layer: matrices [row][column], vectors [unit]. */
  readonly parameters: readonly Readonly<Record<string, Nested>>[];
  readonly head: { readonly V: Nested; readonly a: Nested };
  readonly loss: 'mse' | 'crossEntropy';
  readonly x: Nested;
  readonly y: Nested;
  readonly mask: Nested;
}

/** The oracle's `expect`: states and their gradients by name as [layer][b][t][unit]. */
export interface NetDifferentiation {
  readonly loss: number;
  readonly output: Nested;
  readonly states: Readonly<Record<string, Nested>>;
  readonly stateGradients: Readonly<Record<string, Nested>>;
  readonly inputGradients: Nested;
  readonly parameterGradients: readonly Readonly<Record<string, Nested>>[];
  readonly headGradients: { readonly V: Nested; readonly a: Nested };
}
