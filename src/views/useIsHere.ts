import { isSupplied } from '../core/tasks/material.ts';
import { materialFor } from '../store/materials.ts';
import { useSessionState } from './useSession.ts';

/** Whether the data of the task on show are here. What a task says of itself may change when they come. */
export const useIsHere = (): boolean =>
  useSessionState(({ experiment }) => {
    const material = materialFor(experiment);
    return material === null || isSupplied(material.name);
  });
