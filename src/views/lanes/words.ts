const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `10⁻³`; 1 and 10 as they are. */
export function powerOfTen(exponent: number): string {
  if (exponent === 0 || exponent === 1) return exponent === 0 ? '1' : '10';
  const digits = Array.from(String(Math.abs(exponent)), (digit) => SUPERSCRIPTS[Number(digit)]).join('');
  return `10${exponent < 0 ? '⁻' : ''}${digits}`;
}

/** A magnitude of any size in few characters: `0.42`, `3.1·10⁻⁷`, `∞`; "not a number". */
export function magnitude(value: number): string {
  if (Number.isNaN(value)) return 'not a number';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size === 0 || (size >= 0.01 && size < 1000)) return minus(value.toPrecision(size >= 100 ? 3 : 2));
  const [digits = '', exponent] = value.toExponential(1).split('e');
  return `${minus(digits)}·${powerOfTen(Number(exponent))}`;
}

/** What something is multiplied by, to three decimals where those say anything: `0.593`, `−0.002`, `2·10⁻⁷`. */
export function factor(value: number): string {
  const size = Math.abs(value);
  if (!Number.isFinite(value) || size >= 100) return magnitude(value);
  return size === 0 || size >= 0.0005 ? fixed(value, 3) : `${value < 0 ? '−' : ''}${powerOfTen(Math.round(Math.log10(size)))}`;
}

/** With its sign and so many decimals: `+0.43`, `−0.07`; what rounds to 0 has none. */
export function signed(value: number, digits = 2): string {
  if (Number.isNaN(value)) return magnitude(value);
  const size = fixed(Math.abs(value), digits);
  return Number(size) === 0 ? size : `${value < 0 ? '−' : '+'}${size}`;
}

/** With a true minus, which 0 never has, and so many decimals; by its power of ten from 10,000 on. */
export function fixed(value: number, digits: number): string {
  if (!(Math.abs(value) < 1e4)) return magnitude(value);
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : minus(text);
}

/** The norm that is drawn: of all states together (`all`), of one, or of the input. */
export const normFormula = (of: string): string => `‖∂L/∂${of === 'all' ? 's' : of}ₜ‖`;

export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

const minus = (text: string): string => text.replace('-', '−');
