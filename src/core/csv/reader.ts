import { ColumnBuilder } from './builder.ts';
import { type Dialect, dialectOf } from './dialect.ts';
import { checkSize, counted, inGroups, quoted, TableFault } from './fault.ts';
import { finish } from './finish.ts';
import { namesOf } from './names.ts';
import { isBlank, Scanner, type Sink } from './scanner.ts';
import { refuseOthers } from './suspect.ts';
import { type Given, MOST_COLUMNS, type Separator, type Table } from './table.ts';

/** Characters from which the dialect is found out. */
const HEAD = 65_536;
const MARK = '\ufeff';

/** Reads a table from text that comes in pieces. Where they are cut changes nothing, and nothing is kept but the columns. */
export interface TableReader {
  /** @throws {TableFault} as soon as something is wrong; the reader is of no use after. */
  push(text: string): void;
  /** @throws {TableFault} */
  end(): Table;
  /** Characters that came so far. */
  readonly characters: number;
  /** Rows that were read so far. */
  readonly rows: number;
}

/**
 * A reader of comma, semicolon, tab or bar separated text (RFC 4180 and what spreadsheets make of it), at most 50 MB:
 * `dialectOf` finds the separator and `isHeader` the names; `finish` says how numbers and dates are read that may mean two
 * things. Lines of nothing are passed over, in a table of one column they are missing values; rows of nothing at the end are
 * left out. To stop, push no more.
 * @param given what a person says about the file.
 */
export const createReader = (given: Given = {}): TableReader => new Reader(given);

class Reader implements TableReader {
  characters = 0;
  private head = '';
  private body: Body | null = null;

  constructor(private readonly given: Given) {}

  get rows(): number {
    return this.body?.rows ?? 0;
  }

  push(text: string): void {
    this.characters += text.length;
    checkSize(this.characters);
    if (this.body !== null) return this.body.scanner.feed(text);
    this.head += text;
    if (this.head.length > HEAD) this.begin(false);
  }

  end(): Table {
    const body = this.body ?? this.begin(true);
    body.scanner.end();
    return body.table(this.given);
  }

  private begin(whole: boolean): Body {
    const text = this.head.startsWith(MARK) ? this.head.slice(1) : this.head;
    this.head = '';
    const beginning = whole ? text : text.slice(0, HEAD - 1);
    refuseOthers(beginning);
    if (whole && text.trim() === '') throw new TableFault('The file is empty: choose one with a line for each row');
    this.body = new Body(dialectOf(beginning, whole, this.given));
    this.body.scanner.feed(text.slice(this.body.dialect.skip));
    return this.body;
  }
}

/** The table behind its beginning, field by field. */
class Body implements Sink {
  rows = 0;
  readonly scanner: Scanner;
  private readonly columns: readonly ColumnBuilder[];
  private readonly names: readonly string[];
  /** Whether the first record has been passed over, where it is the names. */
  private begun: boolean;
  /** Of the record at hand: the line it begins on, its fields so far, those up to the last that holds anything. */
  private line = 0;
  private count = 0;
  private filled = 0;
  /** Rows up to the last that holds anything. */
  private last = 0;

  constructor(readonly dialect: Dialect) {
    const { first, separator, line, header } = dialect;
    if (first.length > MOST_COLUMNS) throw tooWide(line, first.length);
    this.scanner = new Scanner(separator, this, line);
    this.columns = first.map(() => new ColumnBuilder());
    this.names = namesOf(first, header);
    this.begun = !header;
  }

  field(text: string, start: number, end: number): void {
    if (this.count === 0) this.line = this.scanner.line;
    const column = this.columns[this.count++];
    if (!isBlank(text, start, end)) this.filled = this.count;
    if (column !== undefined && this.begun) column.read(text, start, end, this.scanner);
  }

  record(text: string, end: number): void {
    const fits = this.count >= this.columns.length && this.filled <= this.columns.length;
    if (!fits) throw this.unequal(this.scanner.shown(text, end));
    if (this.begun) this.addRow(this.filled > 0);
    this.begun = true;
    this.count = this.filled = 0;
  }

  blank(): void {
    if (!this.begun || this.columns.length > 1) return;
    this.columns[0]?.skip();
    this.addRow(false);
  }

  table(given: Given): Table {
    const { columns, names, dialect, last } = this;
    if (last === 0)
      throw new TableFault(`There are no rows below line ${dialect.line}: a table needs numbers under its names`, dialect.line);
    return finish({ columns: columns.slice(0, this.width), names, dialect, given, rows: last, empty: this.rows - last });
  }

  /** Columns without those at the end that have neither a name nor a value, as separators at the end of lines make them. */
  private get width(): number {
    const { first, header } = this.dialect;
    let width = this.columns.length;
    while (header && first[width - 1] === '' && this.columns[width - 1]?.kind === null) width--;
    return width;
  }

  private addRow(filled: boolean): void {
    this.rows++;
    if (filled) this.last = this.rows;
  }

  private unequal(shown: string): TableFault {
    const due = this.columns.length;
    const where = this.dialect.header ? 'the header' : `line ${this.dialect.line}`;
    const mend =
      this.count < due ? 'Give it one for each column, with nothing in it where nothing is known' : MENDS[this.dialect.separator];
    return new TableFault(
      `Line ${this.line} has ${counted(this.count, 'field')} where ${where} has ${due}: ${quoted(shown)}. ${mend}`,
      this.line,
    );
  }
}

const MENDS: Readonly<Record<Separator, string>> = {
  ',': 'Put a field with a comma in it into quotes, or separate by semicolons where commas are decimal',
  ';': 'Put a field with a semicolon in it into quotes',
  '\t': 'Put a field with a tab in it into quotes',
  '|': 'Put a field with a bar in it into quotes',
  '': 'Put the field into quotes',
};

const tooWide = (line: number, count: number): TableFault =>
  new TableFault(
    `Line ${line} has ${inGroups(count)} fields, and at most ${inGroups(MOST_COLUMNS)} are read: leave out columns, or give each row its own line`,
    line,
  );
