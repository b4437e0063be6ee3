import { describe, expect, it } from 'vitest';
import { monthName, monthsOf, unbroken } from './months.ts';

const year = (name: number, ...values: string[]): string =>
  `${name} ${values.join(' ')} ${Array(12 - values.length)
    .fill('-')
    .join(' ')}`;

describe('months', () => {
  it('are read with their gaps', () => {
    const { first, values } = monthsOf(`\n${year(1990, '1', '-', '3.5')}\n`);
    expect(first).toBe(1990 * 12);
    expect(values.slice(0, 3)).toEqual([1, Number.NaN, 3.5]);
  });

  it('are refused where a year is missing, short or holds no number', () => {
    expect(() => monthsOf(`${year(1990)}\n${year(1992)}`)).toThrow('year 1992 stands where 1991 is due');
    expect(() => monthsOf('1990 1 2')).toThrow('year 1990 has 2 months');
    expect(() => monthsOf(year(1990, 'x'))).toThrow('x in 1990 is no number above 0');
  });

  it('are cut to the longest stretch without a gap, across years', () => {
    const values = Array.from({ length: 12 }, (_, k) => String(k + 1));
    const text = `${year(1990, '5', '6', '-', ...values.slice(3))}\n${year(1991, '7')}`;
    expect(unbroken(monthsOf(text))).toEqual({ first: 1990 * 12 + 3, values: [4, 5, 6, 7, 8, 9, 10, 11, 12, 7] });
  });

  it('have names', () => {
    expect(monthName(2003 * 12 + 4)).toBe('May 2003');
  });
});
