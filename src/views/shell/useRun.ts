import { useMemo } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { Session } from '../../store/session.ts';
import { useSession, useSessionState } from '../useSession.ts';

export interface Run {
  readonly training: boolean;
  /** There is an engine, or one on its way: a press is kept until it has come. */
  readonly able: boolean;
  toggle(): void;
  step(): void;
  rewind(): void;
}

/** Single iterations under way. They are over in a moment, and Train does not turn to Pause and back for them. */
const stepping = createStore(() => 0);

/** The run as buttons and keys steer it. */
export function useRun(): Run {
  const session = useSession();
  const single = useStore(stepping, (count) => count > 0);
  const training = useSessionState(({ phase }) => phase === 'training') && !single;
  const able = useSessionState(({ phase }) => phase !== 'failed' && phase !== 'wanting');
  return useMemo(
    () => ({
      training,
      able,
      toggle: () => attempt(session, training ? session.pause() : session.play()),
      step: () => attempt(session, oneIteration(session)),
      rewind: () => attempt(session, session.rewind()),
    }),
    [session, training, able],
  );
}

async function oneIteration(session: Session): Promise<void> {
  stepping.setState((count) => count + 1);
  try {
    await session.train(1);
  } finally {
    stepping.setState((count) => count - 1);
  }
}

/** What goes wrong is said. An engine that failed for good is told of by the state itself. */
export function attempt(session: Session, action: Promise<unknown>): void {
  action.catch((error: unknown) => {
    if (session.state.getState().phase === 'failed') return;
    session.notify('error', error instanceof Error ? error.message : String(error));
  });
}
