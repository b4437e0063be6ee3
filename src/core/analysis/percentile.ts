/**
 * The values below which the given shares (0 to 1) of `values` lie, linear between neighbours as NumPy has it.
 * NaN is counted with the largest. NaN of no values at all.
 */
export function percentiles(values: ArrayLike<number>, shares: readonly number[]): number[] {
  const sorted = Float64Array.from(values).sort();
  return shares.map((share) => between(sorted, share * (sorted.length - 1)));
}

/** Median, 10th and 90th percentile of each column over rows of equal length: one row a sequence of the probe, one column a step. */
export function bandOf(rows: readonly ArrayLike<number>[]): { median: Float64Array; low: Float64Array; high: Float64Array } {
  const length = rows[0]?.length ?? 0;
  const columns = Array.from({ length }, (_, t) =>
    percentiles(
      rows.map((row) => row[t] as number),
      [0.1, 0.5, 0.9],
    ),
  );
  const pick = (which: number): Float64Array => Float64Array.from(columns, (column) => column[which] as number);
  return { low: pick(0), median: pick(1), high: pick(2) };
}

function between(sorted: Float64Array, place: number): number {
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  const part = place - Math.floor(place);
  return part === 0 || below === above ? below : below * (1 - part) + above * part;
}
