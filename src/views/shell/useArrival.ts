import { type RefObject, useEffect } from 'react';

let last: RefObject<HTMLElement | null> | null = null;

/**
 * Where the keyboard goes when one page takes the place of another and the button that was pressed is gone with it. The page that
 * is opened first leaves it where the browser has it.
 */
export function useArrival(target: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const came = last !== null && last !== target;
    last = target;
    if (came && document.activeElement === document.body) target.current?.focus();
  }, [target]);
}
