import { useEffect, useRef, useState } from 'react';
import { type Paint, Painting, type PictureSource } from '../paint/Painting.tsx';
import styles from './SeenPainting.module.css';

/** How far outside the window something is painted already. */
const MARGIN = '120px';

/** A painting over all of its place, painted while it is in sight: what four networks show off the screen costs nothing. */
export function SeenPainting({ paint, source }: { readonly paint: Paint; readonly source?: PictureSource }) {
  const place = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const element = place.current;
    if (element === null) return;
    const observer = new IntersectionObserver((entries) => setSeen(entries.at(-1)?.isIntersecting ?? false), { rootMargin: MARGIN });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={place} className={styles['place']}>
      {seen ? <Painting paint={paint} {...(source === undefined ? {} : { source })} className={styles['canvas']} /> : null}
    </div>
  );
}
