import { describe, expect, it } from 'vitest';
import { createRng } from '../rng.ts';
import { type CalendarDate, DATES, dateAt, drawDate, indexOfDate, isDate, splitOfDate, weekdayOf } from './calendar.ts';
import {
  DATE_FORM_NAMES,
  DATE_FORMS,
  dateFormOf,
  dateInEnglish,
  ENGLISH_DATE_ALPHABET,
  LONGEST_ENGLISH_DATE,
  readEnglishDate,
} from './english-dates.ts';
import {
  DATE_STYLES,
  dateInJapanese,
  dateStyleOf,
  JAPANESE_DATE_ALPHABET,
  LONGEST_JAPANESE_DATE,
  readJapaneseDate,
} from './japanese-dates.ts';

const STYLES = ['western', 'era'] as const;
const ALL = Array.from({ length: DATES }, (_, index) => dateAt(index));
const on = (year: number, month: number, day: number): CalendarDate => ({ year, month, day });
/** Every fifth: each day of the week and of the month is among them. */
const SOME = ALL.filter((_, index) => index % 5 === 0);
const drawn = (split: 'train' | 'probe' | 'test'): CalendarDate[] => {
  const rng = createRng('dates', split);
  return Array.from({ length: 1000 }, () => drawDate(rng, split));
};

describe('the calendar', () => {
  it('has every day from 1 January 1900 to 31 December 2030 once, in order', () => {
    expect(ALL[0]).toEqual(on(1900, 1, 1));
    expect(ALL.at(-1)).toEqual(on(2030, 12, 31));
    expect(ALL.every((date, index) => isDate(date) && indexOfDate(date) === index)).toBe(true);
  });

  it('agrees with the calendar of the platform on every day', () => {
    for (const [index, { year, month, day }] of ALL.entries()) {
      const date = new Date(Date.UTC(1900, 0, 1 + index));
      expect([year, month, day]).toEqual([date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]);
    }
  });

  it.each([
    [on(1900, 2, 29), false],
    [on(1904, 2, 29), true],
    [on(2000, 2, 29), true],
    [on(2023, 2, 29), false],
    [on(1987, 4, 31), false],
    [on(1987, 13, 1), false],
    [on(1987, 0, 1), false],
    [on(1987, 5, 0), false],
    [on(1899, 12, 31), false],
    [on(2031, 1, 1), false],
    [on(1987, 5, 1.5), false],
  ])('says whether %o is a day: %s', (date, is) => {
    expect(isDate(date)).toBe(is);
  });

  it('knows the day of the week', () => {
    expect([on(1900, 1, 1), on(1987, 5, 3), on(2000, 1, 1), on(2030, 12, 31)].map(weekdayOf)).toEqual([
      'Monday',
      'Sunday',
      'Saturday',
      'Tuesday',
    ]);
  });
});

describe('dates in English', () => {
  it('stand in five forms', () => {
    for (const form of DATE_FORM_NAMES) expect(dateInEnglish(on(1987, 5, 3), form)).toBe(DATE_FORMS[form]);
  });

  it.each([
    [1, 'first', '1st'],
    [2, 'second', '2nd'],
    [11, 'eleventh', '11th'],
    [12, 'twelfth', '12th'],
    [13, 'thirteenth', '13th'],
    [20, 'twentieth', '20th'],
    [22, 'twenty-second', '22nd'],
    [23, 'twenty-third', '23rd'],
    [30, 'thirtieth', '30th'],
    [31, 'thirty-first', '31st'],
  ])('name day %d the %s or %s', (day, word, digits) => {
    expect(dateInEnglish(on(1987, 5, day), 'spelled')).toBe(`the ${word} of May 1987`);
    expect(dateInEnglish(on(1987, 5, day), 'ordinal')).toBe(`${digits} of May 1987`);
  });

  it.each(DATE_FORM_NAMES)('are read back from the form %s', (form) => {
    const wrong = SOME.filter((date) => {
      const text = dateInEnglish(date, form);
      const read = readEnglishDate(text);
      return !('date' in read && indexOfDate(read.date) === indexOfDate(date) && dateFormOf(text, date) === form);
    });
    expect(wrong).toEqual([]);
  });

  it('are spelled with the whole alphabet, and are no longer than it is said', () => {
    const texts = SOME.flatMap((date) => DATE_FORM_NAMES.map((form) => dateInEnglish(date, form)));
    expect([...new Set(texts.join(''))].sort()).toEqual(ENGLISH_DATE_ALPHABET);
    expect(texts.reduce((most, { length }) => Math.max(most, length), 0)).toBe(LONGEST_ENGLISH_DATE);
  });

  it.each(['3 may 1987', 'The 3rd May, 1987', 'may the third 1987', 'sunday the third of may 1987', ' May  3rd 1987 ', '03 May 1987'])(
    'are read from “%s” too, which is none of the forms',
    (text) => {
      expect(readEnglishDate(text)).toEqual({ date: on(1987, 5, 3) });
      expect(dateFormOf(text, on(1987, 5, 3))).toBeNull();
    },
  );

  it('are read without their hyphen', () => {
    expect(readEnglishDate('the twenty third of May 1987')).toEqual({ date: on(1987, 5, 23) });
  });

  it.each([
    ['', 'There is no date yet: write one such as “the third of May 1987” or “3 May 1987”.'],
    ['3/5/1987', '“3/5/1987” is no date as it is written here: write one such as “the third of May 1987” or “3 May 1987”.'],
    ['3 May', '“3 May” is no date as it is written here: write one such as “the third of May 1987” or “3 May 1987”.'],
    ['May May 1987', '“May May 1987” is no date as it is written here: write one such as “the third of May 1987” or “3 May 1987”.'],
    ['3 Septembre 1987', '“septembre” is no word of a date: did you mean “September”?'],
    ['31 April 1987', 'April has 30 days, and no day 31.'],
    ['29 February 1900', 'February 1900 has 28 days, and no day 29.'],
    ['3 May 1850', 'The dates here are of the years 1900 to 2030, and not of 1850.'],
    ['Monday, 3 May 1987', '3 May 1987 falls on a Sunday: write “Sunday, 3 May 1987”.'],
  ])('say what is wrong with “%s”', (text, fault) => {
    expect(readEnglishDate(text)).toEqual({ fault });
  });

  it('say that a day does not exist', () => {
    expect(() => dateInEnglish(on(1900, 2, 29), 'plain')).toThrow('year 1900, month 2, day 29 is no date');
  });
});

