import { expect, test, vi } from 'vitest';
import { hold, watch } from './lifeline.ts';

/** One lock; `die` ends whoever holds it, as the browser does with a thread's locks. */
function fakeLocks() {
  const waiting: (() => unknown)[] = [];
  let held = false;
  const grant = (): void => {
    const next = waiting.shift();
    held = next !== undefined;
    if (next !== undefined) void next();
  };
  const request = vi.fn((_name: string, ...rest: unknown[]) => {
    waiting.push(rest.at(-1) as () => unknown);
    if (!held) grant();
    return Promise.resolve();
  });
  return { locks: { request } as unknown as LockManager, die: grant };
}

test('the page hears of the end of a thread that says nothing', async () => {
  const { locks, die } = fakeLocks();
  await hold('engine 1', locks);
  const gone = vi.fn();
  watch('engine 1', gone, new AbortController().signal, locks);
  expect(gone).not.toHaveBeenCalled();
  die();
  expect(gone).toHaveBeenCalledOnce();
});

test('without locks nothing is held and nothing is watched', async () => {
  const gone = vi.fn();
  await hold('engine 1', null);
  watch('engine 1', gone, new AbortController().signal, null);
  expect(gone).not.toHaveBeenCalled();
});

test('where locks are refused, the engine goes without', async () => {
  const refusing = { request: () => Promise.reject(new DOMException('refused', 'SecurityError')) } as unknown as LockManager;
  await hold('engine 1', refusing);
});
