import { describe, expect, test } from 'vitest';
import { blockFor, gridOf } from './place.ts';

describe('frames in textures', () => {
  test('lie below each other while there is room, then side by side', () => {
    expect(gridOf(20, 16, 8, 4096)).toMatchObject({ columns: 4, across: 1, down: 11 });
    expect(gridOf(400, 256, 256, 4096)).toMatchObject({ columns: 64, across: 16, down: 13 });
  });

  test('are refused where there is none', () => {
    expect(() => gridOf(10_000, 256, 256, 2048)).toThrow(/10000 steps of 256 sequences do not fit textures of 2048 by 2048/);
  });
});

test('a fragment computes as many units as its targets hold, at most eight', () => {
  expect([1, 2, 3, 6].map((values) => blockFor(values, 64, 8))).toEqual([8, 4, 2, 1]);
  expect([1, 2, 3, 6].map((values) => blockFor(values, 64, 6))).toEqual([4, 2, 2, 1]);
  expect(blockFor(1, 3, 8)).toBe(4);
  expect(blockFor(1, 1, 8)).toBe(1);
});
