import { useEffect, useReducer, useRef } from 'react';
import type { Picture } from '../../store/session.ts';
import { useSession } from '../useSession.ts';

/**
 * A part of the picture for text: looked up at most `hz` times a second, and rendered only where it has changed by
 * `Object.is`, so let `select` return a string, a number or something kept. A picture is never rendered late: the last
 * one is always looked up in the end.
 */
export function useSampled<T>(select: (picture: Picture) => T, hz = 8): T {
  const { picture } = useSession();
  const [, render] = useReducer((count: number) => count + 1, 0);
  const value = select(picture.getState());
  const latest = useRef({ select, value });
  useEffect(() => {
    latest.current = { select, value };
  });
  useEffect(() => {
    const look = (): void => {
      if (!Object.is(latest.current.select(picture.getState()), latest.current.value)) render();
    };
    look();
    return sample(picture, look, 1000 / hz);
  }, [picture, hz]);
  return value;
}

/** Calls `look` after changes of the source, at most once in `period` milliseconds; returns how to stop. */
export function sample(source: { subscribe(listener: () => void): () => void }, look: () => void, period: number): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let due = 0;
  const run = (): void => {
    timer = null;
    due = performance.now() + period;
    look();
  };
  const stop = source.subscribe(() => {
    timer ??= setTimeout(run, Math.max(0, due - performance.now()));
  });
  return () => {
    stop();
    if (timer !== null) clearTimeout(timer);
  };
}
