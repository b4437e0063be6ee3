import { copy } from './functions.ts';
import { MEMORY, type Numbers, type Place } from './numbers.ts';

/** Entries that an element-wise stage works through at once, so that what it puts aside stays in the nearest cache. */
export const CHUNK = 512;

/** Room behind the regions of the plan's memory, and what must be written there before each pass. */
export class Scratch {
  private readonly numbers = new Map<number, number>();
  private readonly pieces: number[] = [];
  private readonly fills: { readonly value: number; readonly place: Place; readonly count: number }[] = [];
  private next: number;

  constructor(from: number) {
    this.next = from;
  }

  /** Where the memory must reach to. */
  get length(): number {
    return this.next;
  }

  /** Writes what stages read all along: numbers and zeros. */
  prepare(m: Numbers): void {
    for (const { value, place, count } of this.fills) m.fill(value, place.offset, place.offset + count);
  }

  take(count: number): Place {
    const offset = this.next;
    this.next += count;
    return { base: MEMORY, offset };
  }

  /** Room for chunk `index` of what a stage puts aside; all stages share it. */
  piece(index: number): Place {
    const offset = this.pieces[index] ?? this.take(CHUNK).offset;
    this.pieces[index] = offset;
    return { base: MEMORY, offset };
  }

  /** `count` times the same number. */
  filled(value: number, count: number): Place {
    const place = this.take(count);
    this.fills.push({ value, place, count });
    return place;
  }

  /** A chunk of the same number. */
  number(value: number): Place {
    const offset = this.numbers.get(value) ?? this.filled(value, CHUNK).offset;
    this.numbers.set(value, offset);
    return { base: MEMORY, offset };
  }
}

/** Writes number r at `from` over all columns of row r at `to`. */
export function spread(m: Numbers, rows: number, columns: number, from: number, to: number): void {
  if (columns === 1) copy(m, rows, to, from, from);
  else for (let r = 0; r < rows; r++) m.fill(m[from + r]!, to + r * columns, to + (r + 1) * columns);
}
