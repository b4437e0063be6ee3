import { describe, expect, test } from 'vitest';
import { columnIn, read } from './read.test.helper.ts';

const lines = (...all: readonly string[]): string => all.join('\n');
const rowsOf = (text: string): number[][] => {
  const { columns, rows } = read(text);
  return Array.from({ length: rows }, (_, row) => columns.map(({ values }) => values[row] as number));
};
const namesIn = (text: string): string[] => read(text).columns.map(({ name }) => name);

describe('the separator', () => {
  test('is found where another mark stands in fields', () => {
    expect(rowsOf('a;b\n1,5;2\n2,5;3')).toEqual([
      [1.5, 2],
      [2.5, 3],
    ]);
    expect(rowsOf('a,b\n1,2\n3,4')).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(rowsOf('a\tb\n1,5\t2;\n2,5\t3;').map(([first]) => first)).toEqual([1.5, 2.5]);
    expect(rowsOf('a, b\n1, "2"\n3 ,4')).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test('is not what stands within quotes in every line', () => {
    expect(read('1,"a\tb"\n2,"c\td"').columns.map(({ kind }) => kind)).toEqual(['number', 'text']);
    expect(read('1,5" pipe\n2,6" pipe').columns.map(({ kind }) => kind)).toEqual(['number', 'text']);
  });

  test('is none where one name stands above numbers', () => {
    expect(read('value\n1,5\n2,5')).toMatchObject({ separator: '', decimal: ',', rows: 2 });
    expect(rowsOf('value\n1,234.5\n2')).toEqual([[1234.5], [2]]);
  });

  test('may be named by the first line, as Excel does, or by a person', () => {
    expect(rowsOf('sep=;\na;b\n1;2\n3;4')).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(read('1,5\n2,5', { separator: '' }).columns.map(({ values }) => [...values])).toEqual([[1.5, 2.5]]);
  });
});

describe('names', () => {
  test('are the first line where it holds words above numbers', () => {
    expect(namesIn('a,b\n1,2\n3,4')).toEqual(['a', 'b']);
    expect(namesIn('1,2\n3,4')).toEqual(['column 1', 'column 2']);
    expect(namesIn('x,1,5\ny,2,6')).toEqual(['column 1', 'column 2', 'column 3']);
  });

  test('are numbers in a row above numbers with decimals', () => {
    expect(namesIn(',0,1,2\n0,1.5,2.5,3.5\n1,2.5,3.5,4.5')).toEqual(['column 1', '0', '1', '2']);
    expect(namesIn('1990,1991,1992\n0.1,0.2,0.3\n0.2,0.3,0.4')).toEqual(['1990', '1991', '1992']);
    expect(read('0,1,2\n4,5,7\n8,9,9').header).toBe(false);
  });

  test('are as a person says', () => {
    expect(read('a,b\n1,2\n3,4', { header: true }).rows).toBe(2);
    expect(read('7,2\n1,2\n3,4', { header: true }).columns.map(({ name }) => name)).toEqual(['7', '2']);
    expect(read('x,1\ny,2', { header: false }).rows).toBe(2);
  });

  test('are all different, on one line, and never empty', () => {
    const name = 'a very long name that goes on and on and on for ever';
    expect(namesIn(`a,a,,"b\nc",a,${name}\n1,2,3,4,5,6\n2,3,4,5,6,7`)).toEqual([
      'a',
      'a (2)',
      'column 3',
      'b c',
      'a (3)',
      `${name.slice(0, 39)}…`,
    ]);
  });

  test('may stand below a title, or in the last line of comment', () => {
    const body = ['x,y', '1,2', '3,4', '5,6', '7,8', '9,9'];
    const titled = read(lines('Measured by hand', '', ...body));
    expect([titled.rows, titled.columns[0]?.name, titled.notes]).toEqual([
      5,
      'x',
      expect.arrayContaining(['Line 3 names the columns.', 'What stands above line 3 is passed over.']),
    ]);
    expect(namesIn(lines('# by hand, 2014', '# t, v', '1,2', '3,4'))).toEqual(['t', 'v']);
    expect(namesIn(lines('# by hand, 2014', 't,v', '1,2', '3,4'))).toEqual(['t', 'v']);
  });
});

describe('what spreadsheets leave behind', () => {
  test('is passed over: a mark at the beginning, \\r\\n, lines of nothing, separators at the end of lines', () => {
    expect(rowsOf('\ufeffa;b;\r\n1;2;\r\n3;4;;\r\n;;\r\n\r\n\r\n')).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(rowsOf('a,b\r1,2\r3,4')).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(rowsOf('a,b\n\n1,2\n\n3,4')).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  test('counts as missing within: rows of nothing, and lines of nothing in a table of one column', () => {
    expect(rowsOf('a,b\n1,2\n,\n3,4')).toEqual([
      [1, 2],
      [Number.NaN, Number.NaN],
      [3, 4],
    ]);
    expect(rowsOf('a\n1\n\n3\n\n')).toEqual([[1], [Number.NaN], [3]]);
  });

  test('is read in quotes: separators, line ends, doubled quotes', () => {
    const table = read('a,"b ""c"""\n"x, ""y""\r\nz",1\n"w" ,2');
    expect(table.columns.map(({ name, example }) => [name, example])).toEqual([
      ['a', 'x, "y" z'],
      ['b "c"', '1'],
    ]);
    expect(columnIn(table, 'b "c"').values).toEqual(Float64Array.of(1, 2));
    expect(columnIn(read('inch,n\n5" pipe,1\n6" pipe,2'), 'inch').example).toBe('5" pipe');
  });
});

test('what was assumed and met is told in sentences', () => {
  expect(read('day;x;y\n3-5-14;1,5;a\n4-5-14;;b\n23-5-14;2;c').notes).toEqual([
    'Fields are separated by semicolons.',
    'Line 1 names the columns.',
    'Years of two digits in “day” are 1969 to 2068.',
    'Dates in “day” are read as day-month-year.',
    'Values are missing: 1 in “x”.',
  ]);
  expect(read('1\n2').notes).toEqual(['Each line is one field.', 'No line names the columns, so they are counted.']);
});
