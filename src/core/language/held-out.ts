import type { Split } from '../tasks/task.ts';

/** One in so many goes to the probe, and another to the test. */
const SHARE = 20;

/**
 * Which split a pair of whole numbers belongs to: 90 % train, 5 % probe, 5 % test, decided by a hash (MurmurHash3's
 * `fmix32` over both), so that it is the same for ever and in no pattern that could be learned.
 */
export function splitOfPair(first: number, second: number): Split {
  const bucket = finished(Math.imul(first, 0x9e3779b1) ^ finished(second ^ 0x85ebca77)) % SHARE;
  return bucket === 0 ? 'probe' : bucket === 1 ? 'test' : 'train';
}

function finished(value: number): number {
  const once = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  const twice = Math.imul(once ^ (once >>> 13), 0xc2b2ae35);
  return (twice ^ (twice >>> 16)) >>> 0;
}
