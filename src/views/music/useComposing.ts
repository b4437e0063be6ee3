import { useRef, useState } from 'react';
import type { FreeRunning } from '../../core/tasks/free.ts';
import { type Prompt, promptOf } from '../try/asking.ts';
import { Single } from '../try/repeat.ts';
import { useIsAble } from '../try/useFree.ts';
import { useRepeated } from '../try/useRepeated.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { type Composed, composedOf } from './composed.ts';

/** What a person set for the network to compose. */
export interface Wish {
  /** In the notation; the task's example where it is empty. */
  readonly text: string;
  readonly temperature: number;
  readonly seed: number;
  readonly notes: number;
}

const PER_NOTE = 2;

export interface Composing {
  /** Null where nothing is, or what is was made by a network that has been rewound since. */
  readonly composed: Composed | null;
  readonly fault: string | null;
  readonly isComposing: boolean;
  compose(): void;
}

/** Lets the network compose: at a press, and while `live` whenever the network or the wish has changed, one call at a time; `waits` holds it. */
export function useComposing(free: FreeRunning, wish: Wish, live: boolean, waits: () => boolean): Composing {
  const session = useSession();
  const able = useIsAble();
  const single = useRef(new Single());
  const [composed, setComposed] = useState<Composed | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isComposing, setIsComposing] = useState(false);
  const done = useRef('');
  const isOld = useSessionState(({ iteration }) => composed !== null && composed.iteration > iteration);
  const prompt = promptFor(free, wish.text);
  const key = JSON.stringify(wish);

  const ask = async (): Promise<void> => {
    if ('fault' in prompt) return;
    const { temperature, seed, notes } = wish;
    const longest = Math.min(PER_NOTE * notes, free.longest);
    try {
      const answer = await single.current.run(() => session.converse({ prompt: prompt.symbols, temperature, seed, longest }));
      done.current = `${answer.iteration} ${key}`;
      setComposed(composedOf(prompt.symbols, answer, free.end ?? -1));
      setRefusal(null);
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
    }
  };
  const isNew = (): boolean => done.current !== `${session.state.getState().iteration} ${key}`;
  const isDue = (): boolean => live && able && !('fault' in prompt) && !single.current.isBusy && isNew() && !waits();
  // What a person changed, and what training has come to rest at, is not waited for.
  const isHurried = (): boolean => session.state.getState().phase !== 'training' || !done.current.endsWith(key);
  useRepeated({ isDue, isHurried, ask });

  const compose = (): void => {
    setIsComposing(true);
    ask().then(
      () => setIsComposing(false),
      () => setIsComposing(false),
    );
  };
  return { composed: isOld ? null : composed, fault: 'fault' in prompt ? prompt.fault : refusal, isComposing, compose };
}

const promptFor = (free: FreeRunning, text: string): Prompt =>
  promptOf(free, { steps: Number.POSITIVE_INFINITY, width: free.alphabet.length }, text.trim() === '' ? free.example : text);
