/** What can be predicted before it is measured: the gradient norm over the steps, or the loss over the iterations. */
export const QUANTITIES = ['norm', 'loss'] as const;
export type Quantity = (typeof QUANTITIES)[number];

/** A point that a person's line goes through. Steps and iterations count from 1 here, as on the screen and in the link. */
export interface Knot {
  readonly at: number;
  /** log₁₀ of the value. */
  readonly log: number;
}

/**
 * A line that a person drew of how a quantity will run, straight between its knots on the log scale. Immutable, with at
 * least one knot, in ascending order, each at a place of its own from 1 to `length`.
 */
export interface Prediction {
  readonly of: Quantity;
  /** Steps of the sequence, or iterations of the axis, that it was drawn over. */
  readonly length: number;
  readonly knots: readonly Knot[];
}

/** All that a person predicted. `asked` is what is being drawn, over how many steps or iterations; null while nothing is. */
export interface Predictions {
  readonly norm: Prediction | null;
  readonly loss: Prediction | null;
  readonly asked: { readonly of: Quantity; readonly length: number } | null;
}

export const NO_PREDICTIONS: Predictions = Object.freeze({ norm: null, loss: null, asked: null });

/** Beyond these logarithms no backend has a number: float32 ends at 10⁻⁴⁵ and 10³⁹. */
export const LOWEST = -60;
export const HIGHEST = 60;
/** As many knots as a line may have. */
export const MOST_KNOTS = 32;
/** The longest axis. */
export const LONGEST = 1_000_000;

/** log₁₀ of the line at a place, NaN before its first knot and after its last. */
export function valueAt({ knots }: Pick<Prediction, 'knots'>, at: number): number {
  const next = knots.findIndex((knot) => knot.at >= at);
  const after = knots[next];
  if (after === undefined) return Number.NaN;
  if (after.at === at) return after.log;
  const before = knots[next - 1];
  if (before === undefined) return Number.NaN;
  const part = (at - before.at) / (after.at - before.at);
  return before.log + part * (after.log - before.log);
}

/**
 * log₁₀ of the line at each place from 1 to `length`, NaN where it was not drawn. Where a sequence has another length
 * than the norm was drawn for, the line keeps its distance from the last step, from which the gradient sets out.
 */
export function curveOf(prediction: Prediction, length: number): Float64Array {
  const shift = prediction.of === 'norm' ? length - prediction.length : 0;
  return Float64Array.from({ length }, (_, k) => valueAt(prediction, k + 1 - shift));
}

/** Two decimals of a decade: 2 %, finer than any hand. Adding 0 turns −0 into 0. */
export const rounded = (log: number): number => Math.round(log * 100) / 100 + 0;

/** A line from knots in any order. */
export function predictionOf(of: Quantity, length: number, knots: readonly Knot[]): Prediction {
  const sorted = knots.map(({ at, log }) => Object.freeze({ at, log: rounded(log) })).sort((a, b) => a.at - b.at);
  return Object.freeze({ of, length, knots: Object.freeze(sorted) });
}
