import { useEffect } from 'react';
import { useSession } from '../useSession.ts';
import { commandOf, moveCursor, type Press } from './keys.ts';
import { useRun } from './useRun.ts';

/** The keys that work anywhere on the page, except while a dialog is open. */
export function useKeys(showKeys: () => void): void {
  const session = useSession();
  const { able, toggle, step } = useRun();
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return;
      const command = commandOf(pressOf(event));
      if (command === null) return;
      event.preventDefault();
      if (command === 'keys') showKeys();
      else if (command !== 'toggle' && command !== 'step') moveCursor(session, command);
      else if (able) (command === 'toggle' ? toggle : step)();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [session, able, toggle, step, showKeys]);
}

const FIELDS = 'input, textarea, select, [contenteditable], [role="listbox"], [popover]:popover-open *';
const BUTTONS = 'button, a, summary, [role="button"]';

export function pressOf({ key, ctrlKey, altKey, metaKey, repeat, target }: KeyboardEvent): Press {
  const element = target instanceof Element ? target : document.body;
  const focus = element.matches(FIELDS) ? 'field' : element.matches(BUTTONS) ? 'button' : 'page';
  return { key, modified: ctrlKey || altKey || metaKey, repeated: repeat, focus };
}
