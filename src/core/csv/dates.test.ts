import { describe, expect, test } from 'vitest';
import { makeDatePair, readDate } from './date.ts';
import { besideNumbers, columnIn, read } from './read.test.helper.ts';
import type { Given } from './table.ts';

const written = (time: number): string | null =>
  Number.isNaN(time) ? null : new Date(time).toISOString().replace(/T00:00:00.000Z$|:00.000Z$|Z$/, '');

/** What a cell is with its day first, and with its month first. */
function both(cell: string): readonly (string | null)[] | null {
  const pair = makeDatePair();
  return readDate(cell, pair) ? [written(pair.first), written(pair.second)] : null;
}

test.each<[string, string]>([
  ['2014-05-03', '2014-05-03'],
  ['2014/5/3', '2014-05-03'],
  ['2014.05.03', '2014-05-03'],
  ['2012-02-29', '2012-02-29'],
  ['2000-02-29', '2000-02-29'],
  ['2014-05-03T12:30', '2014-05-03T12:30'],
  ['2014-05-03T12:30:15Z', '2014-05-03T12:30:15.000'],
  ['2014-05-03 12:30:15.25', '2014-05-03T12:30:15.250'],
  ['2014-05-03T12:30:15,007', '2014-05-03T12:30:15.007'],
  ['2014-05-03T01:30+02:00', '2014-05-02T23:30'],
  ['2014-05-03 23:30 -0130', '2014-05-04T01:00'],
  ['2014-05-03 1:05 PM', '2014-05-03T13:05'],
  ['2014-05-03 12:05am', '2014-05-03T00:05'],
  ['3 May 2014', '2014-05-03'],
  ['3rd May 2014', '2014-05-03'],
  ['3. Mai 2014', '2014-05-03'],
  ['03-MAY-2014', '2014-05-03'],
  ['3-Mai-14', '2014-05-03'],
  ['3 März 70', '1970-03-03'],
  ['May 3, 2014', '2014-05-03'],
  ['Sept. 3, 2014', '2014-09-03'],
  ['3 août 2014, 12:30', '2014-08-03T12:30'],
  ['2014-May-03', '2014-05-03'],
  ['2014-05', '2014-05-01'],
  ['2014/05', '2014-05-01'],
  ['05/2014', '2014-05-01'],
  ['2014M05', '2014-05-01'],
  ['May 2014', '2014-05-01'],
  ['dicembre 2014', '2014-12-01'],
  ['May-14', '2014-05-01'],
  ['2014 May', '2014-05-01'],
  ['2014-Q2', '2014-04-01'],
  ['Q4 2014', '2014-10-01'],
])('%s is %s', (cell, date) => {
  expect(both(cell)).toEqual([date, date]);
});

test.each<[string, string | null, string | null]>([
  ['3/5/2014', '2014-05-03', '2014-03-05'],
  ['3-5-2014', '2014-05-03', '2014-03-05'],
  ['23/5/2014', '2014-05-23', null],
  ['5/23/2014', null, '2014-05-23'],
  ['3.5.2014', '2014-05-03', null],
  ['03.05.68', '2068-05-03', null],
  ['3/5/69 14:00', '1969-05-03T14:00', '1969-03-05T14:00'],
])('%s is %s with the day first and %s with the month first', (cell, day, month) => {
  expect(both(cell)).toEqual([day, month]);
});

test.each([
  '2014-02-29',
  '1900-02-29',
  '2014-04-31',
  '2014-13-01',
  '32.1.2014',
  '13/13/2014',
  '2014-05-03 24:30',
  '2014-05-03 13:00 pm',
  '3 Mayo del 2014',
  'Maybe 2014',
  '2014-Q5',
  '2014M13',
  '12:30',
  '3.5.',
  'May',
  '2014-05T12:00',
  '14-5-3-1',
])('“%s” is no date', (cell) => {
  expect(both(cell)).toBeNull();
});

