import { LineFault, quote, span } from './fault.ts';
import { nearest } from './nearest.ts';
import { deeper, isSign, peek, type Reader, take, written } from './reader.ts';
import type { Token } from './scan.ts';
import type { Expression } from './syntax.ts';
import { isExtreme, isFunction, isMatrix, isReserved, RESERVED } from './vocabulary.ts';

type Name = Extract<Token, { kind: 'name' }>;

/**
 * The right side of an equation, to the end of its line:
 * ```
 * sum     = term { ("+" | "-") term }
 * term    = signed { ("*" | "/") signed }
 * signed  = "-" signed | factor
 * factor  = matrix factor | number | name | function "(" sum ")" | ("min" | "max") "(" sum "," sum ")" | "(" sum ")"
 * ```
 * Throws a `LineFault` where the line leaves it.
 */
export function parseExpression(reader: Reader): Expression {
  if (peek(reader).kind === 'end')
    throw new LineFault(placeOf(reader), 'nothing follows the `=`: write what it equals, as in `tanh(W x + b)`');
  const expression = sum(reader);
  const next = peek(reader);
  if (next.kind !== 'end') throw new LineFault(next.place, leftOver(next));
  return expression;
}

function leftOver(token: Token): string {
  if (isSign(token, ')')) return 'this `)` closes nothing: delete it, or open a `(` before it';
  if (isSign(token, ',')) return 'a comma only parts the two arguments of `min` and `max`; decimals take a point';
  return 'a second `=` in one line: write each equation on a line of its own';
}

function sum(reader: Reader): Expression {
  let left = term(reader);
  while (isSign(peek(reader), '+', '-')) left = operation(reader, left, term);
  return left;
}

function term(reader: Reader): Expression {
  let left = signed(reader);
  while (isSign(peek(reader), '*', '/')) left = operation(reader, left, signed);
  const next = peek(reader);
  if (!startsOperand(next)) return left;
  const before = reader.tokens[reader.at - 1] ?? next;
  throw new LineFault(next.place, `put \`*\` between ${quote(written(before))} and ${quote(written(next))} to multiply them`);
}

function operation(reader: Reader, left: Expression, operand: (reader: Reader) => Expression): Expression {
  const operator = take(reader).text as '+' | '-' | '*' | '/';
  const right = operand(reader);
  return { kind: 'operator', operator, left, right, place: span(left.place, right.place) };
}

const startsOperand = (token: Token): boolean => token.kind === 'name' || token.kind === 'number' || isSign(token, '(');

function signed(reader: Reader): Expression {
  if (!isSign(peek(reader), '-')) return factor(reader);
  const minus = take(reader);
  const of = deeper(reader, () => signed(reader));
  return { kind: 'negate', of, place: span(minus.place, of.place) };
}

function factor(reader: Reader): Expression {
  const token = peek(reader);
  if (token.kind === 'number') return { kind: 'number', value: token.value, place: take(reader).place };
  if (token.kind === 'name') return named(reader, token);
  if (isSign(token, '(')) return group(reader);
  throw new LineFault(placeOf(reader), missingOperand(reader, token));
}

/** The next token's place; at the end of a line, where there is nothing to point at, the last token's. */
const placeOf = (reader: Reader): Token['place'] =>
  (peek(reader).kind === 'end' ? (reader.tokens[reader.at - 1] ?? peek(reader)) : peek(reader)).place;

function missingOperand(reader: Reader, token: Token): string {
  const before = reader.tokens[reader.at - 1];
  const what = token.kind === 'end' ? 'the line ends' : `${quote(token.text)} stands`;
  const after = before === undefined ? '' : ` after ${quote(written(before))}`;
  return `${what}${after} where a value should be: write a name, a number or something in parentheses there`;
}

function named(reader: Reader, token: Name): Expression {
  if (isMatrix(token.text)) return product(reader, token);
  take(reader);
  const call = isSign(peek(reader), '(');
  if (isReserved(token.text)) {
    if (token.primed || !call) throw new LineFault(token.place, `${quote(token.text)} is a function: write \`${usage(token.text)}\``);
    return isExtreme(token.text) ? extreme(reader, token, token.text) : apply(reader, token);
  }
  if (call) throw new LineFault(token.place, notAFunction(reader, token));
  return { kind: 'name', name: written(token), place: token.place };
}

const usage = (name: string): string => (isExtreme(name) ? `${name}(a, b)` : `${name}(…)`);

