import { useRef, useState } from 'react';
import type { OwnSequence } from '../../core/analysis/own.ts';
import { differenceOf, type Experiment, LIVE_KEYS } from '../../core/experiment.ts';
import type { Conversed } from '../../store/session.ts';
import { useSession } from '../useSession.ts';
import { ownExchange, roomFor, shortened } from './asking.ts';
import { Single } from './repeat.ts';
import { showInstead } from './show.ts';
import { type Running, useIsAble } from './useFree.ts';
import { useRepeated } from './useRepeated.ts';

/** Something that a person asked, and what was answered last. */
export interface Asked {
  readonly id: number;
  readonly typed: string;
  readonly prompt: readonly number[];
  /** Null until it has answered. */
  readonly answer: Conversed | null;
}

export interface Exchanges {
  readonly asked: readonly Asked[];
  /** Why there was no answer. */
  readonly refusal: string | null;
  /** Gives what the exchange is known by. */
  ask(typed: string, prompt: readonly number[]): number;
  clear(): void;
}

/** Exchanges that are kept. */
const MOST = 50;

const isOther = (asked: Experiment, now: Experiment): boolean =>
  differenceOf(asked, now).some((key) => !(LIVE_KEYS as readonly string[]).includes(key));

/**
 * Asks the network, and puts each exchange on all lanes. While it is on show and the network changes, it is asked again
 * now and then, so that one sees the answer become right.
 */
export function useExchanges({ free, extent }: Running): Exchanges {
  const session = useSession();
  const able = useIsAble();
  const single = useRef(new Single());
  const [asked, setAsked] = useState<readonly Asked[]>([]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const count = useRef(0);
  const shown = useRef<{ readonly of: Asked; readonly own: OwnSequence; readonly iteration: number } | null>(null);

  const answer = async (of: Asked, again: boolean): Promise<void> => {
    const longest = roomFor(extent, of.prompt, free.longest);
    const before = shown.current;
    const { experiment } = session.state.getState();
    const conversed = await single.current.run(() => session.converse({ prompt: of.prompt, temperature: 0, seed: 0, longest }));
    const isGone = again && (shown.current !== before || session.state.getState().own !== before?.own);
    if (isGone) return;
    // What was answered is of another network, or in other letters.
    if (isOther(experiment, session.state.getState().experiment)) throw new Error('The network was changed before it answered: ask again.');
    setAsked((all) => all.map((each) => (each.id === of.id ? { ...each, answer: conversed } : each)));
    const caption = `“${shortened(of.typed)}” → ${free.print(conversed.symbols)}`;
    const own = ownExchange({ prompt: of.prompt, answer: conversed.symbols }, extent, caption);
    shown.current = { of, own, iteration: conversed.iteration };
    if (again) showInstead(session, own);
    else session.showOwn(own);
  };
  const ask = (typed: string, prompt: readonly number[]): number => {
    const of: Asked = { id: ++count.current, typed, prompt, answer: null };
    setAsked((all) => [...all, of].slice(-MOST));
    setRefusal(null);
    answer(of, false).catch((error: unknown) => {
      setAsked((all) => all.filter(({ id }) => id !== of.id));
      setRefusal(error instanceof Error ? error.message : String(error));
    });
    return of.id;
  };
  const isDue = (): boolean => {
    const { own, iteration } = session.state.getState();
    return able && !single.current.isBusy && shown.current !== null && own === shown.current.own && iteration !== shown.current.iteration;
  };
  const again = async (): Promise<void> => {
    if (shown.current !== null) await answer(shown.current.of, true);
  };
  useRepeated({ isDue, isHurried: () => session.state.getState().phase === 'ready', ask: again });
  return { asked, refusal, ask, clear: () => setAsked([]) };
}
