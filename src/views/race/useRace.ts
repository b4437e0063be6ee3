import { createContext, useCallback, useContext, useMemo, useSyncExternalStore } from 'react';
import { useStore } from 'zustand';
import type { Experiment } from '../../core/experiment.ts';
import { LETTERS, namesOf } from '../../core/race/names.ts';
import type { Entry } from '../../store/race/entry.ts';
import type { Race, RaceState } from '../../store/race/race.ts';
import type { PictureSource } from '../paint/Painting.tsx';

export const RaceContext = createContext<Race | null>(null);

export function useRace(): Race {
  const race = useContext(RaceContext);
  if (race === null) throw new Error('no race: wrap the view in RaceContext');
  return race;
}

export const useRaceState = <T>(select: (state: RaceState) => T): T => useStore(useRace().state, select);

export const useEntries = (): readonly Entry[] => useRaceState(({ entries }) => entries);

/** Something of all networks' states, as a text or a number; renders again when that changes. */
export function useAll<T extends string | number | boolean | null>(select: (entries: readonly Entry[]) => T): T {
  const entries = useEntries();
  const subscribe = useCallback((listener: () => void) => all(entries, ({ state }) => state, listener), [entries]);
  return useSyncExternalStore(subscribe, () => select(entries));
}

/** Something of all networks' pictures, likewise; looked up anew at most every so many milliseconds. */
export function useAllPictures<T extends string | number | boolean | null>(select: (entries: readonly Entry[]) => T, apart = 0): T {
  const entries = useEntries();
  const subscribe = useCallback((listener: () => void) => all(entries, ({ picture }) => picture, listener, apart), [entries, apart]);
  return useSyncExternalStore(subscribe, () => select(entries));
}

type Subscribable = { subscribe(listener: () => void): () => void };

/** `apart`: milliseconds in which several changes are told as one, at their end. */
function all(entries: readonly Entry[], store: (session: Entry['session']) => Subscribable, listener: () => void, apart = 0): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = (): void => {
    timer = undefined;
    listener();
  };
  const changed = (): void => {
    timer ??= setTimeout(tell, apart);
  };
  const stops = entries.map(({ session }) => store(session).subscribe(apart === 0 ? listener : changed));
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

/** The experiments of all networks, the same array until one changes. */
export function useExperiments(): readonly Experiment[] {
  const entries = useEntries();
  const key = useAll((those) => those.map(({ session }) => JSON.stringify(session.state.getState().experiment)).join());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for what the entries' states hold
  return useMemo(() => entries.map(({ session }) => session.state.getState().experiment), [entries, key]);
}

/** A network as it is drawn: its letter, name, colour and dash. */
export interface Racer {
  readonly entry: Entry;
  readonly letter: string;
  /** "A RNN", "B GRU, radius 1.3" */
  readonly name: string;
  /** As much of it as stands beside a curve: "B GRU". */
  readonly label: string;
  readonly ink: 'racer-a' | 'racer-b' | 'racer-c' | 'racer-d';
  readonly dash: readonly number[];
}

const INKS = ['racer-a', 'racer-b', 'racer-c', 'racer-d'] as const;
const DASHES: readonly (readonly number[])[] = [[], [9, 3], [2, 2.5], [9, 3, 2, 3]];

/** All networks as they are drawn; the same array until one changes. */
export function useRacers(): readonly Racer[] {
  const entries = useEntries();
  const experiments = useExperiments();
  return useMemo(() => {
    const names = namesOf(experiments);
    return entries.map((entry, k) => {
      const letter = LETTERS[k] ?? '';
      const name = `${letter} ${names[k] ?? ''}`;
      return { entry, letter, name, label: name.split(',')[0] ?? name, ink: INKS[k] ?? 'racer-a', dash: DASHES[k] ?? [] };
    });
  }, [entries, experiments]);
}

/** Tells a canvas of every new picture of any network; which of them it paints is its own business. */
export function useCommonSource(): PictureSource {
  const entries = useEntries();
  const { first } = useRace();
  return useMemo(
    () => ({ getState: () => first.picture.getState(), subscribe: (listener) => all(entries, ({ picture }) => picture, listener) }),
    [entries, first],
  );
}
