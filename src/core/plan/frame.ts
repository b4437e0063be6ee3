import type { Width } from '../cell/graph.ts';
import type { Outer, Values } from './normalise.ts';
import type { MapRound, ProductRound, Rounds } from './rounds.ts';
import { PHASES, rankOf, readsOf, type Value, type ValueId, valueAt } from './values.ts';

/** Rows of a value of each width. */
export type Rows = Readonly<Record<Width, number>>;

export interface Frame {
  /** Value → its first row, in the step's frame or (constant phase) in the layer's constants. */
  readonly rowOf: ReadonlyMap<ValueId, number>;
  readonly frame: number;
  /** Rows of the frame that the forward pass writes: the first ones. */
  readonly kept: number;
  readonly constants: number;
}

/**
 * Gives every stored value its rows. What is multiplied or summed together lies together. An accumulation stands where
 * its start stands, and what is made of a sum that nobody else reads (`i` of `Wi x + Ui h + bi`) takes its place.
 */
export function frameOf(made: Values, rounds: Rounds, stored: ReadonlySet<ValueId>, rows: Rows): Frame {
  const shared = new Shared();
  shareSums(made, shared);
  shareUsedUp(made, rounds, shared);
  const rowOf = new Map<ValueId, number>();
  const placed = new Map<ValueId, number>();
  const next = { frame: 0, constants: 0 };
  let kept = 0;
  for (const id of forwardFirst(made, orderOf(made, rounds, stored))) {
    const value = valueAt(made.values, id);
    const where = value.phase === 'constant' ? 'constants' : 'frame';
    const root = shared.rootOf(id);
    const row = placed.get(root) ?? next[where];
    if (!placed.has(root)) next[where] += where === 'frame' ? rows[value.width] : upToVector(rows[value.width]);
    placed.set(root, row);
    rowOf.set(id, row);
    if (isForward(made.values, id)) kept = next.frame;
  }
  return { rowOf, ...next, kept };
}

/** What the forward pass computes is kept for all steps; what the backward pass does may be given up sooner. */
function forwardFirst({ values }: Values, order: Iterable<ValueId>): ValueId[] {
  const ids = [...order];
  return [...ids.filter((id) => isForward(values, id)), ...ids.filter((id) => !isForward(values, id))];
}

/** Constants run along the units, in vectors of four. */
const upToVector = (rows: number): number => 4 * Math.ceil(rows / 4);

/** Values that share one place. */
class Shared {
  private readonly parent = new Map<ValueId, ValueId>();

  rootOf(id: ValueId): ValueId {
    const parent = this.parent.get(id);
    return parent === undefined ? id : this.rootOf(parent);
  }

  join(a: ValueId, b: ValueId): void {
    const [p, q] = [this.rootOf(a), this.rootOf(b)];
    if (p !== q) this.parent.set(q, p);
  }
}

function shareSums({ values }: Values, shared: Shared): void {
  values.forEach((value, id) => {
    if (value.op !== 'accumulate' || value.start === null) return;
    if (valueAt(values, value.start).phase !== 'constant') shared.join(value.start, id);
  });
}

/** A sum that one round alone reads, element by element, makes room for a value of that round that is computed from it. */
function shareUsedUp(made: Values, rounds: Rounds, shared: Shared): void {
  const maps = PHASES.flatMap((phase) => rounds[phase]).filter((round): round is MapRound => round.kind === 'map');
  const fixed = readElsewhere(made);
  const taken = new Set<ValueId>();
  made.values.forEach((value, id) => {
    if (value.op !== 'accumulate' || fixed.has(id)) return;
    const readers = maps.filter(({ loads }) => loads.includes(id));
    const reader = readers[0];
    if (readers.length !== 1 || reader === undefined) return;
    const heir = reader.stores.find((other) => !taken.has(other) && canInherit(made.values, id, other, reader));
    if (heir === undefined) return;
    taken.add(heir);
    shared.join(id, heir);
  });
}

function canInherit(values: readonly Value[], sum: ValueId, heir: ValueId, { compute, width }: MapRound): boolean {
  const isWide = (id: ValueId): boolean => valueAt(values, id).width === width;
  return isWide(heir) && isWide(sum) && dependentsOn(values, sum, compute).has(heir);
}

function dependentsOn(values: readonly Value[], sum: ValueId, compute: readonly ValueId[]): Set<ValueId> {
  const dependents = new Set<ValueId>();
  for (const id of compute) {
    if (readsOf(valueAt(values, id)).some((of) => of === sum || dependents.has(of))) dependents.add(id);
  }
  return dependents;
}

/** Values that are read otherwise than element by element in one round: by name, by products, by later accumulations. */
function readElsewhere({ values, definitions, blame, carry, outers, vectors, input }: Values): Set<ValueId> {
  const products: Outer[] = [...outers.values()].flat();
  const fixed = new Set([...definitions.values(), ...blame.values(), ...carry.values(), ...vectors.values()]);
  for (const { by, of } of products) fixed.add(by).add(of);
  if (input !== null) fixed.add(input);
  for (const value of values) {
    if (value.op !== 'accumulate') continue;
    for (const { of } of value.terms) fixed.add(of);
    if (value.start !== null) fixed.add(value.start);
  }
  return fixed;
}

/** Stored values in the order of their places: what products fill together, what gradients are drawn from together, the rest. */
function orderOf(made: Values, rounds: Rounds, stored: ReadonlySet<ValueId>): Set<ValueId> {
  const order = new Set<ValueId>();
  const products = PHASES.flatMap((phase) => rounds[phase]).filter((round): round is ProductRound => round.kind === 'products');
  const chained = (id: ValueId): void => {
    const value = valueAt(made.values, id);
    order.add(id);
    if (value.op === 'accumulate' && value.start !== null && stored.has(value.start)) order.add(value.start);
  };
  for (const { accumulations } of products) accumulations.filter((id) => isForward(made.values, id)).forEach(chained);
  for (const { by } of [...made.outers.values()].flat()) order.add(by);
  for (const id of [...stored].sort((a, b) => a - b)) order.add(id);
  return order;
}

const isForward = (values: readonly Value[], id: ValueId): boolean => rankOf(valueAt(values, id).phase) <= rankOf('forward');
