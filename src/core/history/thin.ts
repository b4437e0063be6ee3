/**
 * Which of the snapshots of a run is missed the least: its index in `at`, the iterations that are kept, ascending. Never the
 * first and never the last; null where there is none between. `end` is where the run has got to.
 *
 * A gap may be as wide as it is old, up to twice the even gap: near the end they lie at doubling distances from it, so that
 * one can go back a little from an explosion, and before that evenly. The one whose going leaves the smallest gap, measured
 * so, goes. Those that are `needed`, since no training leads there, go after all others.
 */
export function leastMissed(at: readonly number[], end: number, needed: readonly number[] = []): number | null {
  const even = (2 * (end - (at[0] ?? 0))) / at.length;
  let least: number | null = null;
  let smallest = Number.POSITIVE_INFINITY;
  for (let k = 1; k < at.length - 1; k++) {
    const gap = ((at[k + 1] as number) - (at[k - 1] as number)) / Math.min(even, end - (at[k] as number));
    if (gap >= smallest || needed.includes(at[k] as number)) continue;
    smallest = gap;
    least = k;
  }
  return least === null && needed.length > 0 ? leastMissed(at, end) : least;
}
