import { useEffect, useRef, useState } from 'react';
import type { Fault } from '../../core/cell/cell.ts';
import { parseCell } from '../../core/cell/parse.ts';
import { keptForNow } from '../shell/storage.ts';
import { useSessionState } from '../useSession.ts';
import { builtinOf, chooseBuiltin, chooseOwn, type Draft, firstDraft, followed, textOf, typed } from './draft.ts';
import { useChange } from './useChange.ts';

/** Typing that has rested this long is taken as meant. */
const REST = 900;
const KEY = 'cell';

export interface Editor {
  /** What stands in the editor. */
  readonly text: string;
  readonly faults: readonly Fault[];
  readonly remarks: readonly string[];
  /** `own`, or the built-in cell that is on show. */
  readonly choice: string;
  /** What stands in the editor is not what runs. */
  readonly differs: boolean;
  /** Why a whole cell was not taken: it does not fit in memory, for instance. */
  readonly refusal: string | null;
  type(text: string): void;
  choose(choice: string): void;
  /** Runs what stands in the editor, if it is whole. */
  apply(): void;
}

/** Kept here besides the browser's storage, since the panel comes and goes with the width of the window. */
let remembered: Draft | null = null;

/** The text in the editor, what is wrong with it, and when it becomes the running cell. */
export function useDraft(): Editor {
  const running = useSessionState((state) => state.experiment.cell);
  const broken = useSessionState((state) => state.draft);
  const change = useChange();
  const [draft, setDraft] = useState<Draft>(() => remembered ?? firstDraft(running, broken, keptForNow.read(KEY)));
  const [refusal, setRefusal] = useState<string | null>(null);
  const [seen, setSeen] = useState({ running, broken });
  if (seen.running !== running || seen.broken !== broken) {
    setSeen({ running, broken });
    setDraft(broken !== null && broken !== seen.broken ? typed(broken) : followed(draft, running));
  }
  useEffect(() => remember(draft), [draft]);

  const text = textOf(draft, running);
  const parsed = parseCell(text);
  const differs = draft.own && meaning(text) !== running;
  const run = (source: string): void => {
    if (parseCell(source).ok && meaning(source) !== running) setRefusal(change({ cell: meaning(source) }));
  };
  useRest(differs && parsed.ok && refusal === null, text, run);

  return {
    text,
    faults: parsed.ok ? [] : parsed.faults,
    remarks: parsed.ok ? parsed.cell.remarks : [],
    choice: draft.own ? 'own' : running,
    differs,
    refusal,
    type(next) {
      setRefusal(null);
      setDraft(typed(next));
    },
    choose(choice) {
      setRefusal(null);
      const next = choice === 'own' ? chooseOwn(draft, running) : chooseBuiltin(draft);
      setDraft(next);
      if (choice === 'own') run(textOf(next, running));
      else setRefusal(change({ cell: choice }));
    },
    apply: () => run(text),
  };
}

/** A text as the experiment holds it: a built-in's text under its name. */
const meaning = (text: string): string => builtinOf(text) ?? text;

function remember(draft: Draft): void {
  remembered = draft;
  if (draft.text !== null) keptForNow.write(KEY, draft.text);
}

function useRest(waiting: boolean, text: string, act: (text: string) => void): void {
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => latest.current(text), REST);
    return () => clearTimeout(timer);
  }, [waiting, text]);
}
