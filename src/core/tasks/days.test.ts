import { describe, expect, it } from 'vitest';
import { dayName, daysOf } from './days.ts';

const month = (name: string, days: number, value = 101): string => `${name} ${Array(days).fill(value).join(' ')}\n`;

describe('lines of months with a value a day', () => {
  it('are read in tenths, counted from 1 January 1970, over a leap day and a new year', () => {
    const { first, values } = daysOf(`# words\n${month('2011-12', 31)}${month('2012-01', 31, -5)}${month('2012-02', 29, 0)}`);
    expect(first).toBe(Date.parse('2011-12-01') / 86_400_000);
    expect(values).toHaveLength(91);
    expect([values[0], values[31], values[90]]).toEqual([10.1, -0.5, 0]);
  });

  it.each([
    ['', '“” begins with no month'],
    ['12-2011 1 2', '“12-2011 1 2” begins with no month'],
    ['2011-13 1', '“2011-13 1” begins with no month'],
    [`${month('2011-01', 31)}${month('2011-03', 31)}`, '2011-03 stands where February 2011 is due'],
    [month('2011-02', 29), 'February 2011 has 29 days, not 28'],
    [month('2012-02', 28), 'February 2012 has 28 days, not 29'],
    [month('2011-02', 28, 0.5), 'February 2011 has a value that is no whole number of tenths'],
  ])('are refused by what is wrong: %j', (text, fault) => {
    expect(() => daysOf(text)).toThrow(fault);
  });
});

describe('the name of a day', () => {
  it.each(['1970-01-01', '2000-02-29', '2014-05-03', '2015-12-31'])('is %s in words', (date) => {
    const [year, , day] = date.split('-');
    const words = dayName(Date.parse(date) / 86_400_000).split(' ');
    expect([words[0], words[2]]).toEqual([String(Number(day)), year]);
  });

  it('has its month', () => {
    expect(dayName(16_193)).toBe('3 May 2014');
  });
});
