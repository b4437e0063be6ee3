const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A loss at four decimals, or as a power of ten where those would not show it: `0.1368`, `3.2·10⁻⁵`. */
export function formatLoss(loss: number | null): string {
  if (loss === null) return '–';
  if (Number.isNaN(loss)) return 'not a number';
  if (!Number.isFinite(loss)) return loss > 0 ? '∞' : '−∞';
  if (loss === 0 || (Math.abs(loss) >= 0.001 && Math.abs(loss) < 10_000)) return loss.toFixed(4).replace('-', '−');
  return scientific(loss, 1);
}

/** `3.2·10⁻⁵` */
export function scientific(value: number, digits: number): string {
  const [mantissa = '', exponent = '0'] = value.toExponential(digits).split('e');
  const power = [...String(Math.abs(Number(exponent)))].map((digit) => SUPERSCRIPT[Number(digit)]).join('');
  return `${mantissa.replace('-', '−')}·10${Number(exponent) < 0 ? '⁻' : ''}${power}`;
}

/** How many times as fast: `1.6`, `42` */
export const formatTimes = (times: number): string => (times < 9.95 ? times.toFixed(1) : formatCount(times));

/** `0.42 ms`, `4.2 ms`, `42 ms` */
export const formatMilliseconds = (milliseconds: number): string =>
  `${milliseconds < 0.995 ? milliseconds.toFixed(2) : milliseconds < 9.95 ? milliseconds.toFixed(1) : formatCount(milliseconds)} ms`;

/** Thousands apart, so that a running count can be read. */
export const formatCount = (count: number): string => String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, '\u202f');

export const formatSpeed = (speed: number): string => (speed === 0 ? '–' : speed < 10 ? speed.toFixed(1) : formatCount(speed));
