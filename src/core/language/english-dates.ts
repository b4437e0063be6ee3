import { nearest } from '../cell/nearest.ts';
import { shorten } from '../words.ts';
import { charactersOf } from './alphabet.ts';
import {
  type CalendarDate,
  checkDate,
  type DateRead,
  daysInMonth,
  FIRST_YEAR,
  isDate,
  LAST_YEAR,
  MONTHS,
  WEEKDAYS,
  weekdayOf,
} from './calendar.ts';

/** The ways a date is written, each by an example. */
export const DATE_FORMS = {
  spelled: 'the third of May 1987',
  plain: '3 May 1987',
  american: 'May 3, 1987',
  ordinal: '3rd of May 1987',
  weekday: 'Sunday, 3 May 1987',
} as const;
export type DateForm = keyof typeof DATE_FORMS;
export const DATE_FORM_NAMES = Object.keys(DATE_FORMS) as readonly DateForm[];

const UNDER_TWENTY =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth'.split(
    ' ',
  );
const ones = (tens: string, count: number): string[] => UNDER_TWENTY.slice(0, count).map((one) => `${tens}-${one}`);
/** "first" to "thirty-first". */
const ORDINALS: readonly string[] = [...UNDER_TWENTY, 'twentieth', ...ones('twenty', 9), 'thirtieth', ...ones('thirty', 1)];

const FORMS: Readonly<Record<DateForm, (date: CalendarDate, month: string) => string>> = {
  spelled: ({ year, day }, month) => `the ${ORDINALS[day - 1]} of ${month} ${year}`,
  plain: ({ year, day }, month) => `${day} ${month} ${year}`,
  american: ({ year, day }, month) => `${month} ${day}, ${year}`,
  ordinal: ({ year, day }, month) => `${withSuffix(day)} of ${month} ${year}`,
  weekday: (date, month) => `${weekdayOf(date)}, ${date.day} ${month} ${date.year}`,
};

/** 1st, 2nd, 3rd, 4th, 11th, 21st. */
function withSuffix(day: number): string {
  const teens = day > 10 && day < 14;
  return `${day}${teens ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th')}`;
}

export const ENGLISH_DATE_ALPHABET: readonly string[] = charactersOf(['0123456789', ' ,', 'the of', ...ORDINALS, ...MONTHS, ...WEEKDAYS]);
/** Characters of "the twenty-seventh of September 1987". */
export const LONGEST_ENGLISH_DATE = 36;

/**
 * A date in English: "the third of May 1987", or in another of `DATE_FORMS`.
 * @throws {RangeError} where there is no such day in the years 1900 to 2030.
 */
export function dateInEnglish(date: CalendarDate, form: DateForm): string {
  checkDate(date);
  return FORMS[form](date, MONTHS[date.month - 1] ?? '');
}

/** The form in which a date is written, letter by letter; null where it is none of them. */
export const dateFormOf = (text: string, date: CalendarDate): DateForm | null =>
  DATE_FORM_NAMES.find((form) => dateInEnglish(date, form) === text) ?? null;

/** Positions of words in lower case, from 1 on. */
const positions = (words: readonly string[]): ReadonlyMap<string, number> => new Map(words.map((word, k) => [word.toLowerCase(), k + 1]));
const MONTH_AT = positions(MONTHS);
const DAY_AT = new Map([...positions(ORDINALS), ...Array.from({ length: 31 }, (_, k) => [withSuffix(k + 1), k + 1] as const)]);
const WEEKDAY_AT = positions(WEEKDAYS);
const KNOWN = new Set([...MONTH_AT.keys(), ...DAY_AT.keys(), ...WEEKDAY_AT.keys(), 'the', 'of']);

/** Reads a date in any of the forms and between them: in whatever case, with or without "the", "of", commas and the right day of the week. */
export function readEnglishDate(text: string): DateRead {
  const words = wordsOf(text);
  const [weekday] = words.filter((word) => WEEKDAY_AT.has(word));
  const rest = words.filter((word, k) => !(k === 0 && word === weekday) && word !== 'the' && word !== 'of');
  const date = dateOf(rest);
  if (date === null) return { fault: faultIn(text, words) };
  const fault = isDate(date) ? weekdayFault(date, weekday) : faultOfDay(date);
  return fault === null ? { date } : { fault };
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/(twenty|thirty)[\s\p{Pd}]+(?=\p{L})/u, '$1-')
    .split(/[\s,]+/)
    .filter((word) => word !== '');

/** The date of a day, a month and a year, or of a month, a day and a year, whether it exists or not. */
function dateOf(words: readonly string[]): CalendarDate | null {
  const [a = '', b = '', year = ''] = words;
  const [day, month] = MONTH_AT.has(a) ? [b, a] : [a, b];
  const found = { year: Number(year), month: MONTH_AT.get(month) ?? 0, day: DAY_AT.get(day) ?? (/^\d\d?$/.test(day) ? Number(day) : 0) };
  return words.length === 3 && /^\d{4}$/.test(year) && found.month > 0 && found.day > 0 ? found : null;
}

function faultOfDay({ year, month, day }: CalendarDate): string {
  if (year < FIRST_YEAR || year > LAST_YEAR) return `The dates here are of the years ${FIRST_YEAR} to ${LAST_YEAR}, and not of ${year}.`;
  const named = `${MONTHS[month - 1]}${month === 2 ? ` ${year}` : ''}`;
  return `${named} has ${daysInMonth(year, month)} days, and no day ${day}.`;
}

function weekdayFault(date: CalendarDate, weekday: string | undefined): string | null {
  const right = weekdayOf(date);
  if (weekday === undefined || weekday === right.toLowerCase()) return null;
  return `${dateInEnglish(date, 'plain')} falls on a ${right}: write “${dateInEnglish(date, 'weekday')}”.`;
}

function faultIn(text: string, words: readonly string[]): string {
  if (words.length === 0) return `There is no date yet: ${EXAMPLE}.`;
  const unknown = words.find((word) => !KNOWN.has(word) && !/^\d+$/.test(word));
  const meant = unknown === undefined ? null : nearest(unknown, [...MONTHS, ...KNOWN]);
  if (unknown !== undefined && meant !== null) return `“${shorten(unknown)}” is no word of a date: did you mean “${meant}”?`;
  return `“${shorten(text.trim())}” is no date as it is written here: ${EXAMPLE}.`;
}

const EXAMPLE = `write one such as “${DATE_FORMS.spelled}” or “${DATE_FORMS.plain}”`;
