import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { PACE_MS, repeat, Single } from './repeat.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Something to ask that takes so many milliseconds. */
function asking(takes: number) {
  const state = { due: true, hurried: false, asked: 0, running: 0, most: 0 };
  const stop = repeat({
    isDue: () => state.due,
    isHurried: () => state.hurried,
    ask: async () => {
      state.asked++;
      state.most = Math.max(state.most, ++state.running);
      await new Promise((done) => setTimeout(done, takes));
      state.running--;
    },
  });
  return Object.assign(state, { stop });
}

describe('what is asked again and again', () => {
  test('is asked at once, and then at its own pace', async () => {
    const state = asking(10);
    expect(state.asked).toBe(1);
    await vi.advanceTimersByTimeAsync(PACE_MS);
    expect(state.asked).toBe(1);
    await vi.advanceTimersByTimeAsync(10 * PACE_MS);
    expect(state.asked).toBeGreaterThanOrEqual(9);
    expect(state.asked).toBeLessThanOrEqual(11);
    state.stop();
  });

  test('rests the longer the longer it took, and never runs twice at once', async () => {
    const state = asking(1000);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(state.asked).toBe(1);
    await vi.advanceTimersByTimeAsync(35_000);
    expect(state.asked).toBe(3);
    expect(state.most).toBe(1);
    state.stop();
  });

  test('is not asked while it is not due, and soon after it is', async () => {
    const state = asking(1);
    state.due = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(state.asked).toBe(1);
    state.due = true;
    await vi.advanceTimersByTimeAsync(300);
    expect(state.asked).toBe(2);
    state.stop();
  });

  test('does not rest where nothing trains', async () => {
    const state = asking(50);
    state.hurried = true;
    await vi.advanceTimersByTimeAsync(3000);
    expect(state.asked).toBeGreaterThan(5);
    state.stop();
  });

  test('goes on after a refusal, and ends when it is stopped', async () => {
    let asked = 0;
    const stop = repeat({
      isDue: () => true,
      isHurried: () => true,
      ask: async () => {
        asked++;
        throw new Error('refused');
      },
    });
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toBeGreaterThan(2);
    const before = asked;
    stop();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toBe(before);
  });
});

describe('calls that go one after the other', () => {
  test('wait for the one before, whether it fails or not', async () => {
    const single = new Single();
    const order: string[] = [];
    const call = (name: string, fails: boolean) => () =>
      new Promise<string>((resolve, reject) => {
        order.push(`${name} begins`);
        setTimeout(() => {
          order.push(`${name} ends`);
          if (fails) reject(new Error(name));
          else resolve(name);
        }, 10);
      });
    const results = [single.run(call('a', true)).catch(String), single.run(call('b', false))];
    expect(single.isBusy).toBe(true);
    await vi.advanceTimersByTimeAsync(50);
    expect(await Promise.all(results)).toEqual(['Error: a', 'b']);
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
    expect(single.isBusy).toBe(false);
  });
});
