import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Session, State } from '../store/session.ts';

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('no session: wrap the view in SessionContext');
  return session;
}

/** A part of the state that changes at a person's pace; renders again when that part changes. */
export function useSessionState<T>(select: (state: State) => T): T {
  return useStore(useSession().state, select);
}
