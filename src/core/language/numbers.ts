import type { Rng } from '../rng.ts';
import type { Split } from '../tasks/task.ts';
import { splitOfPair } from './held-out.ts';

/** Numbers go from 0 to this. */
export const MOST_NUMBER = 9999;

/** What a text says, or a sentence on why it says none. */
export type NumberRead = { readonly number: number } | { readonly fault: string };

/** @throws {RangeError} */
export function checkNumber(number: number): void {
  if (Number.isInteger(number) && number >= 0 && number <= MOST_NUMBER) return;
  throw new RangeError(`${number} has no words here: give a whole number from 0 to ${MOST_NUMBER}`);
}

const SALT = 1;

/** 5 % of all numbers for the probe, 5 % for the test. Zero is learned: no other number has its word. */
export const splitOfNumber = (number: number): Split => (number === 0 ? 'train' : splitOfPair(number, SALT));

/** Sizes below which a number is drawn: three in four below 10,000, the others shorter, which would be rare otherwise. */
const BELOW = [100, 1000, 1000, ...Array.from({ length: 9 }, () => MOST_NUMBER + 1)];

/** A number of the split. */
export function drawNumber(rng: Rng, split: Split): number {
  for (;;) {
    const number = rng.integer(BELOW[rng.integer(BELOW.length)] ?? MOST_NUMBER + 1);
    if (splitOfNumber(number) === split) return number;
  }
}
