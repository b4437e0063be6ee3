export interface Statistics {
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  /** √(Σ(value − mean)² / count) */
  readonly deviation: number;
}

/** Of the values that are not NaN; all NaN where none is. The deviation of equal values is 0. */
export function statisticsOf(values: Float64Array): Statistics {
  let [minimum, maximum, sum, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
    sum += value;
    count++;
  }
  if (count === 0) return { minimum: Number.NaN, maximum: Number.NaN, mean: Number.NaN, deviation: Number.NaN };
  if (minimum === maximum) return { minimum, maximum, mean: minimum, deviation: 0 };
  const mean = sum / count;
  let squares = 0;
  for (const value of values) if (!Number.isNaN(value)) squares += (value - mean) * (value - mean);
  return { minimum, maximum, mean, deviation: Math.sqrt(squares / count) };
}
