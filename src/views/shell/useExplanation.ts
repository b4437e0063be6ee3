import { type FocusEvent, type KeyboardEvent, type PointerEvent, type RefObject, useCallback, useEffect, useId, useRef } from 'react';
import type { Side } from './place.ts';
import { putBeside } from './useFloating.ts';

/** Long enough that passing over a label on the way elsewhere opens nothing. */
const OPEN_AFTER = 350;
/** Long enough to move from the label into the explanation. */
const CLOSE_AFTER = 200;

/** Only one explanation stands open at a time. */
let closeOpen: (() => void) | null = null;

export interface Explanation {
  /** Of the element that holds the explanation; what it explains is described by it. */
  readonly id: string;
  readonly popover: RefObject<HTMLElement | null>;
  readonly anchor: RefObject<HTMLElement | null>;
  /** For what is pointed at: hovering and tapping it opens the explanation. */
  readonly pointed: {
    onPointerEnter(event: PointerEvent): void;
    onPointerLeave(event: PointerEvent): void;
    onClick(): void;
  };
  /** For what takes the keyboard's focus. Focus by mouse opens nothing. */
  readonly focused: {
    onFocus(event: FocusEvent): void;
    onBlur(): void;
    onKeyDown(event: KeyboardEvent): void;
    readonly 'aria-describedby': string;
  };
  /** For the popover itself, so that one can move the pointer into it. */
  readonly floating: { onPointerEnter(): void; onPointerLeave(event: PointerEvent): void };
}

/** An explanation that opens on hover, keyboard focus and tap, and closes on Escape, on leaving and on a tap elsewhere. */
export function useExplanation(side: Side = 'under'): Explanation {
  const id = useId();
  const popover = useRef<HTMLElement>(null);
  const anchor = useRef<HTMLElement>(null);
  const timer = useRef(0);

  const close = useCallback(() => {
    clearTimeout(timer.current);
    if (popover.current?.matches(':popover-open') === true) popover.current.hidePopover();
    if (closeOpen === close) closeOpen = null;
  }, []);
  const open = useCallback(() => {
    clearTimeout(timer.current);
    if (anchor.current === null || popover.current === null) return;
    if (closeOpen !== close) closeOpen?.();
    closeOpen = close;
    show(popover.current, anchor.current, side);
  }, [close, side]);
  const later = useCallback((action: () => void, delay: number) => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(action, delay);
  }, []);
  useEffect(() => close, [close]);
  useDismissal(popover, anchor, close);

  const leave = (event: PointerEvent): void => {
    if (event.pointerType !== 'touch') later(close, CLOSE_AFTER);
  };
  return {
    id,
    popover,
    anchor,
    pointed: {
      onPointerEnter: (event) => {
        if (event.pointerType !== 'touch') later(open, OPEN_AFTER);
      },
      onPointerLeave: leave,
      onClick: open,
    },
    focused: {
      onFocus: ({ target }) => {
        if (target.matches(':focus-visible')) later(open, OPEN_AFTER);
      },
      onBlur: close,
      onKeyDown: (event) => {
        if (event.key === 'Escape') close();
      },
      'aria-describedby': id,
    },
    floating: { onPointerEnter: () => clearTimeout(timer.current), onPointerLeave: leave },
  };
}

function show(popover: HTMLElement, anchor: HTMLElement, side: Side): void {
  if (!popover.matches(':popover-open')) popover.showPopover();
  putBeside(popover, anchor, side);
}

/** What floats over the page goes away when the page moves under it, on a tap elsewhere, and on Escape from anywhere. */
function useDismissal(popover: RefObject<HTMLElement | null>, anchor: RefObject<HTMLElement | null>, close: () => void): void {
  useEffect(() => {
    const element = popover.current;
    if (element === null) return;
    const elsewhere = (event: Event): void => {
      const target = event.target;
      if (target instanceof Node && (element.contains(target) || anchor.current?.contains(target) === true)) return;
      close();
    };
    const escape = (event: globalThis.KeyboardEvent): void => {
      if (event.key === 'Escape') close();
    };
    let stop = new AbortController();
    const toggled = (event: Event): void => {
      stop.abort();
      stop = new AbortController();
      if ((event as ToggleEvent).newState !== 'open') return;
      document.addEventListener('pointerdown', elsewhere, { signal: stop.signal });
      document.addEventListener('scroll', elsewhere, { capture: true, passive: true, signal: stop.signal });
      document.addEventListener('keydown', escape, { signal: stop.signal });
    };
    element.addEventListener('toggle', toggled);
    return () => {
      stop.abort();
      element.removeEventListener('toggle', toggled);
    };
  }, [popover, anchor, close]);
}
