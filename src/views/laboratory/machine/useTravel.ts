import { useMemo, useState } from 'react';
import type { Session } from '../../../store/session.ts';
import { useSession } from '../../useSession.ts';
import { newest } from './newest.ts';

interface Travel {
  /** Where it is to go; null where it is there. */
  readonly wish: number | null;
  go(iteration: number): void;
}

/** Goes to the iteration that was wished for last. */
export function useTravel(): Travel {
  const session = useSession();
  const [wish, setWish] = useState<number | null>(null);
  const go = useMemo(() => {
    const send = newest(
      (iteration: number) => visit(session, iteration),
      () => setWish(null),
    );
    return (iteration: number): void => {
      setWish(iteration);
      send(iteration);
    };
  }, [session]);
  return { wish, go };
}

/** What is told elsewhere, or not at all: a wish whose place another took, and an engine that died, which is started anew. */
const TOLD: ReadonlySet<string> = new Set(['Interrupted', 'EngineDied']);

/** Says why it cannot. */
export async function visit(session: Session, iteration: number): Promise<void> {
  try {
    await session.goTo(iteration);
  } catch (error) {
    const known = error instanceof Error ? error : new Error(String(error));
    if (!TOLD.has(known.name)) session.notify('error', known.message);
  }
}
