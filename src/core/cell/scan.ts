import type { Fault } from './cell.ts';
import { faultOf, LineFault, quote } from './fault.ts';
import type { Place } from './place.ts';

export type Sign = '+' | '-' | '*' | '/' | '(' | ')' | ',' | '=';

export type Token =
  | { readonly kind: 'name'; readonly text: string; readonly primed: boolean; readonly place: Place }
  | { readonly kind: 'number'; readonly text: string; readonly value: number; readonly place: Place }
  | { readonly kind: 'symbol'; readonly text: Sign; readonly place: Place }
  | { readonly kind: 'end'; readonly text: ''; readonly place: Place };

/** One line of the source, without its break. */
export interface SourceLine {
  readonly text: string;
  readonly line: number;
  readonly offset: number;
}

/** The lines of a source, whichever way they are broken. */
export function linesOf(source: string): SourceLine[] {
  const lines: SourceLine[] = [];
  let offset = 0;
  for (const match of source.matchAll(/\r\n|[\n\r\u2028\u2029]/g)) {
    lines.push({ text: source.slice(offset, match.index), line: lines.length + 1, offset });
    offset = match.index + match[0].length;
  }
  lines.push({ text: source.slice(offset), line: lines.length + 1, offset });
  return lines;
}

/** ʹ and ʼ are letters to Unicode and primes to whoever types them. */
const NAME = /(?![ʹʼ])\p{L}(?:(?![ʹʼ])[\p{L}\p{M}0-9_])*/uy;
const NUMBER = /(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?/y;
const OTHER_BASE = /0[xXbBoO][0-9a-fA-F]+/y;
const SPACE = /\s+/y;
const PRIMES = "'’′‘´ʹʼ";

const SIGNS: ReadonlyMap<string, Sign> = new Map([
  ...(['+', '-', '*', '/', '(', ')', ',', '='] as const).map((symbol) => [symbol, symbol] as const),
  ...[...'∘⊙·×⋅∙∗'].map((symbol) => [symbol, '*'] as const),
  ...[...'−–'].map((symbol) => [symbol, '-'] as const),
  ...[...'÷∕'].map((symbol) => [symbol, '/'] as const),
]);

const MENDS: ReadonlyMap<string, string> = new Map([
  ['^', 'a power is written `a * a`'],
  ['²', 'a power is written `a * a`'],
  ['@', 'a matrix multiplies what follows it: write `W x`'],
  ['[', 'group with round parentheses, `(` and `)`'],
  [']', 'group with round parentheses, `(` and `)`'],
  ['{', 'group with round parentheses, `(` and `)`'],
  ['}', 'group with round parentheses, `(` and `)`'],
  [';', 'write each equation on a line of its own'],
  ['%', 'a comment starts with `#`'],
  [':', "an equation is written `h' = …`"],
  ['"', "a new state takes one prime, `h'`"],
  ['″', "a new state takes one prime, `h'`"],
]);

/** The tokens of one line up to its comment, an `end` last, or up to the first fault. */
export function scanLine(source: SourceLine): { readonly tokens: readonly Token[]; readonly fault: Fault | null } {
  const tokens: Token[] = [];
  try {
    for (let at = skip(source.text, 0); tokens.at(-1)?.kind !== 'end'; ) {
      const token = scanToken(source, at);
      tokens.push(token);
      at = skip(source.text, at + token.place.length);
    }
    return { tokens, fault: null };
  } catch (error) {
    return { tokens, fault: faultOf(error) };
  }
}

const skip = (text: string, at: number): number => at + match(SPACE, text, at).length;

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function scanToken(source: SourceLine, at: number): Token {
  const place = (length: number): Place => ({ line: source.line, column: at + 1, offset: source.offset + at, length });
  const character = String.fromCodePoint(source.text.codePointAt(at) ?? 35);
  if (character === '#') return { kind: 'end', text: '', place: place(0) };
  const symbol = SIGNS.get(character);
  if (symbol !== undefined) return { kind: 'symbol', text: symbol, place: place(1) };
  const name = match(NAME, source.text, at);
  if (name !== '') return nameToken(source.text, at, name, place);
  const digits = match(NUMBER, source.text, at);
  if (digits !== '') return numberToken(source.text, at, digits, place);
  throw new LineFault(place(character.length), unknown(character));
}

function nameToken(text: string, at: number, name: string, place: (length: number) => Place): Token {
  const end = at + name.length;
  const primed = isPrime(text[end]);
  if (primed && isPrime(text[end + 1])) throw new LineFault(place(name.length + 2), `one prime is enough: write ${quote(`${name}'`)}`);
  return { kind: 'name', text: name === 'σ' ? 'sigmoid' : name.normalize('NFC'), primed, place: place(name.length + (primed ? 1 : 0)) };
}

const isPrime = (character: string | undefined): boolean => character !== undefined && PRIMES.includes(character);

function numberToken(text: string, at: number, digits: string, place: (length: number) => Place): Token {
  const other = match(OTHER_BASE, text, at);
  if (other !== '') throw new LineFault(place(other.length), `${quote(other)} is not a decimal number${inDecimal(other)}`);
  const value = Number(digits);
  if (!Number.isFinite(value))
    throw new LineFault(place(digits.length), `${quote(digits)} is too large: the largest number is about 1.8e308`);
  if (value === 0 && /[1-9]/.test(digits.replace(/e.*/i, '')))
    throw new LineFault(place(digits.length), `${quote(digits)} is too small to be told from 0: write \`0\``);
  return { kind: 'number', text: digits, value, place: place(digits.length) };
}

function inDecimal(text: string): string {
  const value = Number(text);
  return Number.isSafeInteger(value) ? `: write \`${value}\`` : ': write it in digits 0 to 9';
}

function unknown(character: string): string {
  if (isPrime(character)) return "a prime stands right behind the name of a state, as in `h'`";
  const mend = MENDS.get(character);
  if (mend !== undefined) return `${quote(character)} is not part of the cell language: ${mend}`;
  const shown = /[\p{C}\p{Z}\p{M}]/u.test(character) ? `invisible ${code(character)}` : `${quote(character)} (${code(character)})`;
  return `the cell language has no ${shown}: ${/\p{N}/u.test(character) ? 'write numbers in digits 0 to 9' : 'delete it'}`;
}

const code = (character: string): string => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
