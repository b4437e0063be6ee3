import { expect, test } from 'vitest';
import { encodingOf } from './encoding.ts';
import { checkSize, TableFault } from './fault.ts';
import { outcome, read } from './read.test.helper.ts';
import { LARGEST } from './table.ts';

const bytes = (...all: readonly number[]): string => new TextDecoder().decode(Uint8Array.from(all));
const NUMBERS = 'Numbers look like 12, 1.5 or 1,5, and a field whose value is missing is left empty';

/** What is wrong with a file, the file, where it is told, and how. */
const FILES: readonly (readonly [string, string, number | null, number | null, string])[] = [
  ['nothing', '', null, null, 'The file is empty: choose one with a line for each row'],
  ['nothing but lines', '\r\n \n\n', null, null, 'The file is empty: choose one with a line for each row'],
  ['names alone', 'a,b\n', 1, null, 'There are no rows below line 1: a table needs numbers under its names'],
  ['rows of nothing', 'a,b\n,\n,\n', 1, null, 'There are no rows below line 1: a table needs numbers under its names'],
  [
    'a short row',
    'a,b,c,d\n1,2,3,4\n"x\ny",2,3\n',
    3,
    null,
    'Line 3 has 3 fields where the header has 4: “"x y",2,3”. Give it one for each column, with nothing in it where nothing is known',
  ],
  [
    'a long row',
    'a;b\n1;2\n3;4;5\n',
    3,
    null,
    'Line 3 has 3 fields where the header has 2: “3;4;5”. Put a field with a semicolon in it into quotes',
  ],
  [
    'a row that is cut off',
    '1,2,3\n4,5,6\n7,',
    3,
    null,
    'Line 3 has 2 fields where line 1 has 3: “7,”. Give it one for each column, with nothing in it where nothing is known',
  ],
  [
    'decimal commas between commas',
    'day,x\n2014-05-03,1,5\n2014-05-04,2\n',
    2,
    null,
    'Line 2 has 3 fields where the header has 2: “2014-05-03,1,5”. Put a field with a comma in it into quotes, or separate by semicolons where commas are decimal',
  ],
  [
    'an open quote',
    'a,b\n1,2\n3, "4\n5,6\n7,8\n',
    3,
    4,
    'Line 3, column 4: a quote is opened and never closed. Close it, or take it away; a quote inside quotes is written twice',
  ],
  [
    'an open quote in a long file',
    `a,b\n1,2\n3,"4\n${'5,6\n'.repeat(40_000)}`,
    3,
    3,
    'Line 3, column 3: a quote is opened and not closed for more than 100,000 characters, from “"4 5,6 5,6',
  ],
  [
    'a quote too many',
    'a,b\n1,2\n"x\n"y",3\n',
    4,
    2,
    'Line 4, column 2: “y” follows a closing quote, where the field should end. A quote inside quotes is written twice',
  ],
  [
    'a field without an end',
    `a,b\n1,${'2'.repeat(100_001)}\n`,
    2,
    3,
    'Line 2, column 3: a field goes on for more than 100,000 characters, from “22222',
  ],
  ['words alone', 'name,town\nAda,London\nAlan,Bletchley\n', 2, 1, `There is no column of numbers: line 2, column 1 has “Ada”. ${NUMBERS}`],
  [
    'a word among the only numbers',
    'day,x\n2014-05-03,1\n2014-05-04,2\n2014-05-05,n.d.\n',
    4,
    12,
    `There is no column of numbers: line 4, column 12 has “n.d.” after 2 numbers. ${NUMBERS}`,
  ],
  [
    'points and commas as decimal marks',
    'x\n1.5\n2,5\n',
    3,
    1,
    `There is no column of numbers: line 3, column 1 has “2,5” after 1 number. ${NUMBERS}`,
  ],
  [
    'columns that never change',
    'a,b,day\n5,,2014-05-03\n5,,2014-05-04\n',
    null,
    null,
    'There is no column of numbers that change: “a” is always “5”, “b” is empty and “day” holds dates. Choose a file with something to forecast',
  ],
  [
    'spaces between fields',
    'a b\n1 2\n3 4\n',
    2,
    1,
    'There is no column of numbers: line 2, column 1 has “1 2”. If spaces separate its fields, put commas, semicolons or tabs there',
  ],
  [
    'too many columns',
    `${'1,'.repeat(1000)}1\n`,
    1,
    null,
    'Line 1 has 1,001 fields, and at most 1,000 are read: leave out columns, or give each row its own line',
  ],
  [
    'an Excel file',
    `${bytes(0x50, 0x4b, 3, 4, 0x14, 0, 6)}[Content_Types].xml`,
    null,
    null,
    'It looks like an Excel or OpenDocument file: open it in a spreadsheet and save it as CSV first',
  ],
  [
    'an old Excel file',
    bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0),
    null,
    null,
    'It looks like an Excel or OpenDocument file: open it in a spreadsheet and save it as CSV first',
  ],
  ['a PDF', '%PDF-1.7\n1 0 obj', null, null, 'It looks like a PDF: find the table that it was printed from, as CSV'],
  ['a compressed file', bytes(0x1f, 0x8b, 8, 0), null, null, 'It looks like a compressed file (gzip): unpack it first'],
  [
    'a picture',
    bytes(0x89, 0x50, 0x4e, 0x47, 13, 10, 0x1a, 10, 0, 0, 0, 13),
    null,
    null,
    'It looks like a binary file, and not like text: save it as CSV first',
  ],
  ['UTF-16 read as UTF-8', '1\0,\x002\0\n\x003\0,\x004\0', null, null, 'It looks like text in UTF-16: save it as CSV in UTF-8 first'],
  [
    'a web page',
    '\n<!DOCTYPE html><title>404</title>',
    1,
    null,
    'It looks like a web page or XML, where a table should be: download the data themselves, as CSV',
  ],
  ['JSON', '[{"a": 1}, {"a": 2}]', 1, null, 'It looks like JSON: save it as CSV first, one row a line'],
];

test.each(FILES)('%s is told with its place', (_, text, line, column, message) => {
  const told = outcome(() => read(text));
  expect(told).toMatchObject({ line, column });
  expect((told as { readonly message: string }).message.slice(0, message.length)).toBe(message);
});

test('a file that is larger than 50 MB is refused', () => {
  expect(() => checkSize(LARGEST + 1)).toThrow(
    new TableFault('The file is larger than 50 MB: leave out columns or rows that are not needed'),
  );
  expect(() => checkSize(LARGEST)).not.toThrow();
});

test('the encoding of a file is known by its mark or by its bytes', () => {
  const encoded = (...all: readonly number[]): string => encodingOf(Uint8Array.from(all));
  expect(encoded(0xff, 0xfe, 0x31, 0)).toBe('utf-16le');
  expect(encoded(0xfe, 0xff, 0, 0x31)).toBe('utf-16be');
  expect(encodingOf(new TextEncoder().encode('Größe,日本,😀\n1,2,3'))).toBe('utf-8');
  expect(encodingOf(new TextEncoder().encode('日本').subarray(0, 4))).toBe('utf-8');
  expect(encoded(0x47, 0x72, 0xf6, 0xdf, 0x65)).toBe('windows-1252');
  expect(encoded(0x47, 0x72, 0xf6, 0xdf, 0)).toBe('utf-8');
});
