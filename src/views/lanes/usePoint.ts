import type { Picture } from '../../store/session.ts';
import { useSessionState } from '../useSession.ts';
import { clamp } from './axis.ts';
import type { Point } from './lane.ts';
import { usePointing } from './pointing.ts';
import { type Shape, useStep } from './useSetting.ts';

/** The point that readouts speak of: what is pointed at, else the cursor's step; the unit that is chosen, else the one with the most blame. */
export function usePoint(shape: Shape): (picture: Picture) => Point {
  const cursor = useStep(shape);
  const hover = usePointing((pointing) => pointing.hover);
  const chosen = useSessionState(({ view }) => view.unit);
  const step = Math.min(hover?.step ?? cursor, shape.steps - 1);
  return ({ inside }) => ({ step, unit: clamp(hover?.unit ?? chosen ?? inside?.unit ?? 0, 0, shape.units - 1) });
}
