import type { Cell, Equation } from './cell.ts';
import { rewrite } from './rewrite.ts';
import type { Expression } from './syntax.ts';

/**
 * The cell with noise on some of its states: s_t = what its line says + noise_t, before anything reads it: the next step,
 * later lines, the layer above, the head. Noise is a leaf that no derivative passes, and the backward pass is derived anew:
 * the slope of the line is that of the state without noise (1 − tanh²), and whatever multiplies the state multiplies the
 * disturbed one. How large it is stands in the numbers that a batch brings.
 */
export function disturb(cell: Cell, states: readonly string[]): Cell {
  if (states.length === 0) return cell;
  const change = (equation: Equation): Equation => {
    const state = states.find((name) => equation.name === `${name}'`);
    return state === undefined ? equation : { ...equation, expression: disturbed(equation.expression, state) };
  };
  return rewrite(
    cell,
    change,
    states.map((state) => `noise on ${state}`),
  );
}

const disturbed = (left: Expression, state: string): Expression => {
  const { place } = left;
  return { kind: 'operator', operator: '+', left, right: { kind: 'noise', state, place }, place };
};
