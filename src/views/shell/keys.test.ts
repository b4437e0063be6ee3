import { describe, expect, test } from 'vitest';
import { type Command, commandOf, type Press, SHORTCUTS, stepAfter } from './keys.ts';

const press = (key: string, rest: Partial<Press> = {}): Command | null =>
  commandOf({ key, modified: false, repeated: false, focus: 'page', ...rest });

describe('keys', () => {
  test('each key stands in the table once', () => {
    expect(new Set(SHORTCUTS.map(({ key }) => key)).size).toBe(SHORTCUTS.length);
  });

  test('each key of the table gives its command', () => {
    for (const { key, command } of SHORTCUTS) expect(press(key)).toBe(command);
  });

  test('a key with Control, Alt or Meta is left to the browser', () => {
    for (const { key } of SHORTCUTS) expect(press(key, { modified: true })).toBeNull();
  });

  test('whoever types in a field gets every key for themselves', () => {
    for (const { key } of SHORTCUTS) expect(press(key, { focus: 'field' })).toBeNull();
  });

  test('Space on a button presses the button; the other keys still work there', () => {
    expect(press(' ', { focus: 'button' })).toBeNull();
    expect(press('ArrowLeft', { focus: 'button' })).toBe('back');
  });

  test('a held key walks, but does not start and pause in turns', () => {
    expect(press('ArrowRight', { repeated: true })).toBe('forward');
    expect(press(' ', { repeated: true })).toBeNull();
  });

  test('any other key is none of our business', () => {
    expect(press('a')).toBeNull();
    expect(press('Enter')).toBeNull();
  });
});

describe('the step cursor', () => {
  test('starts from the scored step while nobody has moved it', () => {
    expect(stepAfter('back', null, 40, 39)).toBe(38);
    expect(stepAfter('forward', null, 40, 10)).toBe(11);
  });

  test('stays on the sequence', () => {
    expect(stepAfter('back', 0, 40, 39)).toBe(0);
    expect(stepAfter('forward', 39, 40, 39)).toBe(39);
    expect(stepAfter('forward', 100, 40, 39)).toBe(39);
  });

  test('goes to either end', () => {
    expect(stepAfter('first', 7, 40, 39)).toBe(0);
    expect(stepAfter('last', 7, 40, 20)).toBe(39);
  });

  test('has nowhere to go without steps', () => {
    expect(stepAfter('forward', null, 0, 0)).toBeNull();
  });
});
