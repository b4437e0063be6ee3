/** One level of something to be printed; `T` is what stands below it. */
export type Piece<T> =
  | { readonly kind: 'atom'; readonly text: string }
  | { readonly kind: 'operator'; readonly operator: Operator; readonly left: T; readonly right: T }
  | { readonly kind: 'negate'; readonly of: T }
  | { readonly kind: 'product'; readonly matrix: string; readonly of: T }
  | { readonly kind: 'call'; readonly function: string; readonly of: readonly T[] };

type Operator = '+' | '-' | '*' | '/';

/** What the pieces are and how they are written. */
export interface Printing<T> {
  readonly view: (item: T) => Piece<T>;
  readonly style: Style;
}

export interface Style {
  readonly minus: string;
  /** Whether `a + −b` becomes `a − b`. */
  readonly merge: boolean;
  /** Whether `a * (b * c)` and `a + (b - c)` keep their parentheses, as text must that is read back as the same tree. */
  readonly exact: boolean;
}

/** How tightly a text holds together, loosest first: a sum, a product or quotient, something with a sign, all else. */
const [SUM, TERM, SIGNED, FACTOR] = [1, 2, 3, 4];

interface Printed {
  readonly text: string;
  readonly tightness: number;
}

/** The text of an item with no more parentheses than its tree needs. Long flat sums are walked in a loop. */
export const print = <T>(printing: Printing<T>, item: T): string => printItem(printing, item).text;

function printItem<T>(printing: Printing<T>, item: T): Printed {
  const operations: { operator: Operator; right: T }[] = [];
  let piece = printing.view(item);
  while (piece.kind === 'operator') {
    operations.push(piece);
    piece = printing.view(piece.left);
  }
  const first = printOperand(printing, piece);
  return operations.reduceRight((left, { operator, right }) => join(printing.style, left, operator, printItem(printing, right)), first);
}

function join({ minus, merge, exact }: Style, left: Printed, operator: Operator, right: Printed): Printed {
  const tightness = operator === '+' || operator === '-' ? SUM : TERM;
  const before = wrap(left, tightness);
  const signed = merge && right.text.startsWith(minus);
  if (signed && tightness === SUM && right.tightness > SUM) {
    return { text: `${before} ${operator === '+' ? minus : '+'} ${right.text.slice(minus.length)}`, tightness };
  }
  const associative = !exact && (operator === '+' || operator === '*');
  const after = signed ? `(${right.text})` : wrap(right, associative ? tightness : tightness + 1);
  return { text: `${before} ${operator === '-' ? minus : operator} ${after}`, tightness };
}

const wrap = ({ text, tightness }: Printed, least: number): string => (tightness < least ? `(${text})` : text);

function printNegated({ minus, merge }: Style, of: Printed): Printed {
  const text = merge && of.text.startsWith(minus) ? `(${of.text})` : wrap(of, SIGNED);
  return { text: `${minus}${text}`, tightness: SIGNED };
}

function printOperand<T>(printing: Printing<T>, piece: Exclude<Piece<T>, { kind: 'operator' }>): Printed {
  switch (piece.kind) {
    case 'atom':
      return { text: piece.text, tightness: piece.text.startsWith(printing.style.minus) ? SIGNED : FACTOR };
    case 'negate':
      return printNegated(printing.style, printItem(printing, piece.of));
    case 'product':
      return { text: `${piece.matrix} ${wrap(printItem(printing, piece.of), FACTOR)}`, tightness: FACTOR };
    case 'call':
      return { text: `${piece.function}(${piece.of.map((of) => print(printing, of)).join(', ')})`, tightness: FACTOR };
  }
}
