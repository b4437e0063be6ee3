import { describe, expect, test } from 'vitest';
import { standardised } from '../forecast/counted.ts';
import { leastLength, partOf } from '../forecast/series.ts';
import { windowsOf } from '../forecast/windows.ts';
import { createRng } from '../rng.ts';
import { TableFault } from './fault.ts';
import { read } from './read.test.helper.ts';
import { choosable, dateColumn, scalingOf, seriesOf } from './series.ts';

const SIZE = { window: 4, ahead: 2 };
const day = (k: number): string => new Date(Date.UTC(2014, 4, 1 + k)).toISOString().slice(0, 10);
const DAYS = Array.from({ length: 30 }, (_, k) => k);

/** Days in some order, with a number each. */
const dated = (days: readonly number[], value: (k: number) => string = (k) => String(10 * k + 0.5)) =>
  read(`day,x,y\n${days.map((k) => `${day(k)},${value(k)},${k * k}`).join('\n')}`);
const chosen = (table: ReturnType<typeof read>, target = 1, inputs: readonly number[] = [1]) => seriesOf(table, { target, inputs }, SIZE);
const notesOf = (...of: Parameters<typeof chosen>): readonly string[] => chosen(...of).notes;
const XS = DAYS.map((k) => 10 * k + 0.5);

describe('chosen columns', () => {
  test('are a series that windows are cut from, the target among what is read where it is chosen', () => {
    const { series, notes } = chosen(dated(DAYS), 1, [2, 1]);
    expect([...series.target]).toEqual(XS);
    expect(series.inputs.map(({ name }) => name)).toEqual(['y', 'x']);
    expect(series.inputs[1]?.values).toBe(series.target);
    expect(notes).toEqual([]);
    const { x, caption } = windowsOf(series, SIZE).sequence(createRng(1), {}, 'test');
    expect([x.length, caption?.includes('May 2014')]).toEqual([8, true]);
  });

  test('are those of numbers', () => {
    const table = read('day,x,town,y,z\n2014-05-03,1,a,,7\n2014-05-04,2,b,,7');
    expect(choosable(table)).toEqual([1]);
    expect(dateColumn(table)?.name).toBe('day');
    expect(() => chosen(table, 2)).toThrow('“town” is not a column of numbers that change: choose another');
    expect(() => chosen(table, 9)).toThrow('There is no column 10: the file has 5 columns');
    expect(() => chosen(table, 1, [])).toThrow('No column is chosen to read: choose one at least');
  });

  test('that are too short are refused with how many rows are needed', () => {
    const least = leastLength(SIZE);
    expect(() => chosen(dated(DAYS.slice(0, least)))).not.toThrow();
    expect(() => chosen(dated(DAYS.slice(0, least - 1)))).toThrow(
      new TableFault(`There are only ${least - 1} rows in which every chosen column has begun; ${least} are needed at least`),
    );
    expect(() => chosen(read('x,y\n1,\n2,5\n,6'), 0, [0, 1])).toThrow('There is only 1 row in which');
  });

  test('have no more decimals on the screen than their numbers, nor than three figures of their spread', () => {
    expect(chosen(dated(DAYS)).series.digits).toBe(1);
    expect(chosen(dated(DAYS, (k) => String(k))).series.digits).toBe(0);
    expect(chosen(dated(DAYS, (k) => `${k}.123456789`)).series.digits).toBe(2);
  });
});

describe('rows', () => {
  test('are sorted by their dates, rows of one date as they stand, and it is told', () => {
    const swapped = DAYS.map((k) => (k === 7 ? 8 : k === 8 ? 7 : k));
    expect([...chosen(dated(swapped)).series.target]).toEqual(XS);
    expect(notesOf(dated(swapped))).toEqual(['Rows are sorted by “day”: one is earlier than the row above, first row 9.']);
    expect(notesOf(dated([...DAYS, 29]))).toEqual([
      '“day” is the same as in the row above in 1 row: each counts as a step of its own.',
      'Rows are not equally far apart in time: each counts as one step.',
    ]);
  });

  test('are turned round where the latest comes first', () => {
    expect([...chosen(dated(DAYS.toReversed())).series.target]).toEqual(XS);
    expect(notesOf(dated(DAYS.toReversed()))).toEqual(['Rows are turned round, since “day” begins with the latest.']);
  });

  test('are taken as they stand without dates, or where some are missing and the others are in order', () => {
    const plain = read(`x\n${XS.join('\n')}`);
    expect(notesOf(plain, 0, [0])).toEqual(['There is no column of dates: rows are taken in the order of the file.']);
    expect(chosen(plain, 0, [0]).series.label(34)).toBe('row 35');
    const gap = read(`day,x\n${DAYS.map((k) => `${k === 3 ? '' : day(k)},${XS[k]}`).join('\n')}`);
    expect(notesOf(gap)).toEqual(['1 row has no date in “day”: rows are counted, in the order of the file.']);
  });

  test('without a date are refused where the others are out of order', () => {
    const table = read(
      `day,x\n${DAYS.toReversed()
        .map((k) => `${k === 3 ? '' : day(k)},${k}`)
        .join('\n')}`,
    );
    expect(() => chosen(table)).toThrow(
      'Row 27 has no date in “day”, and row 2 is earlier than the row above it, so that the rows cannot be put in order.',
    );
  });
});

