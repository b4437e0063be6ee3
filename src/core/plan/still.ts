import { joinStretches } from '../intervene.ts';
import type { Stretch } from '../network.ts';
import type { Plan } from './plan.ts';

/** Stretches of θ that do not learn, in its own order; those that touch are one. */
export function stillIn({ network, moves }: Plan): readonly Stretch[] {
  const { still = [] } = network.interventions ?? {};
  const moved = moves.flatMap(({ from, to, length }) =>
    still.flatMap((stretch): Stretch[] => {
      const start = Math.max(from, stretch.from);
      const end = Math.min(from + length, stretch.from + stretch.length);
      return start < end ? [{ from: start - from + to, length: end - start }] : [];
    }),
  );
  return joinStretches(moved);
}
