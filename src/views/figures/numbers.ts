import { format } from 'd3-format';

const three = format('.3~g');
const power = format('.1e');

/** A magnitude in three digits: 0.137, 1.2e-7 as 1.2·10⁻⁷. */
export function magnitude(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : 'infinite';
  const size = Math.abs(value);
  if (size === 0 || (size >= 1e-3 && size < 1e5)) return three(value);
  const [digits = '', exponent = '0'] = power(value).split('e');
  return `${digits}·10${superscript(Number(exponent))}`;
}

/** A share, held together by a no-break space: 31 %, 0.31 %, 1.2·10⁻⁷. */
export function share(ratio: number): string {
  return ratio >= 1e-4 && ratio < 1 ? `${format('.2~g')(ratio * 100)}\u00a0%` : `${magnitude(ratio)}\u00a0×`;
}

export const whole = format(',');

/** −12 as ⁻¹². */
export function superscript(exponent: number): string {
  return [...String(exponent)].map((sign) => (sign === '-' ? '⁻' : ('⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)] ?? ''))).join('');
}

/** "1 step", "7 steps". */
export function counted(count: number, word: string): string {
  return `${whole(count)} ${word}${count === 1 ? '' : 's'}`;
}
