import type { Changed } from '../../../store/session.ts';
import { factor, magnitude } from '../../lanes/words.ts';

/** What something done changes, measured at one iteration before and after: on the sequence on show, and over the probe where that is said. */
export interface Effect {
  readonly iteration: number;
  readonly quantities: readonly Quantity[];
}

interface Quantity {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

const sizeOf = (norm: number): string => (norm === 0 ? '0' : magnitude(norm));

/** Horizon, fade, gradient norm at the first step and the probe's loss of one layer. */
export function effectOf({ before, after }: Changed, shown: number): Effect {
  const layer = Math.min(shown, after.layers - 1);
  const both = (name: string, read: (trace: Changed['before']) => string): Quantity => ({ name, before: read(before), after: read(after) });
  return {
    iteration: after.iteration,
    quantities: [
      both('horizon', ({ horizons }) => String(horizons[layer] ?? Number.NaN)),
      both('fade', ({ fades }) => factor(fades[layer] ?? Number.NaN)),
      both('‖∂L/∂s₁‖', ({ norms, steps }) => sizeOf(norms['all']?.[layer * steps] ?? Number.NaN)),
      both('loss', ({ probeLoss }) => magnitude(probeLoss)),
    ],
  };
}

/** Those that changed in the digits that are shown. */
export const changedIn = ({ quantities }: Effect): readonly Quantity[] => quantities.filter(({ before, after }) => before !== after);
