import { expect, test } from 'vitest';
import { digestOf, digestOfText } from './digest.ts';
import { createRng } from './rng.ts';

const drawn = (length: number): Uint8Array => {
  const rng = createRng('digest', length);
  return Uint8Array.from({ length }, () => rng.integer(256));
};

test('a digest is a whole number below 2^48, and the same bytes give the same', () => {
  for (let length = 0; length < 300; length++) {
    const digest = digestOf(drawn(length));
    expect(Number.isSafeInteger(digest)).toBe(true);
    expect(digest).toBeGreaterThanOrEqual(0);
    expect(digest).toBeLessThan(2 ** 48);
    expect(digestOf(drawn(length))).toBe(digest);
  }
});

test('a changed bit, a byte more or less and two that changed places give another', () => {
  const bytes = drawn(101);
  const seen = new Set([
    digestOf(bytes),
    digestOf(bytes.subarray(1)),
    digestOf(bytes.subarray(0, -1)),
    digestOf(Uint8Array.of(...bytes, 0)),
  ]);
  for (let bit = 0; bit < 808; bit++) {
    const changed = bytes.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    seen.add(digestOf(changed));
  }
  const swapped = bytes.slice();
  [swapped[3], swapped[90]] = [bytes[90] ?? 0, bytes[3] ?? 0];
  seen.add(digestOf(swapped));
  expect(seen.size).toBe(4 + 808 + 1);
});

test('a text has the digest of its UTF-16 units', () => {
  expect(digestOfText('aé')).toBe(digestOf(Uint8Array.of(0x61, 0, 0xe9, 0)));
  expect(digestOfText('')).toBe(digestOf(new Uint8Array()));
});
