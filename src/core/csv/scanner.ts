import { quoted, TableFault } from './fault.ts';
import { LONGEST_FIELD, type Separator } from './table.ts';

/** What takes the fields of a table as they come. */
export interface Sink {
  /** A field is what stands in `text` from `start` to `end`, its quotes taken off. */
  field(text: string, start: number, end: number): void;
  /** The record that those fields were of is whole; it ends in `text` before `end`. */
  record(text: string, end: number): void;
  /** A line on which nothing stands. */
  blank(): void;
}

/** Where the scanner is: before a field's first character, in a bare one, within quotes, after a quote within quotes, after the closing one. */
const [BEFORE, BARE, WITHIN, QUOTE, CLOSED] = [0, 1, 2, 3, 4] as const;
const [LINE_FEED, RETURN, SPACE, TAB, QUOTES, HARD_SPACE] = [10, 13, 32, 9, 34, 160] as const;
/** Characters of a record that are kept for a sentence about it. */
const SHOWN = 80;

/**
 * Cuts text that comes in pieces into fields (RFC 4180): quotes may hold separators, line ends and doubled quotes; a line
 * ends with \n, \r\n or \r; spaces around quotes are passed over. Where pieces are cut changes nothing.
 */
export class Scanner {
  /** Of the field that is handed over: its line, and its first character on it, from 1 on. */
  line: number;
  column = 1;
  /** Whether that field stands in quotes. */
  quoted = false;
  private readonly separator: number;
  private state: typeof BEFORE | typeof BARE | typeof WITHIN | typeof QUOTE | typeof CLOSED = BEFORE;
  /** The beginning of a field whose end has not come, and what came of its record before it. */
  private carry = '';
  private before = '';
  /** Fields of the record so far. */
  private index = 0;
  private afterReturn = false;
  /** Places in the text at hand: of the record, the line, the field, its first and last quote. */
  private recordStart = 0;
  private lineStart = 0;
  private start = 0;
  private open = 0;
  private close = 0;
  private doubled = false;

  constructor(
    separator: Separator,
    private readonly sink: Sink,
    line = 1,
  ) {
    this.separator = separator === '' ? -1 : separator.charCodeAt(0);
    this.line = line;
  }

  /** @throws {TableFault} at a quote that cannot be, or a field without an end; what the sink throws goes through. */
  feed(piece: string): void {
    const text = this.carry === '' ? piece : this.carry + piece;
    let at = this.carry.length;
    while (at < text.length) at = this.step(text, at);
    this.keep(text);
  }

  /** The last line may lack its end. @throws {TableFault} */
  end(): void {
    if (this.state === WITHIN) throw this.unclosed();
    if (this.index > 0 || this.carry.trim() !== '') this.finish(this.carry, this.carry.length, LINE_FEED);
    this.carry = '';
  }

  /** The beginning of the record at hand, as it is written up to `end`. */
  shown(text: string, end: number): string {
    return this.before + text.slice(this.recordStart, Math.min(end, this.recordStart + SHOWN));
  }

  private step(text: string, at: number): number {
    if (this.state === BARE) return this.bare(text, at);
    if (this.state === BEFORE) return this.begin(text, at);
    return this.state === WITHIN ? this.within(text, at) : this.after(text, at);
  }

  private begin(text: string, at: number): number {
    const code = text.charCodeAt(at);
    if (this.afterReturn) {
      this.afterReturn = false;
      if (code === LINE_FEED) {
        this.start = this.lineStart = this.recordStart = at + 1;
        return at + 1;
      }
    }
    if (code === QUOTES) {
      this.open = at;
      this.doubled = false;
      this.state = WITHIN;
      return at + 1;
    }
    if (code === SPACE || code === HARD_SPACE || (code === TAB && this.separator !== TAB)) return at + 1;
    this.state = BARE;
    return at;
  }

