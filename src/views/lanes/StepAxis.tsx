import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { type Axis, labelledSteps, middleOf } from './axis.ts';
import styles from './StepCursor.module.css';
import { type Shape, useStep } from './useSetting.ts';

/** Room that a step's number needs, in CSS pixels. */
const GAP = 34;
/** Half of what the number of the cursor covers. */
const CURSOR = 26;

/** The numbers of the steps, from 1, as many as there is room for. */
export function StepAxis({ shape }: { readonly shape: Shape }) {
  const { steps } = shape;
  const cursor = useStep(shape);
  const element = useRef<HTMLDivElement>(null);
  const width = useWidth(element);
  return (
    <div ref={element} className={styles['axis']} data-lane="axis" aria-hidden="true" style={{ '--steps': steps } as CSSProperties}>
      {width > 0 &&
        labelsBeside({ steps, width }, cursor).map((step) => (
          <span key={step} style={{ '--step': step } as CSSProperties}>
            {step + 1}
          </span>
        ))}
    </div>
  );
}

/** Those that the number of the cursor does not cover. */
function labelsBeside(axis: Axis, cursor: number): readonly number[] {
  return labelledSteps(axis, GAP).filter((step) => Math.abs(middleOf(axis, step) - middleOf(axis, cursor)) > CURSOR);
}

function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => setWidth(Math.round(entry?.contentRect.width ?? 0)));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
