import { useMemo } from 'react';
import { isNormAsked } from '../../core/predict/asked.ts';
import { taskOf } from '../../core/tasks/index.ts';
import type { Picture } from '../../store/session.ts';
import { useSampled } from '../paint/usePicture.ts';
import { useIsHere } from '../useIsHere.ts';
import { useSessionState } from '../useSession.ts';
import { clamp } from './axis.ts';
import type { Setting } from './lane.ts';

/** What the lanes are drawn of; the same object until a person changes it. */
export function useSetting(): Setting {
  const { task, options } = useSessionState((state) => state.experiment);
  const cell = useSessionState((state) => state.cell);
  const { layer, state, norm } = useSessionState((whole) => whole.view);
  const own = useSessionState((whole) => whole.own !== null);
  const covered = useSessionState(({ view }) => isNormAsked(view.predict));
  const here = useIsHere();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the letters of a text that a person gives are known when it is here.
  return useMemo(() => {
    const definition = taskOf(task);
    const known = cell.states.includes(state) ? state : 'h';
    const { loss } = definition.sizes(options);
    return { cell, drawing: definition.drawing(options), loss, layer, state: known, norm, own, covered };
  }, [task, options, cell, layer, state, norm, own, covered, here]);
}

/** Sizes and marks of the trace on show, which the layout follows; null before the first trace. */
export interface Shape {
  readonly steps: number;
  readonly units: number;
  readonly layers: number;
  readonly outputs: number;
  readonly scored: number;
  readonly probe: number;
  readonly caption: string;
  readonly clues: readonly number[];
}

export function useShape(): Shape | null {
  const key = useSampled(shapeKey);
  return useMemo(() => JSON.parse(key) as Shape | null, [key]);
}

function shapeKey({ trace }: Picture): string {
  if (trace === null) return 'null';
  const { steps, units, layers, outputs, scored, probe, caption, clues } = trace;
  return JSON.stringify({ steps, units, layers, outputs, scored, probe, caption, clues: Array.from(clues) } satisfies Shape);
}

/** The step under the cursor, from 0. */
export function useStep({ steps, scored }: Shape): number {
  const t = useSessionState((state) => state.view.t);
  return clamp(t ?? scored, 0, steps - 1);
}
