import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRng } from '../rng.ts';
import { tables } from './randomTables.test.helper.ts';
import { outcome, read, readCut } from './read.test.helper.ts';
import { createReader } from './reader.ts';

test('a thousand random tables in random dialects are read back as they were', () => {
  fc.assert(
    fc.property(tables, ({ text, style, rows, columns }) => {
      const table = read(text);
      expect([table.rows, table.separator, table.header]).toEqual([rows, style.separator, style.header]);
      expect(table.decimal).toBe(style.decimal);
      expect(table.columns.map(({ name, kind, values, missing }) => ({ name, kind, values: [...values], missing }))).toEqual(
        columns.map(({ name, kind, values, missing }) => ({ name, kind, values, missing })),
      );
    }),
    { numRuns: 1000, seed: 5 },
  );
});

test('where the text is cut into pieces changes nothing', () => {
  fc.assert(
    fc.property(tables, fc.array(fc.nat(400), { maxLength: 12 }), ({ text }, cuts) => {
      expect(readCut(text, cuts)).toEqual(read(text));
    }),
    { numRuns: 500, seed: 5 },
  );
});

test('nor does it where characters are changed so that the table is broken', () => {
  const change = fc.tuple(fc.nat(300), fc.constantFrom('"', '\n', '\r', ',', ';', 'x', ' ', ''));
  fc.assert(
    fc.property(
      tables,
      fc.array(change, { minLength: 1, maxLength: 3 }),
      fc.array(fc.nat(400), { maxLength: 8 }),
      (drawn, changes, cuts) => {
        const text = changes.reduce((before, [at, what]) => before.slice(0, at) + what + before.slice(at + 1), drawn.text);
        expect(outcome(() => readCut(text, cuts))).toEqual(outcome(() => read(text)));
      },
    ),
    { numRuns: 500, seed: 5 },
  );
});

test('single characters give the same table as the whole, in a file that is longer than its beginning', () => {
  const rng = createRng('long');
  const lines = Array.from({ length: 9000 }, (_, k) => `${k},"${k % 3 === 0 ? 'a ""b""\r\nc' : 'd'}",${(rng.uniform() * 100).toFixed(2)}`);
  const text = `k,text,value\r\n${lines.join('\r\n')}\r\n`;
  expect(text.length).toBeGreaterThan(2 * 65_536);
  const reader = createReader();
  for (const character of text) reader.push(character);
  expect(reader.rows).toBe(9000);
  expect(reader.characters).toBe(text.length);
  expect(reader.end()).toEqual(read(text));
});

test('a fault far behind the beginning is told with its line, wherever the text is cut', () => {
  const lines = Array.from({ length: 30_000 }, (_, k) => `${k},${k % 7}`);
  lines[25_000] = '25,000,3';
  const text = `a,b\n${lines.join('\n')}`;
  const whole = outcome(() => read(text));
  expect(whole).toMatchObject({
    line: 25_002,
    message: expect.stringContaining('Line 25002 has 3 fields where the header has 2: “25,000,3”.'),
  });
  for (const size of [1000, 4093, 70_000]) {
    const cuts = Array.from({ length: Math.floor(text.length / size) }, (_, k) => (k + 1) * size);
    expect(outcome(() => readCut(text, cuts))).toEqual(whole);
  }
});

const seconds = (megabytes: number): number => {
  const line = (k: number): string => `2020-01-${String(1 + (k % 28)).padStart(2, '0')} 12:30;${k % 977};${k % 10},25;"a ""word"", ${k}"\n`;
  const piece = Array.from({ length: 1600 }, (_, k) => line(k)).join('');
  const reader = createReader();
  const from = process.cpuUsage().user;
  for (let size = 0; size < megabytes * 1e6; size += piece.length) reader.push(piece);
  expect(reader.end().columns.map(({ kind }) => kind)).toEqual(['date', 'number', 'number', 'text']);
  return (process.cpuUsage().user - from) / 1e6;
};

test('five megabytes are read in less than two seconds of the processor, and half as many in about half the time', () => {
  seconds(1);
  const [once = 0, twice = 0] = [2.5, 5].map((size) => Math.min(seconds(size), seconds(size)));
  expect(twice).toBeLessThan(2);
  expect(twice / once).toBeLessThan(3.5);
}, 60_000);
