import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Picture } from '../../store/session.ts';
import { useSession } from '../useSession.ts';
import { axisEnd, iterationTicks, lastIteration, type Tick } from './iterations.ts';

/** A part of the picture that changes rarely, such as the end of an axis: renders again only when it changes. */
export function useDomain<T extends number | string | boolean | null>(select: (picture: Picture) => T): T {
  return useStore(useSession().picture, select);
}

/** The common axis of iterations; it goes on to `least` at least. */
export function useIterations(least = 0): { readonly end: number; readonly ticks: readonly Tick[] } {
  const end = useDomain((picture) => axisEnd(Math.max(least, lastIteration(picture))));
  return useMemo(() => ({ end, ticks: iterationTicks(end) }), [end]);
}
