import type { MapStage, Ref } from '../../core/plan/plan.ts';
import { readsOf, type Value, type ValueId, valueAt } from '../../core/plan/values.ts';
import { BINARY, copy, flush, type Loop, UNARY } from './functions.ts';
import { numberOf } from './numberOf.ts';
import { addressOf, type Bases, type Numbers, type Place, type Run } from './numbers.ts';
import { CHUNK, type Scratch } from './scratch.ts';

/** Where the stages of one layer read and write. */
export interface Surroundings {
  readonly values: readonly Value[];
  /** Numbers in each row. */
  readonly columns: number;
  readonly scratch: Scratch;
  /** Rows from this one on hold blame, of which what is too small becomes 0. */
  readonly kept: number;
  /** One number per entry of `rows` rows. */
  place(ref: Ref, rows: number): Place;
  stored(row: number): Place;
}

/** An entry's place, or that of a chunk which all chunks read or write. */
interface Operand extends Place {
  readonly isChunk: boolean;
}

interface Operation {
  readonly loop: Loop;
  readonly to: Operand;
  readonly a: Operand;
  readonly b: Operand;
}

/** An element-wise stage as loops over its entries, one for each value, a chunk of entries at a time. */
export function compileMap(stage: MapStage, around: Surroundings): Run {
  const operations = new MapCompiler(stage, around).operations();
  const entries = stage.rows * around.columns;
  return (m, bases) => {
    for (let i = 0; i < entries; i += CHUNK) runChunk(m, bases, operations, i, Math.min(CHUNK, entries - i));
  };
}

function runChunk(m: Numbers, bases: Bases, operations: readonly Operation[], from: number, count: number): void {
  for (const { loop, to, a, b } of operations) loop(m, count, chunkAt(to, bases, from), chunkAt(a, bases, from), chunkAt(b, bases, from));
}

const chunkAt = (operand: Operand, bases: Bases, from: number): number => addressOf(operand, bases) + (operand.isChunk ? 0 : from);

/** One value to be computed, with the values that it reads resolved to what lies somewhere. */
interface Step {
  readonly id: ValueId;
  readonly loop: Loop;
  readonly reads: readonly ValueId[];
}

class MapCompiler {
  private readonly stage: MapStage;
  private readonly around: Surroundings;
  private readonly steps: readonly Step[];
  private readonly places = new Map<ValueId, Operand>();
  /** Chunks put aside, by value, while something still reads them. */
  private readonly aside = new Map<ValueId, number>();
  private readonly late: Operation[] = [];

  constructor(stage: MapStage, around: Surroundings) {
    this.stage = stage;
    this.around = around;
    this.steps = [...stage.compute.filter((id) => !this.isAlias(id)), ...this.storedLoads()].map((id) => this.stepOf(id));
    for (const { value, from } of stage.loads) this.places.set(value, { ...around.place(from, stage.rows), isChunk: false });
  }

  operations(): Operation[] {
    const made = this.steps.map((step, index) => this.operation(step, index));
    return [...made, ...this.late, ...this.flushes()];
  }

  private flushes(): Operation[] {
    const blame = this.stage.stores.filter(({ row }) => row >= this.around.kept);
    return blame.map(({ row }) => {
      const at = { ...this.around.stored(row), isChunk: false };
      return { loop: flush, to: at, a: at, b: at };
    });
  }

  private operation({ id, loop, reads }: Step, index: number): Operation {
    const operands = reads.map((read) => this.operand(read));
    const to = this.destination(id, index);
    this.release(index);
    const a = operands[0] ?? to;
    return { loop, to, a, b: operands[1] ?? a };
  }

  /** Where a value is written: at once to its place, unless what lies there is still read; then aside, and to its place at the end. */
  private destination(id: ValueId, index: number): Operand {
    const stored = this.storedAt(id);
    const isFree = stored !== null && !this.isReadAfter(stored, index);
    const to = isFree ? stored : this.setAside(id, stored !== null);
    if (stored !== null && !isFree) this.late.push({ loop: copy, to: stored, a: to, b: to });
    this.places.set(id, to);
    return to;
  }

  private isReadAfter(place: Place, index: number): boolean {
    const entries = this.stage.rows * this.around.columns;
    const overlaps = (id: ValueId): boolean => {
      const load = this.stage.loads.some(({ value }) => value === id) ? this.places.get(id) : undefined;
      return load !== undefined && load.base === place.base && Math.abs(load.offset - place.offset) < entries;
    };
    return this.steps.some(({ reads }, other) => other > index && reads.some(overlaps));
  }

  private setAside(id: ValueId, forGood: boolean): Operand {
    const used = new Set(this.aside.values());
    let piece = 0;
    while (used.has(piece)) piece++;
    this.aside.set(forGood ? -1 - id : id, piece);
    return { ...this.around.scratch.piece(piece), isChunk: true };
  }

  /** Gives back the chunks that nothing reads after step `index`. */
  private release(index: number): void {
    for (const id of [...this.aside.keys()]) {
      if (id >= 0 && !this.steps.some(({ reads }, other) => other > index && reads.includes(id))) this.aside.delete(id);
    }
  }

  private operand(id: ValueId): Operand {
    const number = numberOf(this.around.values, id);
    if (number !== null) return { ...this.around.scratch.number(number), isChunk: true };
    const place = this.places.get(id);
    if (place === undefined) throw new Error(`value ${id} is read before it is there`);
    return place;
  }

  private storedAt(id: ValueId): Operand | null {
    const found = this.stage.stores.find(({ value }) => value === id);
    return found === undefined ? null : { ...this.around.stored(found.row), isChunk: false };
  }

  /** A copy that is not stored is its original; a number is read as it is. */
  private isAlias(id: ValueId): boolean {
    if (this.stage.stores.some(({ value }) => value === id)) return false;
    return this.valueOf(id).op === 'copy' || numberOf(this.around.values, id) !== null;
  }

  private storedLoads(): ValueId[] {
    return this.stage.stores.flatMap(({ value }) => (this.stage.compute.includes(value) ? [] : [value]));
  }

  private stepOf(id: ValueId): Step {
    const value = this.valueOf(id);
    if (numberOf(this.around.values, id) !== null || !this.stage.compute.includes(id)) return { id, loop: copy, reads: [id] };
    return { id, loop: loopOf(value), reads: readsOf(value).map((read) => this.original(read)) };
  }

  private original(id: ValueId): ValueId {
    const value = this.valueOf(id);
    return value.op === 'copy' && this.stage.compute.includes(id) && this.isAlias(id) ? this.original(value.of) : id;
  }

  private valueOf(id: ValueId): Value {
    return valueAt(this.around.values, id);
  }
}

function loopOf(value: Value): Loop {
  if (value.op === 'unary') return UNARY[value.function];
  return value.op === 'binary' ? BINARY[value.function] : copy;
}
