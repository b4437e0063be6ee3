import { growing } from './extent.ts';

/**
 * A curve of any length reduced to what a row of pixels can show (M4: first, smallest, largest, last of each column;
 * Jugel et al. 2014), with the mean for the smoothed line. Arrays have one entry per column; a column without a value has count 0.
 */
export interface Reduced {
  readonly columns: number;
  /** Last iteration of the axis: iteration i falls in column ⌊(i − 1) · columns / end⌋. */
  readonly end: number;
  readonly first: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly last: Float64Array;
  readonly sum: Float64Array;
  /** Finite values in the column. */
  readonly count: Uint32Array;
  /** Values that were infinite or not a number. */
  readonly broken: Uint32Array;
}

/** A reader for one axis: each call looks only at the losses that are new. */
export function reducer(columns: number, end: number): (losses: readonly number[]) => Reduced {
  return growing(() => empty(columns, end), reduce);
}

function empty(columns: number, end: number): Reduced {
  const row = (): Float64Array => new Float64Array(columns);
  return {
    columns,
    end,
    first: row(),
    low: row(),
    high: row(),
    last: row(),
    sum: row(),
    count: new Uint32Array(columns),
    broken: new Uint32Array(columns),
  };
}

function reduce(into: Reduced, losses: readonly number[], from: number): Reduced {
  const { columns, end, first, low, high, last, sum, count, broken } = into;
  const scale = columns / end;
  for (let k = from; k < losses.length; k++) {
    const loss = losses[k] as number;
    const column = Math.min(columns - 1, Math.floor(k * scale));
    if (!Number.isFinite(loss)) broken[column] = (broken[column] as number) + 1;
    else {
      const before = count[column] as number;
      if (before === 0) first[column] = loss;
      if (before === 0 || loss < (low[column] as number)) low[column] = loss;
      if (before === 0 || loss > (high[column] as number)) high[column] = loss;
      last[column] = loss;
      sum[column] = (sum[column] as number) + loss;
      count[column] = before + 1;
    }
  }
  return into;
}

/** Mean of the losses within `reach` columns on either side of each column; NaN where there is none or the run broke there. */
export function smooth({ columns, sum, count, broken }: Reduced, reach: number): Float64Array {
  return Float64Array.from({ length: columns }, (_, column) => {
    if (count[column] === 0 && broken[column] !== 0) return Number.NaN;
    let [total, number] = [0, 0];
    for (let near = Math.max(0, column - reach); near <= Math.min(columns - 1, column + reach); near++) {
      total += sum[near] ?? 0;
      number += count[near] ?? 0;
    }
    return number === 0 ? Number.NaN : total / number;
  });
}
