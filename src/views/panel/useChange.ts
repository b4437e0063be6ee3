import { type Experiment, makeExperiment } from '../../core/experiment.ts';
import { merged } from '../../store/settings.ts';
import { useSession } from '../useSession.ts';

/**
 * Changes the experiment. Gives null where it was taken, else the sentence on why not, for the field to show: what does
 * not fit (too many units for the memory, for instance) is told where it was typed.
 */
export function useChange(): (change: Partial<Experiment>) => string | null {
  const session = useSession();
  return (change) => {
    try {
      makeExperiment(merged(session.state.getState().experiment, change));
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
    session.change(change);
    return null;
  };
}
