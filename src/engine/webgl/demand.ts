import type { Width } from '../../core/cell/graph.ts';
import type { Values } from '../../core/plan/normalise.ts';
import { isBefore, isLeaf, PHASES, type Phase, readsOf, type Value, type ValueId, valueAt } from '../../core/plan/values.ts';

/** What is computed at one time and has one width: sums of products, and values that must lie in a texture. */
export interface Item {
  readonly phase: Phase;
  readonly level: number;
  readonly width: Width;
  readonly sums: readonly ValueId[];
  readonly stores: readonly ValueId[];
}

/**
 * Where a sum of products is needed:
 * - `kept`: it must lie in a texture;
 * - `here`: the work of its own time alone reads it, so that it may be computed there;
 * - an item: only that item of another step reads it, by what is carried back, so that it may be computed there.
 */
export type Need = 'kept' | 'here' | Item;

export interface Demand {
  readonly items: readonly Item[];
  /** Sums that nobody needs are missing. */
  readonly needs: ReadonlyMap<ValueId, Need>;
}

const WIDTHS = ['units', 'inputs', 'one'] as const;

/**
 * Which values of a cell must lie in textures: what is read by name, by products, and from another step. All else is
 * computed again where it is read: a function of four numbers costs a fragment less than a texel that is written and read.
 * `keepsCarry` says whether what is carried must lie there too.
 */
export function demandOf(made: Values, keepsCarry: boolean): Demand {
  return new Demands(made, keepsCarry).run();
}

interface Reading {
  readonly item: Item;
  /** Whether it is read from the step after, through what that step carries. */
  readonly later: boolean;
}

class Demands {
  private readonly kept: Set<ValueId>;
  private readonly readings = new Map<ValueId, Reading[]>();
  private readonly begun = new Set<ValueId>();

  constructor(
    private readonly made: Values,
    keepsCarry: boolean,
  ) {
    this.kept = keptBy(made);
    for (const id of made.carry.values()) if (keepsCarry || this.carries(id)) this.kept.add(id);
  }

  run(): Demand {
    const items = this.items();
    for (const item of items) {
      for (const id of item.stores) this.follow(id, item, false, new Set());
      for (const id of item.sums) if (this.kept.has(id)) this.begin(id);
    }
    const needs = new Map<ValueId, Need>();
    for (const item of items) {
      for (const id of item.sums) {
        const need = this.needOf(id, item);
        if (need !== null) needs.set(id, need);
      }
    }
    return { items, needs };
  }

  private items(): Item[] {
    const items: Item[] = [];
    for (const { phase, level } of timesOf(this.made)) {
      for (const width of WIDTHS) {
        const here = this.made.values.flatMap((value, id) =>
          value.phase === phase && value.level === level && value.width === width ? [id] : [],
        );
        const isSum = (id: ValueId): boolean => valueAt(this.made.values, id).op === 'accumulate';
        const [sums, stores] = [here.filter(isSum), here.filter((id) => this.kept.has(id) && !isSum(id))];
        if (sums.length + stores.length > 0) items.push({ phase, level, width, sums, stores });
      }
    }
    return items;
  }

  private needOf(id: ValueId, own: Item): Need | null {
    if (this.kept.has(id)) return 'kept';
    const readings = this.readings.get(id) ?? [];
    const [first] = readings;
    if (first === undefined) return this.begun.has(id) ? 'kept' : null;
    const single = !this.begun.has(id) && readings.every(({ item, later }) => item === first.item && later === first.later);
    if (!single || first.item.width !== own.width) return 'kept';
    if (!first.later) return first.item === own ? 'here' : 'kept';
    return own.phase === 'backward' ? first.item : 'kept';
  }

  /** Notes every sum that the item reads for this value. */
  private follow(id: ValueId, item: Item, later: boolean, seen: Set<string>): void {
    const key = `${id} ${later}`;
    const value = valueAt(this.made.values, id);
    const own = item.stores.includes(id) && !later;
    if (seen.has(key) || (this.kept.has(id) && !own && isReadFromTexture(value))) return;
    seen.add(key);
    if (value.op === 'carried') this.follow(carryOf(this.made, value.state), item, true, seen);
    else if (value.op === 'accumulate') this.read(id, { item, later });
    else for (const of of readsOf(value)) this.follow(of, item, later, seen);
  }

  private read(id: ValueId, reading: Reading): void {
    this.readings.set(id, [...(this.readings.get(id) ?? []), reading]);
    this.begin(id);
  }

  /** Sums that a sum begins with must lie in a texture. */
  private begin(id: ValueId): void {
    const value = valueAt(this.made.values, id);
    if (value.op !== 'accumulate' || value.start === null) return;
    for (const sum of this.sumsIn(value.start)) {
      if (this.begun.has(sum)) continue;
      this.begun.add(sum);
      this.begin(sum);
    }
  }

  private sumsIn(id: ValueId): ValueId[] {
    const value = valueAt(this.made.values, id);
    if (value.op === 'accumulate') return [id];
    if (this.kept.has(id)) return [];
    if (value.op === 'carried') return this.sumsIn(carryOf(this.made, value.state));
    return readsOf(value).flatMap((of) => this.sumsIn(of));
  }

  /** Whether a value reads what the step after carries, without a texture between. */
  private carries(id: ValueId): boolean {
    const value = valueAt(this.made.values, id);
    if (this.kept.has(id)) return false;
    if (value.op === 'carried') return true;
    const reads = value.op === 'accumulate' ? (value.start === null ? [] : [value.start]) : readsOf(value);
    return reads.some((of) => this.carries(of));
  }
}

/** Values that are read by name, summed into gradients or multiplied with matrices, leaves excepted that are read where they lie. */
function keptBy({ values, definitions, blame, vectors, input, outers }: Values): Set<ValueId> {
  const kept = new Set<ValueId>([...definitions.values(), ...blame.values(), ...vectors.values()]);
  if (input !== null) kept.add(input);
  const operand = (id: ValueId): void => {
    const { op } = valueAt(values, id);
    if (op !== 'input' && op !== 'previous') kept.add(id);
  };
  for (const { by, of } of [...outers.values()].flat()) {
    kept.add(by);
    operand(of);
  }
  for (const value of values) if (value.op === 'accumulate') for (const { of } of value.terms) operand(of);
  return kept;
}

function timesOf({ values }: Values): { phase: Phase; level: number }[] {
  const times: { phase: Phase; level: number }[] = [];
  for (const { phase, level } of values) {
    if (phase !== 'constant' && !times.some((time) => time.phase === phase && time.level === level)) times.push({ phase, level });
  }
  return times.sort((a, b) => (isBefore(a, b) ? -1 : PHASES.indexOf(a.phase) === PHASES.indexOf(b.phase) && a.level === b.level ? 0 : 1));
}

/** Whether a value that was written to a texture is read from there: what lies in another one anyway is read from that. */
export const isReadFromTexture = (value: Value): boolean => !isLeaf(value) || value.op === 'carried';

/** What a state carries to the step before. */
export function carryOf({ carry }: Values, state: string): ValueId {
  const id = carry.get(state);
  if (id === undefined) throw new Error(`the cell carries nothing to ${state}`);
  return id;
}
