import { expect, test } from 'vitest';
import { createRng } from './rng.ts';
import { fromUtf8, toUtf8 } from './utf8.ts';

test('texts survive the way to bytes and back, and the bytes are those of the platform', () => {
  const rng = createRng('utf8');
  for (let k = 0; k < 1000; k++) {
    const codes = Array.from({ length: rng.integer(20) }, () => rng.integer([0x80, 0x800, 0x10000, 0x110000][rng.integer(4)] ?? 1));
    const text = codes
      .filter((code) => (code < 0xd800 || code > 0xdfff) && code !== 0xfeff)
      .map((code) => String.fromCodePoint(code))
      .join('');
    expect(toUtf8(text)).toEqual(new TextEncoder().encode(text));
    expect(fromUtf8(toUtf8(text))).toBe(text);
  }
});

test.each([
  ['a byte order mark is no part of the text', [0xef, 0xbb, 0xbf, 0x61], 'a'],
  ['a lone continuation', [0x61, 0x80, 0x62], 'a�b'],
  ['a sequence that is cut off', [0x61, 0xe3, 0x81], 'a�'],
  ['an overlong form', [0xc0, 0xaf], '��'],
  ['half of a surrogate pair', [0xed, 0xa0, 0x80], '�'],
])('%s', (_, bytes, text) => {
  expect(fromUtf8(Uint8Array.from(bytes))).toBe(text);
});
