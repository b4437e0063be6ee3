import { type RefObject, useEffect, useRef } from 'react';
import { placeBeside, type Side } from './place.ts';

/** Puts a native popover beside the button that opens it. */
export function useFloating(): { button: RefObject<HTMLButtonElement | null>; popover: RefObject<HTMLElement | null> } {
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = popover.current;
    if (element === null) return;
    const toggled = (event: Event): void => {
      if ((event as ToggleEvent).newState === 'open' && button.current !== null) putBeside(element, button.current);
    };
    element.addEventListener('toggle', toggled);
    return () => element.removeEventListener('toggle', toggled);
  }, []);
  return { button, popover };
}

/** Moves what floats (`position: fixed`, and open, so that it has a size) beside its anchor. */
export function putBeside(floating: HTMLElement, anchor: HTMLElement, side: Side = 'under'): void {
  const { width, height } = floating.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const { left, top } = placeBeside(anchor.getBoundingClientRect(), { width, height }, { width: clientWidth, height: clientHeight }, side);
  floating.style.left = `${left}px`;
  floating.style.top = `${top}px`;
}