  private bare(text: string, from: number): number {
    const { separator } = this;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === separator || code === LINE_FEED || code === RETURN) {
        this.finish(text, at, code);
        return at + 1;
      }
    }
    return text.length;
  }

  private within(text: string, from: number): number {
    const at = text.indexOf('"', from);
    if (at < 0) return text.length;
    this.close = at;
    this.state = QUOTE;
    return at + 1;
  }

  private after(text: string, at: number): number {
    const code = text.charCodeAt(at);
    if (code === QUOTES && this.state === QUOTE) {
      this.doubled = true;
      this.state = WITHIN;
    } else if (code === this.separator || code === LINE_FEED || code === RETURN) this.finish(text, at, code);
    else if (code === SPACE || code === HARD_SPACE || code === TAB) this.state = CLOSED;
    else throw this.stray(text, at);
    return at + 1;
  }

  /** Hands the field over that ends before `at`, with its record where `code` ends the line. */
  private finish(text: string, at: number, code: number): void {
    if (at - this.start > LONGEST_FIELD) throw this.endless(text);
    this.column = this.start - this.lineStart + 1;
    this.quoted = this.state === QUOTE || this.state === CLOSED;
    if (this.quoted) this.handQuoted(text);
    else if (code !== this.separator && this.index === 0 && isBlank(text, this.start, at)) return this.nextLine(text, at, code, true);
    else this.sink.field(text, this.start, at);
    this.index++;
    if (code !== this.separator) return this.nextLine(text, at, code, false);
    this.start = at + 1;
    this.state = BEFORE;
  }

  private nextLine(text: string, at: number, code: number, blank: boolean): void {
    if (blank) this.sink.blank();
    else this.sink.record(text, at);
    this.line++;
    this.index = 0;
    this.before = '';
    this.afterReturn = code === RETURN;
    this.start = this.lineStart = this.recordStart = at + 1;
    this.state = BEFORE;
  }

  private handQuoted(text: string): void {
    const { open, close } = this;
    if (this.doubled) {
      const content = text.slice(open + 1, close).replaceAll('""', '"');
      this.sink.field(content, 0, content.length);
    } else this.sink.field(text, open + 1, close);
    this.countLines(text);
  }

  /** Moves the line and its start past line ends within the quotes. */
  private countLines(text: string): void {
    for (let at = this.open + 1; at < this.close; at++) {
      const code = text.charCodeAt(at);
      if (code !== LINE_FEED && (code !== RETURN || text.charCodeAt(at + 1) === LINE_FEED)) continue;
      this.line++;
      this.lineStart = at + 1;
    }
  }

  /** Keeps what the next piece is to go on from. */
  private keep(text: string): void {
    const { start } = this;
    if (text.length - start > LONGEST_FIELD) throw this.endless(text);
    this.before = (this.before + text.slice(this.recordStart, Math.min(start, this.recordStart + SHOWN))).slice(0, SHOWN);
    this.carry = text.slice(start);
    this.recordStart = this.start = 0;
    this.lineStart -= start;
    this.open -= start;
    this.close -= start;
  }

  private unclosed(): TableFault {
    const column = this.open - this.lineStart + 1;
    return new TableFault(
      `Line ${this.line}, column ${column}: a quote is opened and never closed. Close it, or take it away; a quote inside quotes is written twice`,
      this.line,
      column,
    );
  }

  private endless(text: string): TableFault {
    const column = this.start - this.lineStart + 1;
    const what = this.state === BARE || this.state === BEFORE ? 'a field goes on' : 'a quote is opened and not closed';
    const start = quoted(text.slice(this.start, this.start + SHOWN));
    return new TableFault(
      `Line ${this.line}, column ${column}: ${what} for more than ${LONGEST_FIELD / 1000},000 characters, from ${start}. Look for a quote that is missing or too many`,
      this.line,
      column,
    );
  }

  private stray(text: string, at: number): TableFault {
    this.countLines(text);
    const column = at - this.lineStart + 1;
    return new TableFault(
      `Line ${this.line}, column ${column}: ${quoted(text.charAt(at))} follows a closing quote, where the field should end. A quote inside quotes is written twice`,
      this.line,
      column,
    );
  }
}

/** Whether only spaces stand there. */
export function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code !== SPACE && code !== TAB && code !== HARD_SPACE) return false;
  }
  return true;
}
