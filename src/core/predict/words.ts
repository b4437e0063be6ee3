import { powerOfTen } from '../analysis/words.ts';

const NUMBERS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'] as const;

/** Within this many decades, a factor of 1.5, two numbers are called as good as equal. */
export const NEAR = Math.log10(1.5);

/** How far apart two numbers are whose logarithms differ by so much: "a factor of 4", "ten orders of magnitude". */
export function apartText(decades: number): string {
  const size = Math.abs(decades);
  const times = 10 ** size;
  if (times < 9.5) return `a factor of ${Number(times.toPrecision(times < 3 ? 2 : 1))}`;
  const orders = Math.round(size);
  return orders === 1 ? 'one order of magnitude' : `${NUMBERS[orders] ?? orders} orders of magnitude`;
}

/** A value by its logarithm: `0.4`, `12`, `10⁻¹²`. */
export function valueText(log: number): string {
  const value = 10 ** log;
  return log < -2 || log >= 4 ? powerOfTen(value) : String(Number(value.toPrecision(2)));
}

export const upper = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
