import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { sample } from './usePicture.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function changing() {
  const listeners = new Set<() => void>();
  const subscribe = (listener: () => void): (() => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { subscribe, change: () => listeners.forEach((listener) => listener()), count: () => listeners.size };
}

test('many changes are looked at no more often than asked for', () => {
  const source = changing();
  const look = vi.fn();
  sample(source, look, 125);
  for (let k = 0; k < 100; k++) {
    source.change();
    vi.advanceTimersByTime(10);
  }
  expect(look.mock.calls.length).toBeGreaterThanOrEqual(7);
  expect(look.mock.calls.length).toBeLessThanOrEqual(9);
});

test('the last change is always looked at', () => {
  const source = changing();
  let value = 0;
  const seen: number[] = [];
  sample(source, () => seen.push(value), 125);
  for (value = 1; value < 5; value++) source.change();
  vi.advanceTimersByTime(1000);
  expect(seen.at(-1)).toBe(5);
});

test('nothing is looked at after it was stopped, and nobody listens on', () => {
  const source = changing();
  const look = vi.fn();
  const stop = sample(source, look, 125);
  source.change();
  stop();
  vi.advanceTimersByTime(1000);
  expect(look).not.toHaveBeenCalled();
  expect(source.count()).toBe(0);
});
