import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clockOf } from './clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Counts up; the source of a network that trains. */
function counting() {
  const listeners = new Set<() => void>();
  let state = 0;
  return {
    getState: () => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    next(): void {
      state++;
      for (const listener of listeners) listener();
    },
    listeners,
  };
}

/** A change every 7 ms for so long, and what was to be shown after each. */
function train(source: ReturnType<typeof counting>, milliseconds: number, look: () => void): void {
  for (let passed = 0; passed < milliseconds; passed += 7) {
    source.next();
    vi.advanceTimersByTime(7);
    look();
  }
}

test('a source has one clock', () => {
  const source = counting();
  expect(clockOf(source)).toBe(clockOf(source));
  expect(clockOf(source)).not.toBe(clockOf(counting()));
});

test('many changes are shown no more often than asked for', () => {
  const source = counting();
  const clock = clockOf(source);
  clock.subscribe(() => {});
  const seen = new Map([8, 4, 1].map((hz) => [hz, new Set<number>()]));
  train(source, 4000, () => {
    for (const [hz, values] of seen) values.add(clock.shown(hz));
  });
  for (const [hz, values] of seen) {
    expect(values.size).toBeGreaterThanOrEqual(4 * hz * 0.85);
    expect(values.size).toBeLessThanOrEqual(4 * hz + 2);
  }
});

test('texts of one pace agree at every moment, even one that begins late or is rendered between ticks', () => {
  const source = counting();
  const clock = clockOf(source);
  const texts: number[] = [clock.shown(4)];
  clock.subscribe(() => {
    texts[0] = clock.shown(4);
  });
  train(source, 600, () => {});
  clock.subscribe(() => {
    texts[1] = clock.shown(4);
  });
  texts[1] = clock.shown(4);
  train(source, 2000, () => {
    expect(texts[1]).toBe(texts[0]);
    expect(clock.shown(4)).toBe(texts[0]);
    expect(clock.shown(3)).toBe(texts[0]);
  });
  expect(texts[0]).not.toBe(source.getState());
});

test('whenever a slower text changes, every faster one shows the same', () => {
  const source = counting();
  const clock = clockOf(source);
  clock.subscribe(() => {});
  let slow = clock.shown(1);
  let changes = 0;
  train(source, 8000, () => {
    if (clock.shown(1) === slow) return;
    slow = clock.shown(1);
    changes++;
    for (const hz of [8, 4, 2]) expect(clock.shown(hz)).toBe(slow);
  });
  expect(changes).toBeGreaterThanOrEqual(6);
});

test('the last change is always shown, at every pace', () => {
  const source = counting();
  const clock = clockOf(source);
  clock.subscribe(() => {});
  train(source, 300, () => {});
  vi.advanceTimersByTime(2000);
  for (const hz of [60, 8, 4, 3, 1, 0.5]) expect(clock.shown(hz)).toBe(source.getState());
  expect(vi.getTimerCount()).toBe(0);
});

test('after a rest a change is shown at once', () => {
  const source = counting();
  const clock = clockOf(source);
  clock.subscribe(() => {});
  train(source, 300, () => {});
  vi.advanceTimersByTime(3000);
  source.next();
  vi.advanceTimersByTime(1);
  for (const hz of [8, 4, 1]) expect(clock.shown(hz)).toBe(source.getState());
});

test('nobody listens on after the last reader left, and the next one starts with the latest', () => {
  const source = counting();
  const clock = clockOf(source);
  const listener = vi.fn();
  const stop = clock.subscribe(listener);
  source.next();
  stop();
  vi.advanceTimersByTime(1000);
  expect(listener).not.toHaveBeenCalled();
  expect(source.listeners.size).toBe(0);
  source.next();
  expect(clock.shown(1)).toBe(2);
  clock.subscribe(listener);
  expect(clock.shown(1)).toBe(2);
});