function notAFunction(reader: Reader, token: Name): string {
  const name = quote(written(token));
  const close = token.text === 'x' || reader.known.has(token.text) ? null : nearest(token.text, RESERVED);
  if (close !== null) return `no function ${name}; did you mean \`${close}\`?`;
  return `no function ${name}: write ${quote(`${written(token)} * (…)`)} to multiply; the functions are ${RESERVED.join(', ')}`;
}

/** `W x`: the matrix and what it multiplies. */
function product(reader: Reader, token: Name): Expression {
  const place = take(reader).place;
  if (token.primed)
    throw new LineFault(place, `${quote(token.text)} is a matrix of weights and takes no prime: write ${quote(token.text)}`);
  if (isReserved(token.text.toLowerCase()) && isSign(peek(reader), '('))
    throw new LineFault(place, `functions are written in small letters: \`${token.text.toLowerCase()}\``);
  if (!startsOperand(peek(reader))) throw new LineFault(place, nothingToMultiply(reader, token.text));
  const of = deeper(reader, () => factor(reader));
  return { kind: 'product', matrix: token.text, of, place: span(place, of.place) };
}

function nothingToMultiply(reader: Reader, matrix: string): string {
  const next = reader.tokens[reader.at + 1];
  if (isSign(peek(reader), '*') && next !== undefined && startsOperand(next)) {
    const shown = isSign(next, '(') ? '(…)' : written(next);
    return `${quote(matrix)} is a matrix and multiplies what follows it: write ${quote(`${matrix} ${shown}`)}, without \`*\``;
  }
  const joined = runTogether(reader, matrix);
  if (joined !== null) return `${quote(matrix)} is one name, of a matrix: put a space in it to multiply, ${quote(joined)}`;
  if (isSign(peek(reader), '-'))
    return `${quote(matrix)} is a matrix and has nothing to multiply here: write \`${matrix} x - …\`, or \`${matrix} (-x)\``;
  return `${quote(matrix)} is a matrix and has nothing after it to multiply: write ${quote(`${matrix} x`)}, or a small letter for a vector`;
}

/** `Wx` as `W x`, where what comes after its capital is something that can be multiplied; else null. */
function runTogether({ known }: Reader, matrix: string): string | null {
  const [capital = ''] = matrix;
  const rest = matrix.slice(capital.length);
  return rest === 'x' || known.has(rest) ? `${capital} ${rest}` : null;
}

function group(reader: Reader): Expression {
  const open = take(reader);
  const inside = deeper(reader, () => sum(reader));
  return { ...inside, place: span(open.place, close(reader, open)) };
}

function close(reader: Reader, open: Token): Token['place'] {
  const token = peek(reader);
  if (isSign(token, ')')) return take(reader).place;
  throw new LineFault(
    token.kind === 'end' ? open.place : token.place,
    token.kind === 'end' ? 'this `(` is never closed: add a `)`' : leftOver(token),
  );
}

function apply(reader: Reader, token: Name): Expression {
  const open = take(reader);
  if (!isFunction(token.text)) throw new LineFault(token.place, notAFunction(reader, token));
  if (isSign(peek(reader), ')'))
    throw new LineFault(token.place, `${quote(token.text)} has nothing between its parentheses: write \`${token.text}(…)\``);
  const of = deeper(reader, () => sum(reader));
  if (isSign(peek(reader), ','))
    throw new LineFault(peek(reader).place, `${quote(token.text)} takes one argument: delete the comma and what follows it`);
  return { kind: 'call', function: token.text, of, place: span(token.place, close(reader, open)) };
}

function extreme(reader: Reader, token: Name, name: 'min' | 'max'): Expression {
  const open = take(reader);
  const argument = (): Expression => deeper(reader, () => sum(reader));
  const left = isSign(peek(reader), ')') ? null : argument();
  if (left === null || isSign(peek(reader), ')')) throw twoArguments(token);
  if (isSign(peek(reader), ',')) take(reader);
  else close(reader, open);
  const right = argument();
  if (isSign(peek(reader), ',')) throw twoArguments(token);
  return { kind: 'extreme', function: name, left, right, place: span(token.place, close(reader, open)) };
}

const twoArguments = ({ place, text }: Name): LineFault =>
  new LineFault(place, `${quote(text)} takes two arguments with a comma between them: \`${text}(a, b)\``);
