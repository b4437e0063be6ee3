import { expect, test } from 'vitest';
import { functionsFor, numberText } from './functions.ts';

test('a number is written as float32 holds it', () => {
  expect([0, -2, 0.1, 1e-20, 1e60, Number.NaN].map(numberText)).toEqual([
    'vec4(0.0)',
    'vec4(-2.0)',
    'vec4(0.10000000149011612)',
    'vec4(9.999999682655225e-21)',
    'vec4(uintBitsToFloat(0x7f800000u))',
    'vec4(uintBitsToFloat(0x7fc00000u))',
  ]);
});

test('functions are declared after those that they call, and only where they are needed', () => {
  const names = (body: string): string[] => functionsFor([body]).map((text) => /vec4 (\w+)/.exec(text)?.[1] ?? '');
  expect(names('cellSoftplus(a)')).toEqual(['cellExp', 'cellLog', 'cellLog1p', 'cellSoftplus']);
  expect(names('abs(a)')).toEqual([]);
});
