import { describe, expect, test } from 'vitest';
import { createLock, wait } from './lock.ts';
import { Interrupted, Loop } from './loop.ts';

describe('the loop', () => {
  test('makes exactly as many steps as asked', async () => {
    let made = 0;
    await new Loop().times(25, async () => {
      made++;
      return true;
    });
    expect(made).toBe(25);
  });

  test('makes none where none is asked for', async () => {
    let made = 0;
    await new Loop().times(0, async () => ++made > 0);
    expect(made).toBe(0);
  });

  test('rejects by name, with the count, when it is stopped before', async () => {
    const loop = new Loop();
    const run = loop.times(1e9, async () => {
      await wait(1);
      return true;
    });
    setTimeout(() => loop.stop(), 20);
    await expect(run).rejects.toThrow(Interrupted);
    await expect(run).rejects.toThrow(/stopped after \d+ of 1000000000/);
  });

  test('reads messages while it runs flat out', async () => {
    const loop = new Loop();
    let stopped = false;
    setTimeout(() => {
      stopped = true;
      loop.stop();
    }, 5);
    await loop.repeat(async () => true, Number.POSITIVE_INFINITY);
    expect(stopped).toBe(true);
  });

  test('what is started later ends what ran', async () => {
    const loop = new Loop();
    const first = loop.repeat(async () => true, Number.POSITIVE_INFINITY);
    await wait(5);
    let made = 0;
    await loop.times(3, async () => {
      made++;
      return true;
    });
    await first;
    expect(made).toBe(3);
  });

  test('keeps to the pace', async () => {
    const loop = new Loop();
    let made = 0;
    setTimeout(() => loop.stop(), 260);
    await loop.repeat(async () => {
      made++;
      return true;
    }, 20);
    expect(made).toBeGreaterThanOrEqual(3);
    expect(made).toBeLessThanOrEqual(7);
  });
});

describe('the lock', () => {
  test('runs one task after the other, also after one that failed', async () => {
    const lock = createLock();
    const seen: string[] = [];
    const task = (name: string, milliseconds: number, fails = false) =>
      lock(async () => {
        seen.push(`${name} begins`);
        await wait(milliseconds);
        seen.push(`${name} ends`);
        if (fails) throw new Error(name);
      });
    const first = task('a', 10, true);
    const second = task('b', 1);
    await expect(first).rejects.toThrow('a');
    await second;
    expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });
});
