import { useEffect, useRef } from 'react';
import type { Listener, Listening } from './listener.ts';
import styles from './speech.module.css';

/** The quietest that shows, in decibels below full scale. */
const QUIETEST = -50;

/** How loud it is while it listens, on a scale of decibels; painted without a React render. */
export function Level({ listener, listening }: { readonly listener: Listener; readonly listening: Listening }) {
  const bar = useRef<HTMLSpanElement>(null);
  const listens = listening.phase === 'listening';
  useEffect(() => {
    if (!listens) return;
    let frame = 0;
    const paint = (): void => {
      bar.current?.style.setProperty('--level', String(shareOf(listener.level())));
      frame = requestAnimationFrame(paint);
    };
    paint();
    return () => cancelAnimationFrame(frame);
  }, [listener, listens]);
  return <span ref={bar} className={styles['level']} data-on={listens || undefined} aria-hidden="true" />;
}

/** Share of the meter that a level fills; none where it is not known. */
function shareOf(level: number | null): number {
  if (level === null || level <= 0) return 0;
  return Math.max(0, Math.min(1, 1 - (20 * Math.log10(level)) / QUIETEST));
}
