import { TableFault } from './fault.ts';
import { Scanner, type Sink } from './scanner.ts';
import type { Separator } from './table.ts';

/** A record at the beginning of a file. */
export interface Sampled {
  readonly line: number;
  readonly fields: readonly string[];
}

export interface Sample {
  readonly records: readonly Sampled[];
  /** Whether they end at a fault. */
  readonly faulty: boolean;
  /** Whether a field without quotes holds an odd number of them, as where a separator within quotes is taken for one. */
  readonly torn: boolean;
}

/**
 * The records of a text under a separator, up to the first fault. Where the text is not `whole`, its last line may be cut off
 * and is left out.
 */
export function sample(text: string, separator: Separator, whole: boolean): Sample {
  const collector = new Collector();
  const scanner = new Scanner(separator, collector);
  collector.scanner = scanner;
  try {
    scanner.feed(text);
    if (whole) scanner.end();
  } catch (error) {
    if (!(error instanceof TableFault)) throw error;
    return { records: collector.records, faulty: true, torn: collector.torn };
  }
  return { records: collector.records, faulty: false, torn: collector.torn };
}

class Collector implements Sink {
  readonly records: Sampled[] = [];
  scanner: Scanner | null = null;
  torn = false;
  private fields: string[] = [];
  private line = 1;

  field(text: string, start: number, end: number): void {
    if (this.fields.length === 0) this.line = this.scanner?.line ?? 1;
    const field = text.slice(start, end).trim();
    if (this.scanner?.quoted === false && field.split('"').length % 2 === 0) this.torn = true;
    this.fields.push(field);
  }

  record(): void {
    this.records.push({ line: this.line, fields: this.fields });
    this.fields = [];
  }

  blank(): void {}
}
