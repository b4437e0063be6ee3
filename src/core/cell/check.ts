import type { Fault } from './cell.ts';
import type { Definition } from './definitions.ts';
import { faultAt, quote } from './fault.ts';
import type { Width } from './graph.ts';
import { type Meaning, meaningOf, type Scope } from './names.ts';
import type { Place } from './place.ts';
import { spineOf } from './spine.ts';
import type { Expression } from './syntax.ts';

/** What a cell's lines were found to be made of. */
export interface Checked {
  /** By matrix: how wide what it multiplies is, and where that was seen first. */
  readonly matrices: Map<string, { readonly columns: Width; readonly place: Place }>;
  readonly vectors: Set<string>;
  /** How wide each line's quantity is; null where a fault hides it. */
  readonly widths: (Width | null)[];
  readonly faults: Fault[];
  /** What is read at all: `x`, states at the step before, lines by their index. */
  readonly reads: { input: boolean; previous: boolean; readonly lines: Set<number> };
}

interface Checking extends Checked {
  readonly source: string;
  readonly scope: Scope;
  /** Every word of the source, so that a mend proposes a new name. */
  readonly words: ReadonlySet<string>;
}

/** Gives every name its meaning and every expression its width, from the first line to the last. */
export function check(source: string, scope: Scope): Checked {
  const reads = { input: false, previous: false, lines: new Set<number>() };
  const words = new Set(source.match(/[\p{L}\p{M}0-9_]+/gu) ?? []);
  const checking: Checking = { source, scope, words, matrices: new Map(), vectors: new Set(), widths: [], faults: [], reads };
  scope.definitions.forEach((definition, index) => checking.widths.push(checkLine(checking, definition, index)));
  return checking;
}

function checkLine(checking: Checking, { name, primed, expression }: Definition, index: number): Width | null {
  const width = expression === null ? null : widthOf(checking, expression, index);
  if (!primed) return width;
  if (expression !== null && (width === 'inputs' || width === 'one')) {
    checking.faults.push(faultAt(expression.place, notAState(checking, `${name}'`, expression, width)));
  }
  return 'units';
}

function notAState(checking: Checking, name: string, expression: Expression, width: 'inputs' | 'one'): string {
  if (width === 'one')
    return `${quote(name)} would be one and the same number in every unit: give it a matrix or a vector, as in \`tanh(W x + b)\``;
  return `${quote(name)} would have one entry per input, and a state has one per unit: multiply by a matrix, as in ${weighted(checking, expression)}`;
}

function widthOf(checking: Checking, expression: Expression, index: number): Width | null {
  const { first, operations } = spineOf(expression);
  let width = operandWidth(checking, first, index);
  for (const { left, right } of operations) width = common(checking, left, width, right, widthOf(checking, right, index));
  return width;
}

function operandWidth(checking: Checking, expression: Expression, index: number): Width | null {
  switch (expression.kind) {
    case 'number':
      return 'one';
    case 'noise':
      return 'units';
    case 'name':
      return nameWidth(checking, expression, index);
    case 'product':
      return productWidth(checking, expression, index);
    case 'extreme': {
      const left = widthOf(checking, expression.left, index);
      return common(checking, expression.left, left, expression.right, widthOf(checking, expression.right, index));
    }
    case 'call':
    case 'negate':
      return widthOf(checking, expression.of, index);
    case 'operator':
      return widthOf(checking, expression, index);
  }
}

function nameWidth(checking: Checking, expression: Extract<Expression, { kind: 'name' }>, index: number): Width | null {
  const meaning = meaningOf(checking.scope, expression, index);
  if ('message' in meaning) {
    checking.faults.push(meaning);
    return null;
  }
  note(checking, meaning, expression.name);
  if (meaning.kind === 'definition') return checking.widths[meaning.index] ?? null;
  return meaning.kind === 'input' ? 'inputs' : 'units';
}

function note({ reads, vectors }: Checking, meaning: Meaning, name: string): void {
  if (meaning.kind === 'input') reads.input = true;
  else if (meaning.kind === 'previous') reads.previous = true;
  else if (meaning.kind === 'definition') reads.lines.add(meaning.index);
  else vectors.add(name);
}

function productWidth(checking: Checking, { matrix, of, place }: Extract<Expression, { kind: 'product' }>, index: number): Width {
  const columns = widthOf(checking, of, index);
  const met = checking.matrices.get(matrix);
  if (columns === null) return 'units';
  if (met === undefined) checking.matrices.set(matrix, { columns, place });
  else if (met.columns !== columns)
    checking.faults.push(faultAt(matrixPlace(place, matrix), twoWidths(checking, matrix, met, of, columns)));
  return 'units';
}

const matrixPlace = (place: Place, matrix: string): Place => ({ ...place, length: Math.min(place.length, matrix.length) });

const ENTRIES = { units: 'one entry per unit', inputs: 'one entry per input', one: 'a single number' } as const;

function twoWidths(checking: Checking, matrix: string, met: { columns: Width; place: Place }, of: Expression, columns: Width): string {
  const other = `on line ${met.place.line} what has ${ENTRIES[met.columns]}`;
  return `${quote(matrix)} multiplies ${quote(textOf(checking, of))} here, which has ${ENTRIES[columns]}, and ${other}: use two matrices`;
}

function common(checking: Checking, left: Expression, a: Width | null, right: Expression, b: Width | null): Width | null {
  if (a === null || b === null) return null;
  if (a === 'one' || a === b) return b;
  if (b === 'one') return a;
  const [narrow, wide] = a === 'inputs' ? [left, right] : [right, left];
  const mend = `multiply ${quote(textOf(checking, narrow))} by a matrix first, as in ${weighted(checking, narrow)}`;
  const entries = `${quote(textOf(checking, narrow))} has one entry per input and ${quote(textOf(checking, wide))} one per unit`;
  checking.faults.push(faultAt(narrow.place, `${entries}: ${mend}`));
  return null;
}

const textOf = ({ source }: Checking, { place }: Expression): string => source.slice(place.offset, place.offset + place.length);

/** The expression with a matrix before it that the cell has not used for anything else. */
function weighted(checking: Checking, expression: Expression): string {
  const text = textOf(checking, expression);
  const bare = expression.kind === 'operator' || expression.kind === 'negate' ? !text.startsWith('(') : false;
  return quote(`${freshMatrix(checking.words)} ${bare ? `(${text})` : text}`);
}

function freshMatrix(words: ReadonlySet<string>): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'W' : `W${number}`;
    if (!words.has(name)) return name;
  }
}
