/** The share of its value at the scored step down to which the gradient counts as having arrived. */
export const THRESHOLD = 0.01;

/**
 * How many steps back from the scored step the norm stays at or above `threshold` times its value there, without a
 * break: the largest k with `norms[scored − j] ≥ threshold · norms[scored]` for all j ≤ k. At most `scored`, since
 * steps count from 0. A norm that is infinite or NaN breaks it; 0 where the norm at the scored step is zero or not finite.
 */
export function horizonOf(norms: ArrayLike<number>, scored: number, threshold = THRESHOLD): number {
  const last = norms[scored] ?? 0;
  if (!(last > 0 && Number.isFinite(last))) return 0;
  const arrives = (value: number): boolean => Number.isFinite(value) && value > 0 && value >= threshold * last;
  let k = 0;
  while (k < scored && arrives(norms[scored - k - 1] as number)) k++;
  return k;
}
