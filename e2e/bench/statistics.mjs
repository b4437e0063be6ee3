/* What the bench says of many figures. */

/** @param {readonly number[]} values the middle one, or the mean of the two in the middle; NaN of none */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low = Number.NaN, high = Number.NaN] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}

/** @param {readonly number[]} values @param {number} share from 0 to 1 */
export const percentile = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? Number.NaN;

/**
 * The exponent k of y ∝ xᵏ: the slope of the least-squares line through (ln x, ln y).
 * @param {readonly (readonly [number, number])[]} points
 */
export function exponent(points) {
  const logs = points.map(([x, y]) => /** @type {const} */ ([Math.log(x), Math.log(y)]));
  const mean = (/** @type {0 | 1} */ axis) => logs.reduce((sum, log) => sum + log[axis], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  const variance = logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  return covariance / variance;
}

/**
 * How many times as long the one takes as the other, round by round, so that what slowed a round down slowed both: the median of the ratios.
 * @param {readonly number[]} these @param {readonly number[]} those
 */
export const ratio = (these, those) => median(these.slice(0, those.length).map((value, round) => value / (those[round] ?? Number.NaN)));
