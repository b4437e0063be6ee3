/** What stands between the fields of a line; empty where there is one field a line. */
export type Separator = ',' | ';' | '\t' | '|' | '';
export type Decimal = '.' | ',';

/**
 * - `number`, `date`: what the name says; dates are milliseconds from 1 January 1970, without a time zone as in UTC.
 * - `constant`: the same in every row where it is not missing.
 * - `text`: anything else. `empty`: missing in every row.
 */
export type Kind = 'number' | 'date' | 'text' | 'constant' | 'empty';

export interface Column {
  /** As the header has it, else "column 3"; no two are the same. */
  readonly name: string;
  readonly kind: Kind;
  /** A value a row, NaN where it is missing; none where the kind is not `number` or `date`. */
  readonly values: Float64Array;
  /** Rows in which it is missing. */
  readonly missing: number;
  /** Of what is not missing; NaN where it is no number or date. */
  readonly minimum: number;
  readonly maximum: number;
  readonly mean: number;
  /** √(Σ(value − mean)² / count) */
  readonly deviation: number;
  /** `%` or the sign of a currency that stands at its numbers; empty where there is none. */
  readonly unit: string;
  /** The first value that is not missing, as it is written. */
  readonly example: string;
}

export interface Table {
  readonly rows: number;
  readonly columns: readonly Column[];
  readonly separator: Separator;
  /** Whether the first line names the columns. */
  readonly header: boolean;
  readonly decimal: Decimal;
  /** What was assumed and what was met, in sentences. */
  readonly notes: readonly string[];
}

/** What a person says about a file; what is left out is found out. */
export interface Given {
  readonly separator?: Separator;
  readonly header?: boolean;
  /** Settles what a column leaves open ("1,234"), and no more. */
  readonly decimal?: Decimal;
  /** Which of day and month stands first, in columns that leave it open. */
  readonly order?: 'day' | 'month';
}

/** Bytes that a file may have. */
export const LARGEST = 50 * 1024 * 1024;
export const MOST_COLUMNS = 1000;
/** Characters that a field may have. */
export const LONGEST_FIELD = 100_000;