describe('missing values', () => {
  test('are filled along a line, three in a row at most, and it is told', () => {
    const { series, notes } = chosen(dated(DAYS, (k) => (k === 2 || (k > 10 && k < 14) ? '' : String(XS[k]))));
    expect([...series.target].map((value) => Math.round(value * 1e6) / 1e6)).toEqual(XS);
    expect(notes).toEqual(['4 missing values of “x” are filled along the line between the values beside them.']);
  });

  test('are refused where they are more, with the place in the file', () => {
    const gap = (k: number): string => (k > 10 && k < 15 ? '' : String(k));
    const sentence = (first: string, last: string): string =>
      `4 values in a row are missing in “x”, from ${first} to ${last}, and at most 3 are filled. Cut the file there, or leave the column out`;
    expect(() => chosen(dated(DAYS, gap))).toThrow(sentence('row 12 (12 May 2014)', 'row 15 (15 May 2014)'));
    expect(() => chosen(dated(DAYS.toReversed(), gap))).toThrow(sentence('row 19 (12 May 2014)', 'row 16 (15 May 2014)'));
  });

  test('at the ends of a chosen column take their rows with them, and it is told', () => {
    const table = dated(DAYS, (k) => (k < 2 || k === 29 ? '' : String(XS[k])));
    expect([...chosen(table).series.target]).toEqual(XS.slice(2, 29));
    expect(chosen(table).series.label(0)).toBe('3 May 2014');
    expect(notesOf(table, 2, [1, 2])).toEqual([
      'The first 2 rows are left out: a chosen column begins later.',
      'The last 1 row is left out: a chosen column ends earlier.',
    ]);
    expect(notesOf(table, 2, [2])).toEqual([]);
  });
});

describe('the scale', () => {
  test('is the mean and deviation of the first 70 %, whatever comes later', () => {
    const values = Float64Array.from({ length: 100 }, (_, k) => (k < 70 ? k % 7 : 1e6));
    const { mean, deviation } = scalingOf(values);
    expect([mean, deviation]).toEqual([3, 2]);
    const { to } = partOf(100, 'train');
    expect(standardised(values).subarray(0, to)).toEqual(values.subarray(0, to).map((value) => (value - mean) / deviation));
    expect(scalingOf(values.map((value, k) => (k < 70 ? value : -value)))).toEqual({ mean, deviation });
  });

  test('is told where a column does not change in that part', () => {
    expect(notesOf(dated(DAYS, (k) => (k < 21 ? '5' : '6')))).toEqual(['“x” does not change in the part that is learned from.']);
  });
});

describe('the calendar', () => {
  const labelled = (dates: readonly string[]) => {
    const { series, notes } = chosen(read(`t,x\n${dates.map((date, k) => `${date},${k}`).join('\n')}`));
    return {
      labels: [series.label(0), series.label(dates.length)],
      season: series.season,
      ago: series.labels.season,
      even: notes.length === 0,
    };
  };
  const times = (step: number, cut = 16): string[] =>
    DAYS.map((k) => new Date(Date.UTC(2014, 4, 1) + k * step * 60_000).toISOString().slice(0, cut));
  const months = (step: number): string[] =>
    DAYS.map((k) => `${1990 + Math.floor((k * step) / 12)}-${String(1 + ((k * step) % 12)).padStart(2, '0')}`);

  test.each<[string, readonly string[], readonly string[], number | null, string]>([
    ['years', DAYS.map((k) => String(1990 + k)), ['1990', '2020'], null, ''],
    ['quarters', months(3), ['January 1990', 'July 1997'], 4, 'same as a year ago'],
    ['months', months(1), ['January 1990', 'July 1992'], 12, 'same as a year ago'],
    ['weeks', times(7 * 1440, 10), ['1 May 2014', '27 November 2014'], 52, 'same as a year ago'],
    ['days', times(1440, 10), ['1 May 2014', '31 May 2014'], 7, 'same as a week ago'],
    ['hours', times(60), ['1 May 2014, 00:00', '2 May 2014, 06:00'], 24, 'same as a day ago'],
    ['ten minutes', times(10), ['1 May 2014, 00:00', '1 May 2014, 05:00'], 144, 'same as a day ago'],
    ['seconds', times(0.5, 19), ['1 May 2014, 00:00:00', '1 May 2014, 00:15:00'], null, ''],
  ])('names %s, those to come too, and knows after how many they repeat', (_, dates, labels, season, ago) => {
    expect(labelled(dates)).toEqual({ labels, season, ago, even: true });
  });

  test('knows no season where rows are not equally far apart, as where weekends are left out', () => {
    expect(labelled(DAYS.flatMap((k) => (k % 7 < 5 ? [day(k)] : [])))).toMatchObject({ season: null, even: false });
  });
});
