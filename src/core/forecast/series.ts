import type { Split } from '../tasks/task.ts';
import type { Size, Values } from './form.ts';

/** Measurements in order of time, at even distances, none missing. */
export interface Series {
  /** What is asked for, in the data's unit. */
  readonly target: Values;
  /** What is read, in order: as long as the target, which is itself among them where it is read too. */
  readonly inputs: readonly { readonly name: string; readonly values: Values }[];
  /** Values after which it begins to repeat itself; null where it does not. */
  readonly season: number | null;
  /** Empty where there is none. */
  readonly unit: string;
  /** Decimals worth showing. */
  readonly digits: number;
  /** What the baselines are called. */
  readonly labels: { readonly last: string; readonly season: string };
  /** How much of the target counts as 1; where it is left out, the training part says (`windowsOf`). */
  readonly scale?: number;
  /** What value k is called ("May 2003"), those that are yet to come too. */
  label(k: number): string;
}

/** Values that may be asked for, by split: [from, to) as shares of the series. What is learned from comes first. */
const SHARES: Readonly<Record<Split, readonly [number, number]>> = { train: [0, 0.7], probe: [0.7, 0.85], test: [0.85, 1] };

/** Values of a split, [from, to). */
export function partOf(length: number, split: Split): { readonly from: number; readonly to: number } {
  const [from, to] = SHARES[split];
  return { from: Math.round(from * length), to: Math.round(to * length) };
}

/** First and last value that can open an answer: the whole answer lies in the split, the window in the series. `to` is less than `from` where none can. */
export function placesOf(length: number, { window, ahead }: Size, split: Split): { readonly from: number; readonly to: number } {
  const { from, to } = partOf(length, split);
  return { from: Math.max(from, window), to: to - ahead };
}

/** Whether every split has a place. */
export const hasPlaces = (length: number, size: Size): boolean =>
  SPLITS.every((split) => {
    const { from, to } = placesOf(length, size, split);
    return from <= to;
  });
const SPLITS = Object.keys(SHARES) as readonly Split[];

/** The fewest values of which every split has a place. */
export function leastLength(size: Size): number {
  let length = size.window + size.ahead;
  while (!hasPlaces(length, size)) length++;
  return length;
}
