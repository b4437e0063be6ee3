import type { Experiment } from '../../core/experiment.ts';
import { multiplyAdds } from '../../core/race/work.ts';
import type { Session } from '../session.ts';
import type { Racer } from './course.ts';
import type { MemoryAddress } from './memoryAddress.ts';

/** One network of a race: a session of its own on an engine of its own. */
export interface Entry {
  readonly id: number;
  readonly session: Session;
  /** Null for the first, which has the page's. */
  readonly address: MemoryAddress | null;
  readonly racer: Racer;
}

export function entryOf(id: number, session: Session, address: MemoryAddress | null): Entry {
  return { id, session, address, racer: racerOf(session) };
}

export const experimentOf = ({ session }: Entry): Experiment => session.state.getState().experiment;

function racerOf(session: Session): Racer {
  let counted: { readonly of: Experiment; readonly work: number } | null = null;
  const state = () => session.state.getState();
  return {
    iteration: () => state().iteration,
    work() {
      const { experiment } = state();
      if (counted?.of !== experiment) counted = { of: experiment, work: multiplyAdds(experiment) };
      return counted.work;
    },
    fault() {
      const { explosion, phase, failure } = state();
      if (explosion !== null) return explosion.text;
      return phase === 'failed' || phase === 'wanting' ? (failure ?? 'it cannot be trained') : null;
    },
    train: (iterations) => session.train(iterations),
  };
}