describe('dates in Japanese', () => {
  it('stand in two styles', () => {
    for (const style of STYLES) expect(dateInJapanese(on(1987, 5, 3), style)).toBe(DATE_STYLES[style]);
  });

  it.each([
    [on(1900, 1, 1), '一九〇〇年一月一日', '明治三十三年一月一日'],
    [on(1912, 7, 29), '一九一二年七月二十九日', '明治四十五年七月二十九日'],
    [on(1912, 7, 30), '一九一二年七月三十日', '大正元年七月三十日'],
    [on(1926, 12, 24), '一九二六年十二月二十四日', '大正十五年十二月二十四日'],
    [on(1926, 12, 25), '一九二六年十二月二十五日', '昭和元年十二月二十五日'],
    [on(1927, 10, 11), '一九二七年十月十一日', '昭和二年十月十一日'],
    [on(1989, 1, 7), '一九八九年一月七日', '昭和六十四年一月七日'],
    [on(1989, 1, 8), '一九八九年一月八日', '平成元年一月八日'],
    [on(2019, 4, 30), '二〇一九年四月三十日', '平成三十一年四月三十日'],
    [on(2019, 5, 1), '二〇一九年五月一日', '令和元年五月一日'],
    [on(2030, 11, 20), '二〇三〇年十一月二十日', '令和十二年十一月二十日'],
  ])('write %o as %s and %s', (date, western, era) => {
    expect(STYLES.map((style) => dateInJapanese(date, style))).toEqual([western, era]);
  });

  it.each(STYLES)('are read back from the style %s', (style) => {
    const wrong = SOME.filter((date) => {
      const text = dateInJapanese(date, style);
      const read = readJapaneseDate(text);
      return !('date' in read && indexOfDate(read.date) === indexOfDate(date) && dateStyleOf(text) === style);
    });
    expect(wrong).toEqual([]);
  });

  it('are spelled with the whole alphabet, and are no longer than it is said', () => {
    const texts = SOME.flatMap((date) => STYLES.map((style) => dateInJapanese(date, style)));
    expect([...new Set(texts.join(''))].sort()).toEqual(JAPANESE_DATE_ALPHABET);
    expect(texts.reduce((most, { length }) => Math.max(most, length), 0)).toBe(LONGEST_JAPANESE_DATE);
  });

  it.each([
    '',
    '五月三日',
    '昭和六十四年一月八日',
    '平成三年十三月一日',
    '一九八七年五月〇日',
    '昭和一年十二月二十五日',
    '一九八七年四月三十一日',
    '八七年五月三日',
  ])('are not read from “%s”', (text) => {
    expect(readJapaneseDate(text)).toEqual({
      fault: `“${text}” is no date: write one such as “一九八七年五月三日” or “昭和六十二年五月三日”.`,
    });
  });
});

describe('the splits of dates', () => {
  it('hold out a twentieth for the probe and a twentieth for the test, in every month', () => {
    for (let month = 1; month <= 12; month++) {
      const dates = ALL.filter((date) => date.month === month);
      for (const split of ['probe', 'test'] as const) {
        const share = dates.filter((date) => splitOfDate(date) === split).length / dates.length;
        expect(share).toBeGreaterThan(0.035);
        expect(share).toBeLessThan(0.065);
      }
    }
  });

  it.each(['train', 'probe', 'test'] as const)(
    'draw for %s from its own dates alone, as many of each quarter, the same for the same seed',
    (split) => {
      const dates = drawn(split);
      expect(dates.filter((date) => splitOfDate(date) !== split)).toEqual([]);
      for (let quarter = 0; quarter < 4; quarter++) {
        const count = dates.filter(({ month }) => Math.floor((month - 1) / 3) === quarter).length;
        expect(Math.abs(count - 250)).toBeLessThan(60);
      }
      expect(drawn(split)).toEqual(dates);
    },
  );
});
