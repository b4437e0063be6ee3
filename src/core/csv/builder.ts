import { shorten } from '../words.ts';
import { isMissing } from './cell.ts';
import { makeDatePair, readDate } from './date.ts';
import { makeNumberPair, readNumber, scanNumber } from './number.ts';
import { Readings } from './readings.ts';

/** Where a field stands. */
export interface Spot {
  readonly line: number;
  readonly column: number;
}

/** The cell that made a column text. */
export interface Stray extends Spot {
  readonly text: string;
  /** What the cells before it were, and how many. */
  readonly kind: 'number' | 'date' | null;
  readonly after: number;
}

/** A column while its cells come: what each can be is decided as it comes, and only numbers are kept. */
export class ColumnBuilder {
  kind: 'number' | 'date' | 'text' | null = null;
  readings = new Readings();
  missing = 0;
  /** Cells that are not missing. */
  count = 0;
  example = '';
  unit = '';
  stray: Stray | null = null;
  /** How many digits each of its numbers has, where they are nothing but digits and as many in each; 0 elsewhere. */
  digits = -1;
  /** Whether a year is written with two digits. */
  short = false;
  /** `/` or `-` in dates whose order their own cell leaves open. */
  mark = '';
  /** Whether all its text is the same. */
  same = true;
  private readonly number = makeNumberPair();
  private readonly date = makeDatePair();

  /** A cell: what stands in `text` from `start` to `end`, less the spaces around it. */
  read(text: string, start: number, end: number, spot: Spot): void {
    let [from, to] = [start, end];
    while (from < to && isSpace(text.charCodeAt(from))) from++;
    while (from < to && isSpace(text.charCodeAt(to - 1))) to--;
    if (from === to) this.skip();
    else if (this.kind !== 'date' && this.kind !== 'text' && scanNumber(text, from, to, this.number)) this.takeNumber(text, from, to, spot);
    else this.readOther(text.slice(from, to), spot);
  }

  /** A row in which it is missing. */
  skip(): void {
    this.missing++;
    if (this.kind !== 'text') this.readings.missing();
  }

  private readOther(cell: string, spot: Spot): void {
    if (isMissing(cell)) return this.skip();
    if (this.kind === 'text') return this.takeText(cell);
    if (this.kind !== 'number' && readDate(cell, this.date)) return this.takeDate(cell, spot);
    if (this.kind !== 'date' && readNumber(cell, this.number)) return this.takeNumber(cell, 0, cell.length, spot);
    this.becomeText(cell, spot);
  }

  private takeNumber(text: string, from: number, to: number, spot: Spot): void {
    const { number } = this;
    if (this.kind === null) this.begin('number', text.slice(from, to));
    if (this.unit === '') this.unit = number.unit;
    const fits = number.unit === '' || number.unit === this.unit;
    if (!fits || !this.readings.push(number)) return this.becomeText(text.slice(from, to), spot);
    if (this.digits !== number.digits) this.digits = this.digits < 0 ? number.digits : 0;
    this.count++;
  }

  private takeDate(cell: string, spot: Spot): void {
    if (this.kind === null) this.begin('date', cell);
    if (!this.readings.push(this.date)) return this.becomeText(cell, spot);
    this.short ||= this.date.short;
    if (this.mark === '') this.mark = this.date.mark;
    this.count++;
  }

  private takeText(cell: string): void {
    if (this.same) this.same = this.example === shorten(cell);
    this.count++;
  }

  private becomeText(cell: string, spot: Spot): void {
    const { line, column } = spot;
    this.stray = { line, column, text: shorten(cell), kind: this.kind === 'text' ? null : this.kind, after: this.count };
    this.same = this.count === 0;
    this.begin('text', cell);
    this.readings = new Readings();
    this.count++;
  }

  private begin(kind: 'number' | 'date' | 'text', cell: string): void {
    this.kind = kind;
    if (this.count === 0) this.example = shorten(cell);
  }
}

const isSpace = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0xa0 || code === 0x0a || code === 0x0d;
