import { describe, expect, test } from 'vitest';
import { BUILTIN } from '../../core/cell/builtin.ts';
import { parseCell } from '../../core/cell/parse.ts';
import { builtinOf, chooseBuiltin, chooseOwn, firstDraft, followed, pretty, textOf, typed } from './draft.ts';

const OWN = "h' = tanh(W x + 0.5 * U h + b)";
const BROKEN = "h' = tanh(W x +";

describe('the text of a built-in cell', () => {
  test('is shown with σ, reads as the same cell, and is known again', () => {
    for (const [name, source] of Object.entries(BUILTIN)) {
      const shown = pretty(source);
      expect(parseCell(shown).ok).toBe(true);
      expect(builtinOf(shown)).toBe(name);
    }
  });

  test('is known with other spaces and empty lines, and not with another equation', () => {
    expect(builtinOf("\n h'=tanh( W x + U h+b )  \n")).toBe('rnn');
    expect(builtinOf(OWN)).toBeNull();
  });
});

describe('the editor', () => {
  test('opens on the running cell', () => {
    expect(textOf(firstDraft('rnn', null, null), 'rnn')).toBe(BUILTIN.rnn);
    expect(textOf(firstDraft(OWN, null, null), OWN)).toBe(OWN);
  });

  test('opens on the broken text of a link, whatever runs', () => {
    const draft = firstDraft('rnn', BROKEN, OWN);
    expect(draft.own).toBe(true);
    expect(textOf(draft, 'rnn')).toBe(BROKEN);
  });

  test('keeps what was typed while a built-in cell is looked at', () => {
    const away = chooseBuiltin(typed(BROKEN));
    expect(textOf(away, 'lstm')).toBe(pretty(BUILTIN.lstm));
    expect(textOf(chooseOwn(away, 'lstm'), 'lstm')).toBe(BROKEN);
  });

  test('brings back what was kept from earlier today', () => {
    expect(textOf(chooseOwn(firstDraft('rnn', null, OWN), 'rnn'), 'rnn')).toBe(OWN);
  });

  test('“Yours” opens with the equations that run where nothing was written yet', () => {
    expect(textOf(chooseOwn(firstDraft('gru', null, null), 'gru'), 'gru')).toBe(pretty(BUILTIN.gru));
  });

  test('follows the running cell when Back or a link changes it', () => {
    expect(followed(typed(OWN), OWN)).toEqual(typed(OWN));
    expect(textOf(followed(typed(BROKEN), 'gru'), 'gru')).toBe(pretty(BUILTIN.gru));
    expect(textOf(followed(firstDraft('rnn', null, null), OWN), OWN)).toBe(OWN);
  });

  test('still holds a faulty text after Back went to a built-in cell', () => {
    expect(chooseOwn(followed(typed(BROKEN), 'gru'), 'gru').text).toBe(BROKEN);
  });

  test('stays with whoever writes out a built-in cell by hand', () => {
    expect(followed(typed(BUILTIN.rnn), 'rnn').own).toBe(true);
  });
});
