import { magnitude, powerOfTen } from '../../lanes/words.ts';

/** Beyond 10^±300 a power is told without its number. */
const HELD = 300;

/** A magnitude by its log₁₀: `0.42`, `3.1·10⁻⁷⁰⁰`, `0`, `not a number`. */
export function told(log: number): string {
  if (log === Number.NEGATIVE_INFINITY) return '0';
  if (Number.isNaN(log) || Math.abs(log) <= HELD || !Number.isFinite(log)) return magnitude(10 ** log);
  // What rounds to 10.0 is 1.0 of the next power.
  const exponent = Math.floor(log + Math.log10(10 / 9.95));
  return `${(10 ** (log - exponent)).toFixed(1)}·${powerOfTen(exponent)}`;
}

/** `s₄₀` for the step that people call 40, which stands at 39 here. */
export const stateAt = (step: number): string => `s${subscript(step + 1)}`;

const subscript = (count: number): string => Array.from(String(count), (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');

/** A later part of a sum: `plus 0.42`, `minus 3.1·10⁻⁷`. */
export const joined = (part: number): string => `${part < 0 ? 'minus' : 'plus'} ${magnitude(Math.abs(part))}`;
