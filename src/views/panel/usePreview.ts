import { useCallback, useEffect, useRef, useState } from 'react';

/** A value at rest this long while it is being dragged is taken as meant. */
const REST = 600;

export interface Preview {
  /** What the control shows now. */
  readonly shown: number;
  preview(value: number): void;
  /** Takes what is shown as meant, now. */
  settle(): void;
}

/** A value that is shown while it is dragged and committed on release or when it has come to rest. */
export function usePreview(value: number, commit: (value: number) => void): Preview {
  const [dragged, setDragged] = useState<number | null>(null);
  const timer = useRef(0);
  const pending = useRef<number | null>(null);
  const meant = useRef(commit);
  useEffect(() => {
    meant.current = commit;
  });
  const settle = useCallback(() => {
    clearTimeout(timer.current);
    const last = pending.current;
    pending.current = null;
    setDragged(null);
    if (last !== null) meant.current(last);
  }, []);
  const preview = useCallback(
    (next: number) => {
      pending.current = next;
      setDragged(next);
      clearTimeout(timer.current);
      timer.current = window.setTimeout(settle, REST);
    },
    [settle],
  );
  useEffect(() => () => clearTimeout(timer.current), []);
  return { shown: dragged ?? value, preview, settle };
}
