import { useEffect, useRef } from 'react';
import { type Repeating, repeat } from './repeat.ts';

/** Asks again whenever it is due, while the view is there. */
export function useRepeated(repeating: Repeating): void {
  const latest = useRef(repeating);
  useEffect(() => {
    latest.current = repeating;
  });
  useEffect(
    () =>
      repeat({
        isDue: () => latest.current.isDue(),
        isHurried: () => latest.current.isHurried(),
        ask: () => latest.current.ask(),
      }),
    [],
  );
}
