import type { Width } from '../../core/cell/graph.ts';
import type { Rows } from '../../core/plan/frame.ts';
import type { Values } from '../../core/plan/normalise.ts';
import { type Phase, type ValueId, valueAt } from '../../core/plan/values.ts';
import { type Demand, demandOf, type Item, type Need } from './demand.ts';
import { blockFor, type Capacity, type Group, type Groups, type Home } from './place.ts';

/** One draw of a layer: sums that it computes (`later`: of the step after), and values that it writes into its group. */
export interface Work {
  readonly phase: Phase;
  readonly width: Width;
  readonly sums: readonly { readonly id: ValueId; readonly later: boolean }[];
  readonly writes: readonly ValueId[];
  readonly group: Group;
}

export interface LayerWorks {
  /** In the order of an iteration. */
  readonly works: readonly Work[];
  readonly homes: ReadonlyMap<ValueId, Home>;
}

/** What one more texel read costs is weighed for so many columns of four sequences. */
const COLUMNS = 8;

/**
 * The draws of one layer. Values of one draw stand in the order of `rank`, in which parameters need them that lie together;
 * `keepsCarry` as in `demandOf`.
 */
export function worksOf(
  made: Values,
  rows: Rows,
  groups: Groups,
  capacity: Capacity,
  rank: ReadonlyMap<ValueId, number>,
  keepsCarry = false,
): LayerWorks {
  return new Works(made, rows, groups, capacity, rank, keepsCarry).run();
}

class Works {
  private readonly demand: Demand;
  private readonly works: Work[] = [];
  private readonly homes = new Map<ValueId, Home>();

  constructor(
    private readonly made: Values,
    private readonly rows: Rows,
    private readonly groups: Groups,
    private readonly capacity: Capacity,
    private readonly rank: ReadonlyMap<ValueId, number>,
    keepsCarry: boolean,
  ) {
    this.demand = demandOf(made, keepsCarry);
  }

  run(): LayerWorks {
    const { items, needs } = this.demand;
    const carried = new Map(items.map((item) => [item, this.carriedInto(item)]));
    const taken = new Set([...carried.values()].flat());
    for (const item of items) {
      const sums = item.sums.filter((id) => needs.has(id) && !taken.has(id));
      this.add(item, sums, carried.get(item) ?? []);
    }
    return { works: this.works, homes: this.homes };
  }

  /** Sums of the step after that are computed where they are read, since a draw of their own would cost more. */
  private carriedInto(item: Item): ValueId[] {
    const { needs } = this.demand;
    const sums = [...needs].flatMap(([id, need]) => (need === item ? [id] : []));
    if (sums.length === 0 || item.stores.length === 0) return [];
    const written = [...item.sums.filter((id) => needs.has(id) && this.isKept(id)), ...item.stores];
    return this.isCheaperWithin(sums, written) ? sums : [];
  }

  private isKept(id: ValueId): boolean {
    const need: Need | undefined = this.demand.needs.get(id);
    return need !== undefined && need !== 'here';
  }

  private add({ phase, width, stores }: Item, sums: readonly ValueId[], carried: readonly ValueId[]): void {
    const later = carried.map((id) => ({ id, later: true }));
    const now = (ids: readonly ValueId[]): Work['sums'] => ids.map((id) => ({ id, later: false }));
    const written = this.ordered([...sums.filter((id) => this.isKept(id)), ...stores]);
    if (sums.length > 0 && stores.length > 0 && this.isCheaperWithin(sums, written)) {
      this.work(phase, width, [...later, ...now(sums)], written);
      return;
    }
    for (const chunk of chunks(this.ordered(sums), this.capacity.targets)) this.work(phase, width, now(chunk), chunk);
    for (const chunk of chunks(this.ordered(stores), this.capacity.targets)) this.work(phase, width, later, chunk);
  }

  private ordered(ids: readonly ValueId[]): ValueId[] {
    const rankOf = (id: ValueId): number => this.rank.get(id) ?? this.rank.size;
    return [...ids].sort((a, b) => rankOf(a) - rankOf(b) || a - b);
  }

  private work(phase: Phase, width: Width, sums: Work['sums'], writes: readonly ValueId[]): void {
    const rows = this.rows[width];
    const group = this.groups.add(rows, writes.length, blockFor(writes.length, rows, this.capacity.targets));
    writes.forEach((id, slot) => {
      if (!this.homes.has(id)) this.homes.set(id, { group, slot, row: 0 });
    });
    this.works.push({ phase, width, sums, writes, group });
  }

  /** Whether sums cost less in the draw that writes these values than in one of their own, from which they must be read. */
  private isCheaperWithin(sums: readonly ValueId[], written: readonly ValueId[]): boolean {
    const { targets, draw } = this.capacity;
    if (written.length > targets) return false;
    const rows = this.rows[valueAt(this.made.values, sums[0] ?? 0).width];
    const reads = (values: number): number => this.reads(sums, blockFor(values, rows, targets));
    const saved = reads(written.length) - reads(Math.min(sums.length, targets)) - 2 * sums.length;
    return rows * COLUMNS * saved <= draw;
  }

  /** Texels read for one unit of all sums where a fragment computes `block` units. */
  private reads(sums: readonly ValueId[], block: number): number {
    const operands = new Set<ValueId>();
    let reads = 0;
    for (const id of sums) {
      const value = valueAt(this.made.values, id);
      if (value.op !== 'accumulate') continue;
      for (const { transposed, of } of value.terms) {
        const depth = transposed ? this.rows.units : this.rows[valueAt(this.made.values, of).width];
        reads += transposed ? depth / Math.min(block, 4) : depth / 4;
        if (!operands.has(of)) reads += depth / block;
        operands.add(of);
      }
    }
    return reads;
  }
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
}
