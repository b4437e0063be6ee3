import { type CSSProperties, useEffect, useRef, useState } from 'react';
import { labelledSteps } from './axis.ts';
import styles from './lanes.module.css';
import type { Shape } from './useSetting.ts';

/** Room that a step's number needs, in CSS pixels. */
const GAP = 34;

/** The numbers of the steps, from 1, as many as there is room for. */
export function StepAxis({ shape: { steps } }: { readonly shape: Shape }) {
  const element = useRef<HTMLDivElement>(null);
  const width = useWidth(element);
  return (
    <div ref={element} className={styles['axis']} data-lane="axis" aria-hidden="true" style={{ '--steps': steps } as CSSProperties}>
      {width > 0 &&
        labelledSteps({ steps, width }, GAP).map((step) => (
          <span key={step} style={{ '--step': step } as CSSProperties}>
            {step + 1}
          </span>
        ))}
    </div>
  );
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
