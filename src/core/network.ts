import type { Cell } from './cell/cell.ts';

export type Loss = 'mse' | 'crossEntropy';

/**
 * The sizes of a network: `layers` copies of a cell, layer l+1 reading h of layer l as its x, and a linear head
 * `y = V h + a` on the last layer's h.
 */
export interface Network {
  readonly cell: Cell;
  readonly inputs: number;
  readonly units: number;
  readonly layers: number;
  readonly outputs: number;
  readonly loss: Loss;
  /** What is done to it beside its equations; nothing where it is missing. */
  readonly interventions?: Interventions;
  /** Draws what disturbs its states, where somebody has had them disturbed. */
  readonly noise?: NoiseSource;
}

/** Draws noise for the states that a network's cell disturbs, as a batch brings it. */
export interface NoiseSource {
  /** Other numbers for every sequence, and always the same for the same labels. Arrays that are spent are taken where they fit. */
  drawn(labels: readonly (string | number)[], steps: number, size: number, spent?: States): States;
  /** The same numbers for every sequence, and at each step of the sequence always the same: of so many steps from `step` on. */
  standing(step: number, steps: number, size: number): States;
}

/** What a person does to a network while it runs (`core/operate`); it changes how the network learns, not what it answers. */
export interface Interventions {
  /** Stretches of the parameters, by the layout, that do not learn: their gradient is 0. */
  readonly still: readonly Stretch[];
  /** Entries of the gradient that are larger in magnitude become ±this; 0 leaves all. What is not finite stays so. */
  readonly clipValue: number;
  /** Steps, from 0, that hand no blame to the step before. */
  readonly cuts: readonly number[];
  /**
   * Whether what a step hands back is brought up, where it is smaller, to the norm of the blame at the last step of the
   * sequence that has any: of all states together, in each layer and sequence. It is then the gradient of nothing.
   */
  readonly boost?: boolean;
}

export interface Stretch {
  readonly from: number;
  readonly length: number;
}

/**
 * Sequences with their targets, in the order of time: entry (t, b, i) of `x` stands at `(t * size + b) * inputs + i`.
 * `y` holds (t, b, o) for mean squared error, (t, b) class numbers for cross-entropy. `weights[t * size + b]` is the
 * share of that step of that sequence in the loss; 0 where it is not scored.
 * The loss is Σ weights · ℓ, with ℓ the mean over outputs of the squared error, or −ln softmax(y)_class.
 */
export interface Batch {
  readonly steps: number;
  readonly size: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly weights: Float32Array;
  /**
   * Whether it starts from the states in which the batch that was last learned from ended, where that had as many steps
   * and sequences, rather than from zero (truncated backpropagation through time). An executor forgets those states when
   * an update is not made or is taken back, and when its weights are replaced.
   */
  readonly continues?: boolean;
  /** The states before the first step, whatever `continues` says; one that is missing is 0. Nothing that came before is blamed. */
  readonly start?: States;
  /**
   * What is added to the states that the cell disturbs (`core/cell/disturb.ts`), before anything reads them: as `start`, but
   * (t, b, unit). One that is missing is 0.
   */
  readonly noise?: States;
}

/** States by name, one array per layer, each (b, unit). */
export type States = ReadonlyMap<string, readonly ArrayLike<number>[]>;

/** Where a parameter lies in the flat array of them all, row by row. `layer` is null for the head's `V` and `a`. */
export interface Slot {
  readonly layer: number | null;
  readonly name: string;
  readonly kind: 'matrix' | 'vector';
  readonly rows: number;
  readonly columns: number;
  readonly offset: number;
}

export interface Layout {
  readonly slots: readonly Slot[];
  readonly size: number;
}

/** The order of all parameters: layer by layer, matrices before vectors as the cell names them, then `V`, then `a`. */
export function layoutOf(network: Network): Layout {
  const slots: Slot[] = [];
  let offset = 0;
  const place = (layer: number | null, name: string, kind: Slot['kind'], rows: number, columns: number): void => {
    slots.push({ layer, name, kind, rows, columns, offset });
    offset += rows * columns;
  };
  for (let layer = 0; layer < network.layers; layer++) {
    const inputs = layer === 0 ? network.inputs : network.units;
    for (const { name, columns } of network.cell.matrices) {
      place(layer, name, 'matrix', network.units, columns === 'inputs' ? inputs : columns === 'units' ? network.units : 1);
    }
    for (const name of network.cell.vectors) place(layer, name, 'vector', network.units, 1);
  }
  place(null, 'V', 'matrix', network.outputs, network.units);
  place(null, 'a', 'vector', network.outputs, 1);
  return { slots, size: offset };
}

/** Everything that one forward and one backward pass measure, in float64 or as float32 allows. */
export interface Differentiation {
  readonly loss: number;
  /** (t, b, o), before any softmax. */
  readonly outputs: ArrayLike<number>;
  /** Name → one array per layer, each (t, b, unit). A new state is found under its name without prime. */
  readonly states: ReadonlyMap<string, readonly ArrayLike<number>[]>;
  /** Gates as states; one of the inputs' width is (t, b, input). */
  readonly gates: ReadonlyMap<string, readonly ArrayLike<number>[]>;
  /** ∂L/∂s_t, as the states. */
  readonly stateGradients: ReadonlyMap<string, readonly ArrayLike<number>[]>;
  /** ∂L/∂x_t, (t, b, i). */
  readonly inputGradients: ArrayLike<number>;
  /** By the layout of the network; what learning gets where there are interventions. */
  readonly parameterGradients: ArrayLike<number>;
}
