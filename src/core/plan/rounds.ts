import type { Width } from '../cell/graph.ts';
import type { Values } from './normalise.ts';
import { isLeaf, PHASES, type Phase, rankOf, readsOf, type Value, type ValueId, valueAt } from './values.ts';

/** Element-wise work of one phase, level and width: what it reads from memory, computes and writes. */
export interface MapRound {
  readonly kind: 'map';
  readonly width: Width;
  readonly loads: readonly ValueId[];
  readonly compute: readonly ValueId[];
  readonly stores: readonly ValueId[];
}

/** The accumulations of one phase and level. */
export interface ProductRound {
  readonly kind: 'products';
  readonly accumulations: readonly ValueId[];
}

export type Round = MapRound | ProductRound;
export type Rounds = Readonly<Record<Phase, readonly Round[]>>;

const WIDTHS = ['units', 'inputs', 'one'] as const;
/** Cheaper to compute again than to keep for another round. */
const CHEAP: ReadonlySet<string> = new Set([
  'add',
  'subtract',
  'multiply',
  'min',
  'max',
  'exceeds',
  'negate',
  'abs',
  'relu',
  'step',
  'sign',
]);

/**
 * Sorts a cell's values into rounds: element-wise work, then products, and again as often as products wait for products.
 * What one round computes and another reads is kept in memory, unless it is cheap enough to be computed twice.
 * From the last round to the first, since what a later one reads an earlier one must keep.
 */
export function roundsOf({ values, kept }: Values): { readonly rounds: Rounds; readonly stored: ReadonlySet<ValueId> } {
  const stored = new Set(kept);
  const rounds = Object.fromEntries(PHASES.map((phase) => [phase, [] as Round[]])) as unknown as Record<Phase, Round[]>;
  for (const phase of PHASES.toReversed()) {
    for (let level = highest(values, phase); level >= 0; level--) {
      const products = values.flatMap((value, id) =>
        value.op === 'accumulate' && value.phase === phase && value.level === level + 1 ? [id] : [],
      );
      if (products.length > 0) rounds[phase].unshift({ kind: 'products', accumulations: products });
      rounds[phase].unshift(...WIDTHS.flatMap((width) => mapRound(values, stored, phase, level, width)));
    }
  }
  // Whoever brings a batch writes it there.
  values.forEach(({ op }, id) => {
    if (op === 'noise') stored.add(id);
  });
  return { rounds, stored };
}

const highest = (values: readonly Value[], phase: Phase): number =>
  values.reduce((most, value) => (value.phase === phase ? Math.max(most, value.level) : most), 0);

function mapRound(values: readonly Value[], stored: Set<ValueId>, phase: Phase, level: number, width: Width): MapRound[] {
  const isHere = (id: ValueId): boolean => {
    const value = valueAt(values, id);
    return value.op !== 'accumulate' && value.op !== 'noise' && value.phase === phase && value.level === level && value.width === width;
  };
  const stores = [...stored].filter((id) => isHere(id)).sort((a, b) => a - b);
  if (stores.length === 0) return [];
  const [loads, compute] = [new Set<ValueId>(), new Set<ValueId>()];
  const wanted = [...stores];
  for (let id = wanted.pop(); id !== undefined; id = wanted.pop()) {
    const value = valueAt(values, id);
    if (loads.has(id) || compute.has(id) || value.op === 'number') continue;
    if (!isLeaf(value) && (isHere(id) || (!stored.has(id) && isComputedAgain(value)))) {
      compute.add(id);
      wanted.push(...readsOf(value));
    } else {
      loads.add(id);
      if (!isLeaf(value)) stored.add(id);
    }
  }
  return [{ kind: 'map', width, loads: sorted(loads), compute: sorted(compute), stores }];
}

const sorted = (ids: Iterable<ValueId>): ValueId[] => [...ids].sort((a, b) => a - b);

function isComputedAgain(value: Value): boolean {
  if (value.late || value.width === 'one') return value.op !== 'accumulate';
  if (value.op === 'copy') return rankOf(value.phase) === 0;
  return (value.op === 'unary' || value.op === 'binary') && CHEAP.has(value.function);
}
