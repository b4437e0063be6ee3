import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newest } from './newest.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function wishing(milliseconds: number) {
  const sent: number[] = [];
  const settled = vi.fn();
  const wish = newest((value: number) => {
    sent.push(value);
    return new Promise((resolve) => setTimeout(resolve, milliseconds));
  }, settled);
  return { sent, settled, wish };
}

test('of wishes that come while one is on its way the newest is next, and the end is told once', async () => {
  const { sent, settled, wish } = wishing(100);
  for (const value of [1, 2, 3, 4]) wish(value);
  expect(sent).toEqual([1]);
  await vi.advanceTimersByTimeAsync(100);
  expect(sent).toEqual([1, 4]);
  expect(settled).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(100);
  expect(sent).toEqual([1, 4]);
  expect(settled).toHaveBeenCalledTimes(1);
});

test('one that takes long is not waited for', async () => {
  const { sent, settled, wish } = wishing(5000);
  wish(1);
  await vi.advanceTimersByTimeAsync(500);
  wish(2);
  expect(sent).toEqual([1, 2]);
  await vi.advanceTimersByTimeAsync(4600);
  expect(settled).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(500);
  expect(settled).toHaveBeenCalledTimes(1);
});
