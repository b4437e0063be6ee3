import type { Expression } from './syntax.ts';

export type Operation = Extract<Expression, { kind: 'operator' }>;

/**
 * The left spine of a flat sum or product, `((a + b) + c) + d`: its first operand, and the operations in the order in which
 * they are done. Walking it in a loop keeps recursion as shallow as the parentheses, however long the line.
 */
export function spineOf(expression: Expression): { readonly first: Expression; readonly operations: readonly Operation[] } {
  const operations: Operation[] = [];
  let first = expression;
  while (first.kind === 'operator') {
    operations.push(first);
    first = first.left;
  }
  return { first, operations: operations.reverse() };
}
