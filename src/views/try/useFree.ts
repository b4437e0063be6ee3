import { useMemo } from 'react';
import type { FreeRunning } from '../../core/tasks/free.ts';
import { taskOf } from '../../core/tasks/index.ts';
import { useIsHere } from '../useIsHere.ts';
import { useSessionState } from '../useSession.ts';
import type { Extent } from './asking.ts';

/** How the task on show runs on its own answers. */
export interface Running {
  readonly free: FreeRunning;
  readonly extent: Extent;
}

/** Null where its answers are not what it reads. */
export function useFree(): Running | null {
  const { task, options } = useSessionState(({ experiment }) => experiment);
  const here = useIsHere();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the letters of a text that a person gives are known when it is here.
  return useMemo(() => {
    const free = taskOf(task).free?.(options);
    if (free === undefined) return null;
    const { steps, inputs } = taskOf(task).sizes(options);
    return { free, extent: { steps, width: inputs } };
  }, [task, options, here]);
}

/** Whether a network is there to be asked. */
export const useIsAble = (): boolean => useSessionState(({ phase }) => phase === 'ready' || phase === 'training');
