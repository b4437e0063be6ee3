/** Orders NaN last: what is not a number is counted with the largest. */
const ascending = (a: number, b: number): number => {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : 1;
  if (Number.isNaN(b)) return -1;
  return a < b ? -1 : a > b ? 1 : 0;
};

/**
 * The value below which the share `share` (0 to 1) of `values` lies, linear between neighbours (NumPy's default).
 * NaN of no values at all.
 */
export function percentile(values: ArrayLike<number>, share: number): number {
  const sorted = Array.from(values).sort(ascending);
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  const part = place - Math.floor(place);
  return part === 0 || below === above ? below : below * (1 - part) + above * part;
}

/** Median, 10th and 90th percentile of each column over `rows` of equal length: one row a sequence of the probe, one column a step. */
export function bandOf(rows: readonly ArrayLike<number>[]): { median: Float64Array; low: Float64Array; high: Float64Array } {
  const length = rows[0]?.length ?? 0;
  const at = (share: number): Float64Array =>
    Float64Array.from({ length }, (_, column) =>
      percentile(
        rows.map((row) => row[column] as number),
        share,
      ),
    );
  return { median: at(0.5), low: at(0.1), high: at(0.9) };
}
