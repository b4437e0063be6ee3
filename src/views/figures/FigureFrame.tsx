import { type ReactNode, useId } from 'react';
import type { Picture, State } from '../../store/session.ts';
import { useSampled } from '../paint/usePicture.ts';
import { Explained } from '../shell/Explained.tsx';
import { useSessionState } from '../useSession.ts';
import type { Figure } from './figure.ts';
import styles from './figures.module.css';

interface Props {
  readonly figure: Figure;
  /** Beside the title: the number that the figure is about, or a choice. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** Title with its explanation, what it says now for those who do not see it, and the drawing. */
export function FigureFrame({ figure, aside, children }: Props) {
  const title = useId();
  return (
    <figure className={styles['figure']} aria-labelledby={title}>
      <figcaption className={styles['caption']}>
        <h2 id={title} className={styles['title']}>
          <Explained explanation={figure.explanation} formula={figure.formula}>
            {figure.title}
          </Explained>
        </h2>
        {aside !== undefined && <span className={styles['aside']}>{aside}</span>}
      </figcaption>
      <Alternative describe={figure.describe} />
      {children}
    </figure>
  );
}

/** What the figure shows now, in words; looked up once a second. */
function Alternative({ describe }: Pick<Figure, 'describe'>) {
  const state = useSessionState((whole: State) => whole);
  const text = useSampled((picture: Picture) => describe(picture, state), 1);
  return <p className={styles['hidden']}>{text}</p>;
}
