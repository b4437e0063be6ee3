import { layoutOf, type Network } from '../network.ts';
import { withEigenvalue, withSpectralRadius } from './eigen.ts';
import { type Dated, isSurgery, type Surgery, writeDated } from './operation.ts';

/**
 * The parameters, by the layout, after what is done once to them. The optimiser goes on with the moments and the age that it
 * has: they speak of the gradient, which changes with the weights only little by little.
 * @throws an error that says why where it cannot be done to these weights.
 */
export function operateOnce(network: Network, parameters: Float32Array, surgery: Surgery, cuts: readonly number[]): Float32Array {
  const slot = layoutOf(network).slots.find(({ name, layer }) => name === surgery.matrix && (layer ?? 0) + 1 === surgery.layer);
  if (slot === undefined) throw new Error(`Layer ${surgery.layer} has no matrix ${surgery.matrix}.`);
  const end = slot.offset + slot.rows * slot.columns;
  const before = parameters.subarray(slot.offset, end);
  const after = parameters.slice();
  if (surgery.kind === 'radius') {
    after.set(withSpectralRadius(before, slot.rows, surgery.radius), slot.offset);
    return after;
  }
  if (cuts.some((index) => index >= slot.offset && index < end))
    throw new Error(`A connection of ${surgery.matrix} is cut, and to move an eigenvalue would bring it back: take the cut away first.`);
  after.set(withEigenvalue(before, slot.rows, surgery.from, surgery.to), slot.offset);
  return after;
}

/** Those of a list that are done once. */
export const surgeriesIn = (operations: readonly Dated[]): readonly (Surgery & Dated)[] => operations.filter(isSurgery);

/**
 * The iteration of the first thing done once that stands in one list and not in the other; infinite where they have the same.
 * Where the list is asked for at an iteration, what it adds without one, or from there on, is done now, and does not count.
 */
export function partsAt(before: readonly Dated[], list: readonly Dated[], now: number | null): number {
  const without = (operations: readonly Dated[], others: readonly Dated[]): readonly Dated[] => {
    const known = new Set(others.map(writeDated));
    return surgeriesIn(operations).filter((each) => !known.has(writeDated(each)));
  };
  const added = without(list, before).filter(({ at }) => now === null || (at !== undefined && at < now));
  return Math.min(Number.POSITIVE_INFINITY, ...[...without(before, list), ...added].map(({ at = 0 }) => at));
}
