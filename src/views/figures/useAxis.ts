import { createContext, useContext, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Picture } from '../../store/session.ts';
import { useSession } from '../useSession.ts';
import { axisEnd, farthestIteration, iterationTicks, type Tick } from './iterations.ts';

/** A part of the picture that changes rarely, such as the end of an axis: renders again only when it changes. */
export function useDomain<T extends number | string | boolean | null>(select: (picture: Picture) => T): T {
  return useStore(useSession().picture, select);
}

/** The end of the axis that figures side by side have in common; null where each has its own. */
export const CommonEnd = createContext<number | null>(null);

/** How far the axis that figures side by side have in common goes at least: to the end of what a person has drawn on one of them. */
export const Stretching = createContext<{ readonly least: number; stretch(least: number): void }>({ least: 0, stretch() {} });

/** The common axis of iterations. */
export function useIterations(): { readonly end: number; readonly ticks: readonly Tick[] } {
  const common = useContext(CommonEnd);
  const { least } = useContext(Stretching);
  const end = useDomain((picture) => common ?? axisEnd(Math.max(least, farthestIteration(picture))));
  return useMemo(() => ({ end, ticks: iterationTicks(end) }), [end]);
}

/** Whether an iteration before the end of the run is on show. */
export const useIsBack = (): boolean => useDomain(({ trace, losses }) => trace !== null && trace.iteration < losses.length);
