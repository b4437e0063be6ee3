import type { Equation } from './cell.ts';
import { type Piece, print } from './pieces.ts';
import type { Expression } from './syntax.ts';

/** What stands for a number in a printed expression: a name, noise, or a matrix with what it multiplies. */
export type Leaf = Extract<Expression, { kind: 'name' | 'noise' | 'product' }>;

/** An expression as the cell language writes it, with no more parentheses than needed; parsed again it is the same. */
const printExpression = (expression: Expression): string => print({ view: viewOf, style: AS_SOURCE }, expression);

const AS_SOURCE = { minus: '-', merge: false, exact: true };
const AS_NUMBERS = { minus: '−', merge: true, exact: true };

/** `h' = tanh(W x + U h + b)` */
export const printEquation = ({ name, expression }: Equation): string => `${name} = ${printExpression(expression)}`;

function viewOf(expression: Expression): Piece<Expression> {
  switch (expression.kind) {
    case 'number':
      return { kind: 'atom', text: String(expression.value) };
    case 'name':
      return { kind: 'atom', text: expression.name };
    case 'noise':
      return { kind: 'atom', text: 'noise' };
    case 'call':
      return { kind: 'call', function: expression.function, of: [expression.of] };
    case 'extreme':
      return { kind: 'call', function: expression.function, of: [expression.left, expression.right] };
    case 'product':
    case 'negate':
    case 'operator':
      return expression;
  }
}

/** An expression with numbers for its names and its products with a matrix: `tanh(0.21 − 0.55 + 0.03)`. */
export function printNumbers(expression: Expression, valueOf: (leaf: Leaf) => number): string {
  const view = (item: Expression): Piece<Expression> =>
    item.kind === 'name' || item.kind === 'noise' || item.kind === 'product'
      ? { kind: 'atom', text: formatNumber(valueOf(item)) }
      : viewOf(item);
  return print({ view, style: AS_NUMBERS }, expression);
}

/** A number for people: two decimals (`−0.30`), a power of ten where those would say nothing (`1.2e−7`), `∞`, or `not a number`. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return 'not a number';
  const size = Math.abs(value);
  const text =
    size === Number.POSITIVE_INFINITY ? '∞' : size === 0 ? '0' : size < 0.005 || size >= 1e5 ? size.toExponential(1) : size.toFixed(2);
  return `${value < 0 ? '−' : ''}${text.replace('e+', 'e').replace('e-', 'e−')}`;
}
