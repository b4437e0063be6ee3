/** Smallest and largest finite, positive loss of a run so far, and where it first was not a number or infinite. */
export interface Extent {
  readonly low: number;
  readonly high: number;
  /** Iteration, from 1; null while all are finite. */
  readonly broken: number | null;
}

export const NOTHING: Extent = { low: Number.POSITIVE_INFINITY, high: 0, broken: null };

/** A reader of a growing list that looks at each entry once, and starts anew where the list is another one. */
export function growing<T>(start: () => T, add: (sum: T, values: readonly number[], from: number) => T): (values: readonly number[]) => T {
  let [seen, first, last] = [0, Number.NaN, Number.NaN];
  let sum = start();
  return (values) => {
    const goesOn = seen === 0 || (seen <= values.length && Object.is(values[0], first) && Object.is(values[seen - 1], last));
    if (!goesOn) {
      seen = 0;
      sum = start();
    }
    if (values.length > seen) sum = add(sum, values, seen);
    seen = values.length;
    first = values[0] ?? Number.NaN;
    last = values[seen - 1] ?? Number.NaN;
    return sum;
  };
}

export function extentReader(): (losses: readonly number[]) => Extent {
  return growing(() => NOTHING, extend);
}

function extend({ low, high, broken }: Extent, losses: readonly number[], from: number): Extent {
  let [smallest, largest, first] = [low, high, broken];
  for (let k = from; k < losses.length; k++) {
    const loss = losses[k] ?? Number.NaN;
    if (!Number.isFinite(loss)) first ??= k + 1;
    else if (loss > 0) {
      smallest = Math.min(smallest, loss);
      largest = Math.max(largest, loss);
    }
  }
  return { low: smallest, high: largest, broken: first };
}
