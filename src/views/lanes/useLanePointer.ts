import type { PointerEvent } from 'react';
import { useSession } from '../useSession.ts';
import { clamp, stepAt } from './axis.ts';
import { hoverAt, usePointingStore } from './pointing.ts';
import type { Shape } from './useSetting.ts';

interface Hit {
  readonly step: number;
  /** Null over a lane without units. */
  readonly unit: number | null;
}

/**
 * The mouse and the finger over the lanes: moving only points (a light column, values in the titles), pressing puts the
 * cursor there, and dragging takes it along.
 */
export function useLanePointer(shape: Shape) {
  const session = useSession();
  const store = usePointingStore();
  const put = ({ step, unit }: Hit): void => {
    const { view } = session.state.getState();
    if (view.t !== step || (unit !== null && view.unit !== unit)) session.look(unit === null ? { t: step } : { t: step, unit });
  };
  return {
    onPointerDown(event: PointerEvent<HTMLElement>) {
      const hit = hitOf(event, shape);
      if (hit === null || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      put(hit);
    },
    onPointerMove(event: PointerEvent<HTMLElement>) {
      const dragging = event.currentTarget.hasPointerCapture(event.pointerId);
      const hit = dragging ? dragged(event, shape) : hitOf(event, shape);
      if (dragging && hit !== null) put(hit);
      if (event.pointerType === 'touch') return;
      if (hit === null) store.setState({ hover: null });
      else hoverAt(store, hit.step, hit.unit);
    },
    onPointerLeave: () => store.setState({ hover: null }),
  };
}

/** The cell under the pointer; null outside the drawings. */
function hitOf(event: PointerEvent, { steps }: Shape): Hit | null {
  const plot = (event.target as Element).closest<HTMLElement>('[data-lane]');
  if (plot === null) return null;
  if (plot.dataset['lane'] === 'cursor') return dragged(event, { steps });
  const { left, top, width, height } = plot.getBoundingClientRect();
  const units = Number(plot.dataset['units'] ?? 0);
  const unit = units > 0 ? clamp(Math.floor(((event.clientY - top) / height) * units), 0, units - 1) : null;
  return { step: stepAt({ steps, width }, event.clientX - left), unit };
}

/** The step under a pointer that is held, wherever it has gone meanwhile. */
function dragged(event: PointerEvent, { steps }: Pick<Shape, 'steps'>): Hit | null {
  const axis = event.currentTarget.querySelector('[data-lane="axis"]');
  if (axis === null) return null;
  const { left, width } = axis.getBoundingClientRect();
  return { step: stepAt({ steps, width }, event.clientX - left), unit: null };
}
