import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { makeNumberPair, readNumber, scanNumber } from './number.ts';
import { columnIn, read } from './read.test.helper.ts';
import type { Given } from './table.ts';

const NONE = Number.NaN;

/** What a cell is with a decimal point, and with a decimal comma. */
function both(cell: string): readonly [number, number] | null {
  const pair = makeNumberPair();
  return scanNumber(cell, 0, cell.length, pair) || readNumber(cell, pair) ? [pair.first, pair.second] : null;
}

test.each<[string, number, number]>([
  ['0', 0, 0],
  ['-0', 0, 0],
  ['+7', 7, 7],
  ['−7', -7, -7],
  ['007', 7, 7],
  ['1.5', 1.5, NONE],
  ['1,5', NONE, 1.5],
  ['.5', 0.5, NONE],
  ['5.', 5, NONE],
  ['1,234', 1234, 1.234],
  ['1.234', 1.234, 1234],
  ['0,123', NONE, 0.123],
  ['1234,567', NONE, 1234.567],
  ['-12.345', -12.345, -12345],
  ['1,234.5', 1234.5, NONE],
  ['1.234,5', NONE, 1234.5],
  ['1,234,567', 1234567, NONE],
  ['1.234.567', NONE, 1234567],
  ['12,34,567', 1234567, NONE],
  ['1 234,5', NONE, 1234.5],
  ['1 234 567', 1234567, 1234567],
  ["1'234.5", 1234.5, NONE],
  ['1e3', 1000, 1000],
  ['1.5E-3', 0.0015, NONE],
  ['1,5e+3', NONE, 1500],
  ['$1,234.50', 1234.5, NONE],
  ['-$5', -5, -5],
  ['12,5 %', NONE, 12.5],
  ['3 €', 3, 3],
  ['0.12345678901234567', Number('0.12345678901234567'), NONE],
  ['1234567890123456789', Number('1234567890123456789'), Number('1234567890123456789')],
])('%s is %d with a decimal point and %d with a decimal comma', (cell, point, comma) => {
  expect(both(cell)).toEqual([point, comma]);
});

test.each([
  '',
  '-',
  '.',
  ',',
  '1-2',
  '1..2',
  '1,,2',
  '1,23.4',
  '12,34.5.6',
  '0x10',
  '1e999',
  'Infinity',
  '1 2',
  '$',
  '5 m',
  '--5',
  '1,2345,678',
  '9'.repeat(80),
])('“%s” is no number', (cell) => {
  expect(both(cell)).toBeNull();
});

test('every float64 that is printed is read back to the bit, with a point and with a comma', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = String(value);
      expect(both(text)?.[0]).toBe(value + 0);
      expect(both(text.replace('.', ','))?.[1]).toBe(value + 0);
    }),
    { numRuns: 1000 },
  );
});

const values = (cells: readonly string[], separator: string, given: Given = {}, beside = '5'): number[] => {
  const lines = cells.map((cell, row) => `"${cell}"${separator}"${beside}"${separator}${row}`);
  return [...columnIn(read(['it', 'other', 'n'].join(separator).concat('\n', lines.join('\n')), given), 'it').values];
};

describe('a column', () => {
  test('is read by the mark that one of its values leaves no choice about', () => {
    expect(values(['1,234', '1,5'], ',')).toEqual([1.234, 1.5]);
    expect(values(['1,234', '1,234.5'], ';')).toEqual([1234, 1234.5]);
    expect(values(['1.234', '0.5'], ';')).toEqual([1.234, 0.5]);
    expect(values(['1.234', '1.234.567'], ',')).toEqual([1234, 1234567]);
  });

  test('that leaves it open is read as the other columns are', () => {
    expect(values(['1,234', '2,345'], ',', {}, '0,5')).toEqual([1.234, 2.345]);
    expect(values(['1,234', '2,345'], ';', {}, '0.5')).toEqual([1234, 2345]);
  });

  test('is else read with a decimal comma where semicolons separate, and with a decimal point where not', () => {
    expect(values(['1,234', '2,345'], ';')).toEqual([1.234, 2.345]);
    expect(values(['1,234', '2,345'], ',')).toEqual([1234, 2345]);
    expect(values(['1,234', '2,345'], '\t')).toEqual([1234, 2345]);
    expect(read('a;b\n1,234;1\n2,345;2').notes.join(' ')).toContain('“1,234” in “a” is read as 1.234');
  });

  test('is read as a person says, where it leaves it open and nowhere else', () => {
    expect(values(['1,234', '2,345'], ',', { decimal: ',' })).toEqual([1.234, 2.345]);
    expect(values(['1,234', '2,345.5'], ',', { decimal: ',' })).toEqual([1234, 2345.5]);
  });

  test('with point and comma as decimal marks is text, and the place is told', () => {
    const table = read('a;n\n1,5;1\n1.5;2');
    expect(columnIn(table, 'a').kind).toBe('text');
    expect(table.notes).toContain('“a” is text: line 3, column 1 has “1.5” after 1 number.');
  });

  test('keeps the unit beside its numbers, and is text where there are two', () => {
    const table = read('a,b,n\n$5,5 €,1\n6,$6,2');
    expect([columnIn(table, 'a').unit, columnIn(table, 'a').kind]).toEqual(['$', 'number']);
    expect(columnIn(table, 'b').kind).toBe('text');
  });

  test('knows what is missing', () => {
    const cells = ['', 'NA', 'n/a', 'NULL', 'NaN', '-', '?', ' ', 'None', '#N/A'];
    const column = columnIn(read(`a,n\n1,1\n${cells.map((cell, k) => `${cell},${k}`).join('\n')}\n2,3`), 'a');
    expect([column.kind, column.missing, column.minimum, column.maximum]).toEqual(['number', cells.length, 1, 2]);
  });

  test('has the mean and deviation of what is there', () => {
    const { mean, deviation, minimum, maximum } = columnIn(read('a,n\n1,1\n,2\n3,3\n5,4'), 'a');
    expect([mean, deviation, minimum, maximum]).toEqual([3, Math.sqrt(8 / 3), 1, 5]);
  });

  test('that never changes is constant, a number or not, and one of nothing is empty', () => {
    const table = read('a,b,c,n\n7,x,,1\n7.0,x,NA,2\n,x,,3');
    expect(table.columns.map(({ kind }) => kind)).toEqual(['constant', 'constant', 'empty', 'number']);
    expect([columnIn(table, 'a').mean, columnIn(table, 'a').missing, columnIn(table, 'b').example]).toEqual([7, 1, 'x']);
  });
});
