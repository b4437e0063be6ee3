import { expect, test } from 'vitest';
import { factorText, lossText, partText, powerOfTen, stepsText, timesText } from './words.ts';

test('a factor has the digits that matter', () => {
  const texts = [0.5, 0.996, 1.049, 0.0123, 0.00002, 9.99, 9.996, 34.6, 1e5].map(factorText);
  expect(texts).toEqual(['×0.50', '×1.00', '×1.05', '×0.012', '×10⁻⁵', '×9.99', '×10', '×35', '×10⁵']);
});

test('a part is a percentage down to a thousandth, and a power of ten below', () => {
  expect([1.5, 0.4, 0.123, 0.0123, 0.0095, 0.0041, 0.001, 3e-12].map(partText)).toEqual([
    '150 %',
    '40 %',
    '12 %',
    '1.2 %',
    '0.95 %',
    '0.4 %',
    '0.1 %',
    '10⁻¹²',
  ]);
});

test('a loss has two or three digits', () => {
  expect([1 / 6, Math.log(4), 0.0005, 0.0204, 0, 2e-7, 12.34, 4e7].map(lossText)).toEqual([
    '0.167',
    '1.39',
    '0.0005',
    '0.02',
    '0',
    '10⁻⁷',
    '12.3',
    '10⁸',
  ]);
});

test('powers of ten have raised digits', () => {
  expect([1, 1e-38, 3.1e-12, 1e10].map(powerOfTen)).toEqual(['10⁰', '10⁻³⁸', '10⁻¹²', '10¹⁰']);
});

test('times and steps are counted', () => {
  expect([123, 9499, 3e6].map(timesText)).toEqual(['100 times', '9000 times', '10⁶ times']);
  expect([0, 1, 7].map(stepsText)).toEqual(['0 steps', '1 step', '7 steps']);
});