function dates(cells: readonly string[], separator = ',', given: Given = {}) {
  const table = read(besideNumbers(cells, separator), given);
  const { kind, values } = columnIn(table, 'it');
  return { kind, dates: [...values].map(written), note: table.notes.find((note) => note.includes('“it”')) };
}

describe('a column of dates', () => {
  test('has its day or its month first as one of them leaves no choice', () => {
    expect(dates(['1/2/2014', '13/2/2014'])).toMatchObject({
      kind: 'date',
      dates: ['2014-02-01', '2014-02-13'],
      note: 'Dates in “it” are read as day/month/year.',
    });
    expect(dates(['1/2/2014', '2/13/2014'])).toMatchObject({
      dates: ['2014-01-02', '2014-02-13'],
      note: 'Dates in “it” are read as month/day/year.',
    });
  });

  test('that leaves it open is read in the order in which it goes one way', () => {
    const note = (order: string) => `Dates in “it” are read as ${order}, since they are in order that way.`;
    expect(dates(['1/11/2014', '1/12/2014', '2/1/2014'])).toMatchObject({
      dates: ['2014-01-11', '2014-01-12', '2014-02-01'],
      note: note('month/day/year'),
    });
    expect(dates(['11/1/2014', '12/1/2014', '1/2/2014'])).toMatchObject({
      dates: ['2014-01-11', '2014-01-12', '2014-02-01'],
      note: note('day/month/year'),
    });
    expect(dates(['1/2/2014', '12/1/2014', '11/1/2014']).dates).toEqual(['2014-02-01', '2014-01-12', '2014-01-11']);
  });

  test('is else guessed by its hyphens and the decimal mark, says so, and heeds a person', () => {
    const cells = ['1/2/2014', '2/3/2014', '3/4/2014'];
    expect(dates(cells)).toMatchObject({
      dates: ['2014-01-02', '2014-02-03', '2014-03-04'],
      note: expect.stringContaining('a guess: no date tells'),
    });
    expect(dates(cells, ';').dates[0]).toBe('2014-02-01');
    expect(dates(cells.map((cell) => cell.replaceAll('/', '-'))).dates[0]).toBe('2014-02-01');
    expect(dates(cells, ',', { order: 'day' })).toMatchObject({
      dates: ['2014-02-01', '2014-03-02', '2014-04-03'],
      note: expect.stringContaining('as you say'),
    });
  });

  test('with both orders is text', () => {
    expect(dates(['13/2/2014', '2/13/2014'])).toMatchObject({
      kind: 'text',
      note: '“it” is text: line 3, column 1 has “2/13/2014” after 1 date.',
    });
  });

  test('may lack some', () => {
    expect(dates(['2014-05-03', 'NA', '', '2014-05-06'])).toMatchObject({ kind: 'date', dates: ['2014-05-03', null, null, '2014-05-06'] });
  });

  test('holds bare years where each is later than the one before, or each earlier', () => {
    expect(dates(['1990', '1991', '1995'])).toMatchObject({
      kind: 'date',
      dates: ['1990-01-01', '1991-01-01', '1995-01-01'],
      note: '“it” is read as years, such as “1990”.',
    });
    expect(dates(['1995', '1991']).kind).toBe('date');
  });

  test.each([
    ['go up and down', ['1990', '1992', '1991']],
    ['come twice', ['1990', '1990', '1991']],
    ['are missing', ['1990', '', '1991']],
    ['have a mark', ['1990', '1991.5', '1992']],
    ['lie outside 1500 to 2100', ['2090', '2100', '2110']],
    ['have fewer digits', ['990', '1991', '1992']],
  ])('is one of numbers where years %s', (_, cells) => {
    expect(dates(cells).kind).toBe('number');
  });

  test('holds days of eight digits where all are days', () => {
    expect(dates(['20140503', '20140504', ''])).toMatchObject({ kind: 'date', dates: ['2014-05-03', '2014-05-04', null] });
    expect(dates(['20140503', '20141304']).kind).toBe('number');
  });
});
