import { useCallback, useSyncExternalStore } from 'react';
import type { Picture } from '../../store/session.ts';
import { useSession } from '../useSession.ts';
import { type Clock, clockOf } from './clock.ts';

/**
 * A part of the picture for text: rendered only where it has changed by `Object.is`, so let `select` return a string, a
 * number or something kept. All texts read one picture, replaced at most `hz` times a second at moments they have in
 * common (see `clockOf`), so that numbers side by side are of one iteration. The last picture is always shown in the end.
 */
export function useSampled<T>(select: (picture: Picture) => T, hz = 4): T {
  const clock: Clock<Picture> = clockOf(useSession().picture);
  const subscribe = useCallback((listener: () => void) => clock.subscribe(listener), [clock]);
  return useSyncExternalStore(subscribe, () => select(clock.shown(hz)));
}
