import type { StoreApi } from 'zustand/vanilla';
import { taskOf } from '../../core/tasks/index.ts';
import type { View } from '../../core/view.ts';
import type { Session } from '../session.ts';
import type { Entry } from './entry.ts';

/** Keeps step and sequence on show the same in all networks, as far as their sequences are as long; returns how to stop. */
export function commonView(race: StoreApi<{ readonly entries: readonly Entry[] }>): () => void {
  const following = new Map<Session, () => void>();
  let telling = false;
  const tell = (from: Session, { t, sequence }: View): void => {
    if (telling) return;
    telling = true;
    for (const session of following.keys()) if (session !== from) lookAt(session, t, sequence);
    telling = false;
  };
  const watch = ({ entries }: { readonly entries: readonly Entry[] }): void => {
    const sessions = entries.map(({ session }) => session);
    for (const [session, stop] of following) {
      if (sessions.includes(session)) continue;
      stop();
      following.delete(session);
    }
    for (const session of sessions) {
      if (following.has(session)) continue;
      const stop = session.state.subscribe(({ view }, before) => {
        if (view.t !== before.view.t || view.sequence !== before.view.sequence) tell(session, view);
      });
      following.set(session, stop);
    }
  };
  watch(race.getState());
  const stop = race.subscribe(watch);
  return () => {
    stop();
    for (const each of following.values()) each();
  };
}

function lookAt(session: Session, t: number | null, sequence: number): void {
  const { view, experiment } = session.state.getState();
  const { steps } = taskOf(experiment.task).sizes(experiment.options);
  const nearest = t === null ? null : Math.min(t, steps - 1);
  if (view.t !== nearest || view.sequence !== sequence) session.look({ t: nearest, sequence });
}
