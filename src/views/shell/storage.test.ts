import { describe, expect, test } from 'vitest';
import { keepIn } from './storage.ts';

function memory(): Storage {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    clear: () => map.clear(),
    key: (index) => [...map.keys()][index] ?? null,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
}

describe('what the browser keeps', () => {
  test('is read back', () => {
    const area = memory();
    const keep = keepIn(() => area);
    keep.write('theme', 'dark');
    expect(keep.read('theme')).toBe('dark');
    expect(keep.read('other')).toBeNull();
  });

  test('is forgotten without a fault where storage is blocked', () => {
    const keep = keepIn(() => {
      throw new DOMException('access is denied', 'SecurityError');
    });
    expect(() => keep.write('theme', 'dark')).not.toThrow();
    expect(keep.read('theme')).toBeNull();
  });

  test('is forgotten without a fault where storage is full', () => {
    const full = { ...memory(), setItem: () => void quota() };
    const keep = keepIn(() => full);
    expect(() => keep.write('theme', 'dark')).not.toThrow();
  });
});

function quota(): never {
  throw new DOMException('the quota has been exceeded', 'QuotaExceededError');
}
