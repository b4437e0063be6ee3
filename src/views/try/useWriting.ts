import { useRef, useState } from 'react';
import type { Conversed } from '../../store/session.ts';
import { useSession } from '../useSession.ts';
import { type Prompt, promptOf } from './asking.ts';
import { Single } from './repeat.ts';
import { type Running, useIsAble } from './useFree.ts';
import { useRepeated } from './useRepeated.ts';

/** What a person set for the network to write. */
export interface Wish {
  readonly prefix: string;
  readonly temperature: number;
  readonly seed: number;
}

/** What it wrote, and after which symbols. */
export interface Written extends Conversed {
  readonly lead: readonly number[];
}

/** Characters at a press, and while it trains: there it has to be over soon. */
const [LONG, SHORT] = [600, 200];

export interface Writing {
  readonly written: Written | null;
  readonly fault: string | null;
  /** Whether it writes because a person pressed the button. */
  readonly isWriting: boolean;
  write(): void;
  /** What is on its way is not waited for. */
  stop(): void;
}

/** Lets the network write on from a prefix: at a press, and while `live` whenever the network or the wish has changed. */
export function useWriting({ free, extent }: Running, wish: Wish, live: boolean): Writing {
  const session = useSession();
  const able = useIsAble();
  const single = useRef(new Single());
  const [written, setWritten] = useState<Written | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isWriting, setIsWriting] = useState(false);
  const [wanted, done] = [useRef(0), useRef('')];
  const { prefix, temperature, seed } = wish;
  const prompt = promptOf(free, { ...extent, steps: Number.POSITIVE_INFINITY }, prefix === '' ? free.example : prefix);
  const key = JSON.stringify([prefix, temperature, seed]);

  const ask = async (longest: number): Promise<void> => {
    if ('fault' in prompt) return;
    const turn = ++wanted.current;
    const lead = prompt.symbols;
    try {
      const answer = await single.current.run(() =>
        session.converse({ prompt: lead, temperature, seed, longest: Math.min(longest, free.longest) }),
      );
      done.current = `${answer.iteration} ${key}`;
      if (turn !== wanted.current) return;
      setWritten({ ...answer, lead });
      setRefusal(null);
    } catch (error) {
      setRefusal(error instanceof Error ? error.message : String(error));
    }
  };
  const isDue = (): boolean =>
    live && able && !single.current.isBusy && !('fault' in prompt) && done.current !== `${session.state.getState().iteration} ${key}`;
  const isHurried = (): boolean => session.state.getState().phase === 'ready' || !done.current.endsWith(` ${key}`);
  useRepeated({ isDue, isHurried, ask: () => ask(SHORT) });

  const stop = (): void => {
    wanted.current++;
    setIsWriting(false);
  };
  const write = (): void => {
    setIsWriting(true);
    void ask(LONG).finally(() => setIsWriting(false));
  };
  return { written, fault: faultOf(prompt) ?? refusal, isWriting, write, stop };
}

const faultOf = (prompt: Prompt): string | null => ('fault' in prompt ? prompt.fault : null);
