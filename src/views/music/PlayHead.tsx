import { useEffect, useRef } from 'react';
import { useMedia } from '../shell/useMedia.ts';
import styles from './music.module.css';
import { placeAt } from './sound/schedule.ts';
import type { Playback } from './sound/usePlayer.ts';

/** Where it plays: a line that moves with the sound, or goes from note to note where less motion is asked for. No React render a frame. */
export function PlayHead({ playback: { programme, moment }, span }: { readonly playback: Playback; readonly span: number }) {
  const element = useRef<HTMLSpanElement>(null);
  const still = useMedia('(prefers-reduced-motion: reduce)');
  useEffect(() => {
    const head = element.current;
    if (head === null || programme === null) return;
    let frame = 0;
    const draw = (): void => {
      frame = requestAnimationFrame(draw);
      const place = placeAt(programme, moment() ?? -1);
      head.hidden = place === null;
      if (place === null) return;
      head.dataset['voice'] = place.voice;
      head.style.setProperty('--at', String((still ? place.begun : place.at) / span));
    };
    draw();
    return () => {
      cancelAnimationFrame(frame);
      head.hidden = true;
    };
  }, [programme, moment, span, still]);
  return <span ref={element} hidden className={styles['playHead']} data-testid="play-head" aria-hidden="true" />;
}
