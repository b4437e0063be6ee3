import { Growing } from './growing.ts';

/**
 * What a cell may mean where it may mean two things, NaN where it cannot: a number with a decimal point or a decimal
 * comma, a date with its day or its month first.
 */
export interface Pair {
  first: number;
  second: number;
}

/** A column under both readings. They share their numbers until one cell parts them; one that a cell rules out is let go. */
export class Readings {
  private one: Growing | null = new Growing();
  private two: Growing | null = this.one;

  missing(): void {
    this.one?.push(Number.NaN);
    if (this.two !== this.one) this.two?.push(Number.NaN);
  }

  /** Whether a reading is left that makes sense of the cell and of all before it. */
  push({ first, second }: Pair): boolean {
    if (this.one === this.two) {
      if (first === second) this.one?.push(first);
      else this.part(first, second);
    } else {
      this.one = kept(this.one, first);
      this.two = kept(this.two, second);
    }
    return this.one !== null || this.two !== null;
  }

  private part(first: number, second: number): void {
    const both = !Number.isNaN(first) && !Number.isNaN(second);
    if (both) this.two = this.one?.copy() ?? null;
    this.one = kept(this.one, first);
    this.two = kept(this.two, second);
  }

  /** Which of them are left: `same` where both are and no cell tells them apart. */
  get left(): 'same' | 'both' | 'first' | 'second' | 'none' {
    if (this.one !== null && this.one === this.two) return 'same';
    if (this.one !== null) return this.two === null ? 'first' : 'both';
    return this.two === null ? 'none' : 'second';
  }

  /** The first `length` values of a reading that is left; it is let go. */
  take(which: 'first' | 'second', length: number): Float64Array {
    return (which === 'first' ? this.one : this.two)?.take(length) ?? new Float64Array(0);
  }
}

function kept(values: Growing | null, value: number): Growing | null {
  if (Number.isNaN(value)) return null;
  values?.push(value);
  return values;
}
