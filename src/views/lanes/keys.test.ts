import { expect, test } from 'vitest';
import { stepAfter, unitAfter } from './keys.ts';

test.each([
  ['ArrowLeft', 4],
  ['ArrowRight', 6],
  ['PageUp', 15],
  ['PageDown', 0],
  ['Home', 0],
  ['End', 39],
])('%s moves the cursor from step 5 to step %i', (key, step) => {
  expect(stepAfter(key, 5, 40)).toBe(step);
});

test('the cursor stays within the sequence', () => {
  expect(stepAfter('ArrowLeft', 0, 40)).toBe(0);
  expect(stepAfter('ArrowRight', 39, 40)).toBe(39);
});

test('other keys move nothing', () => {
  expect(stepAfter('a', 5, 40)).toBeNull();
  expect(stepAfter('toString', 5, 40)).toBeNull();
  expect(unitAfter('Home', 5, 24)).toBeNull();
});

test('units count downwards and end at the last', () => {
  expect(unitAfter('ArrowDown', 5, 24)).toBe(6);
  expect(unitAfter('ArrowUp', 0, 24)).toBe(0);
  expect(unitAfter('ArrowDown', 23, 24)).toBe(23);
});
