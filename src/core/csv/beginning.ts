import type { Separator } from './table.ts';

/** What stands above a table. */
export interface Beginning {
  /** Where the table begins, and on which line. */
  readonly skip: number;
  readonly line: number;
  /** What a line "sep=;" says, as Excel writes it. */
  readonly separator: Separator | null;
  /** Where the last line of comment begins, which may be the names; null where there is no comment. */
  readonly comment: number | null;
}

const NAMED = /^sep=([;,\t|])[ \t]*(?:\r\n|\n|\r)/i;
const COMMENT = /#[^\r\n]*(?:\r\n|\n|\r)|[ \t]*(?:\r\n|\n|\r)/y;

/** Passes over a line that names the separator, and over lines that begin with # or are empty. */
export function beginningOf(text: string): Beginning {
  const [named = '', separator] = NAMED.exec(text) ?? [];
  let skip = named.length;
  let line = named === '' ? 1 : 2;
  let comment: number | null = null;
  for (COMMENT.lastIndex = skip; COMMENT.test(text); line++) {
    if (text[skip] === '#') comment = skip;
    skip = COMMENT.lastIndex;
  }
  return { skip, line, separator: (separator as Separator | undefined) ?? null, comment };
}

/** Where a line begins, counted from 1. */
export function placeOfLine(text: string, line: number): number {
  const ends = /\r\n|\n|\r/g;
  for (let k = 1; k < line; k++) ends.exec(text);
  return ends.lastIndex;
}
