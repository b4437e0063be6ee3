import { BINARY, UNARY } from '../../core/cell/scalar.ts';
import { type Value, type ValueId, valueAt } from '../../core/plan/values.ts';

/** What a value is that is made of numbers alone; null where it is not. */
export function numberOf(values: readonly Value[], id: ValueId): number | null {
  const value = valueAt(values, id);
  if (value.op === 'number') return value.value;
  if (value.op === 'copy') return numberOf(values, value.of);
  if (value.op === 'unary') {
    const of = numberOf(values, value.of);
    return of === null ? null : UNARY[value.function](of);
  }
  if (value.op !== 'binary') return null;
  const [left, right] = [numberOf(values, value.left), numberOf(values, value.right)];
  return left === null || right === null ? null : BINARY[value.function](left, right);
}
