import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import KeysDialog from '../shell/KeysDialog.tsx';
import { LABORATORY_KEYS } from './keys.ts';
import { placeAfter } from './machine/words.ts';
import { actOf } from './predict/keys.ts';

// It has content only while it is open, which a browser opens.
vi.mock('../shell/Dialog.tsx', () => ({ Dialog: ({ children }: { children: ReactNode }) => children }));

const ALL = ['Enter', 'Escape', 'Delete', 'Backspace', 'Home', 'End', 'PageUp', 'PageDown', 'a', ' '];
const PRESSED = [...ALL, 'ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'];
const listed = (of: keyof typeof LABORATORY_KEYS): string[] => LABORATORY_KEYS[of].keys.flatMap(({ keys }) => keys as readonly string[]);

test('the keys that are listed for a line that is drawn are those that it takes, and Escape', () => {
  // Page Up and Page Down are Shift with an arrow.
  const taken = PRESSED.filter((key) => actOf(key, false) !== null && !key.startsWith('Page'));
  expect(listed('drawing').toSorted()).toEqual([...taken, 'Escape'].toSorted());
  expect([actOf('ArrowUp', false), actOf('ArrowUp', true), actOf('PageUp', false)]).toEqual([0.1, 1, 1]);
});

test('the keys that are listed for the iteration on show are those that it takes', () => {
  const taken = PRESSED.filter((key) => placeAfter(key, 5, { first: 0, kept: [2, 8] as never }, 9, false) !== null);
  expect(listed('machine').toSorted()).toEqual(taken.toSorted());
});

test('the list of keys on the screen has those of the laboratory', () => {
  const list = renderToStaticMarkup(createElement(KeysDialog, { open: true, onClose() {} }));
  for (const { title, keys } of Object.values(LABORATORY_KEYS)) {
    expect(list).toContain(title);
    for (const { does } of keys) expect(list).toContain(does);
  }
});
