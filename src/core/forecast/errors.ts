import type { Forecast } from './forecast.ts';
import type { Errors, Off, Standing } from './forecasted.ts';

/** Windows on which errors are measured: beside the one on show they fill four batches of 32. */
const COUNTED = 127;

/** Places on which errors are measured, spread evenly over all that were held out. */
export function countedPlaces(places: number): readonly number[] {
  const count = Math.min(places, COUNTED);
  return Array.from({ length: count }, (_, k) => Math.floor((k * places) / count));
}

/** The squares of somebody's errors. */
export interface Squares {
  /** The mean of each window, over what is said at once. */
  readonly once: readonly number[];
  /** The mean over all that is said in a row at all windows and that it is known of what followed. */
  readonly rolled: number;
}

/** Of what is said, and of what followed: (window, value). `ahead` values are said at once. */
export function squaresOf(said: readonly ArrayLike<number>[], truths: readonly ArrayLike<number>[], ahead: number): Squares {
  const all = said.map((values, w) => errorsOf(values, truths[w] ?? []));
  return { once: all.map((squares) => mean(squares.slice(0, ahead))), rolled: mean(all.flat()) };
}

function errorsOf(said: ArrayLike<number>, truth: ArrayLike<number>): number[] {
  const count = Math.min(said.length, truth.length);
  return Array.from({ length: count }, (_, k) => squared((said[k] as number) - (truth[k] as number)));
}

const squared = (value: number): number => value * value;
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const offBy = ({ once, rolled }: Squares): Off => ({ once: Math.sqrt(mean(once)), rolled: Math.sqrt(rolled) });

/** Somebody who forecasts without the network. */
export interface Other extends Squares {
  readonly label: string;
}

/** Where the network stands beside others on the same windows. `worth` is the share of a window that tells something new. */
export function errorsBeside(network: Squares, others: readonly Other[], worth: number): Errors {
  return {
    windows: network.once.length,
    network: offBy(network),
    baselines: others.map((other) => ({ label: other.label, ...offBy(other), standing: standingOf(network.once, other.once, worth) })),
  };
}

/** How many deviations of the mean a difference has to be from none to count as one. */
const SURE = 2;

/**
 * Better or worse where the mean difference of the squared errors is twice its own deviation from 0, √(variance / (m − 1)), or
 * more, where the windows tell as much as m = n · worth that do not overlap; what may be luck with the windows is level, and so
 * is all where they tell no more than one.
 */
function standingOf(network: readonly number[], other: readonly number[], worth: number): Standing {
  const differences = network.map((square, w) => square - (other[w] ?? Number.NaN));
  const middle = mean(differences);
  if (!Number.isFinite(middle)) return 'worse';
  const free = worth * network.length - 1;
  if (free <= 0) return 'level';
  const variance = mean(differences.map((difference) => squared(difference - middle)));
  const sure = SURE * Math.sqrt(variance / free);
  if (middle === 0 || Math.abs(middle) < sure) return 'level';
  return middle < 0 ? 'better' : 'worse';
}

/** The share of a window that the others do not tell: windows of one series overlap in what followed them. */
export function worthOf({ consecutive, ahead, places }: Pick<Forecast, 'consecutive' | 'ahead' | 'places'>): number {
  return consecutive ? Math.min(1, places / countedPlaces(places).length / ahead) : 1;
}
