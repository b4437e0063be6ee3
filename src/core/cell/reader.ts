import { LineFault } from './fault.ts';
import type { Sign, Token } from './scan.ts';

/** How deep parentheses, products and unary minuses may nest. */
const DEEPEST = 64;

/** A line being read: its tokens, the next one's index, and how deep the reading stands. `known` are the names that lines define. */
export interface Reader {
  readonly tokens: readonly Token[];
  readonly known: ReadonlySet<string>;
  at: number;
  depth: number;
}

const END: Token = { kind: 'end', text: '', place: { line: 1, column: 1, offset: 0, length: 0 } };

export const peek = (reader: Reader): Token => reader.tokens[reader.at] ?? reader.tokens.at(-1) ?? END;

export function take(reader: Reader): Token {
  const token = peek(reader);
  reader.at++;
  return token;
}

export const isSign = (token: Token, ...signs: readonly Sign[]): boolean => token.kind === 'symbol' && signs.includes(token.text);

/** Reads one level deeper. */
export function deeper<T>(reader: Reader, read: () => T): T {
  if (++reader.depth > DEEPEST)
    throw new LineFault(peek(reader).place, `this nests deeper than ${DEEPEST} levels: name a part of it on a line of its own`);
  const value = read();
  reader.depth--;
  return value;
}

/** A token as its line writes it, near enough. */
export const written = (token: Token): string => (token.kind === 'name' && token.primed ? `${token.text}'` : token.text);
