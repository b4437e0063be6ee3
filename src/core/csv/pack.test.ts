import fc from 'fast-check';
import { expect, test } from 'vitest';
import { digestOf } from '../digest.ts';
import { packTable, unpackTable } from './pack.ts';
import { tables } from './randomTables.test.helper.ts';
import { read } from './read.test.helper.ts';

test('a table is packed and unpacked to the bit, from any place in other bytes', () => {
  fc.assert(
    fc.property(tables, fc.nat(9), ({ text }, before) => {
      const table = read(text);
      const bytes = packTable(table);
      const moved = new Uint8Array(before + bytes.length);
      moved.set(bytes, before);
      expect(unpackTable(moved.subarray(before))).toEqual(table);
    }),
    { numRuns: 300, seed: 5 },
  );
});

test('the same file has the same digest, and another value another', () => {
  const digest = (text: string): number => digestOf(packTable(read(text)));
  expect(digest('a,b\n1,2\n3,4')).toBe(digest('a,b\r\n1,2\r\n3,4\r\n'));
  expect(digest('a,b\n1,2\n3,4')).not.toBe(digest('a,b\n1,2\n3,5'));
});

test('what is cut off, too long or no table is refused', () => {
  const bytes = packTable(read('a,b\n1,2\n3,4'));
  for (let length = 0; length < bytes.length; length++) expect(() => unpackTable(bytes.subarray(0, length))).toThrow(RangeError);
  expect(() => unpackTable(Uint8Array.of(...bytes, 0))).toThrow(
    `the packed table has ${bytes.length + 1} bytes and should have ${bytes.length}`,
  );
  expect(() => unpackTable(new TextEncoder().encode('a,b\n1,2\n3,4'))).toThrow('these bytes are no packed table');
});
