import { type ReactNode, useId } from 'react';
import type { Picture } from '../../store/session.ts';
import { useSampled } from '../paint/usePicture.ts';
import { Explained } from '../shell/Explained.tsx';
import { useSession } from '../useSession.ts';
import type { Figure } from './figure.ts';
import styles from './figures.module.css';

/** What a figure says of itself. */
export type Words = Pick<Figure, 'title' | 'explanation' | 'formula'> & Partial<Pick<Figure, 'describe'>>;

interface Props {
  readonly figure: Words;
  /** In place of the figure's own title. */
  readonly title?: ReactNode;
  /** Beside the title: the number that the figure is about, or a choice. */
  readonly aside?: ReactNode;
  /** Takes the room that the other figures leave. */
  readonly grow?: boolean;
  readonly children: ReactNode;
}

/** Title with its explanation, what it says now for those who do not see it, and the drawing. */
export function FigureFrame({ figure, title = figure.title, aside, grow = false, children }: Props) {
  const id = useId();
  return (
    <figure className={grow ? `${styles['figure']} ${styles['grows']}` : styles['figure']} aria-labelledby={id}>
      <figcaption className={styles['caption']}>
        <h2 id={id} className={styles['title']}>
          <Explained explanation={figure.explanation} formula={figure.formula}>
            {title}
          </Explained>
        </h2>
        {aside !== undefined && <span className={styles['aside']}>{aside}</span>}
      </figcaption>
      {figure.describe === undefined ? null : <Alternative describe={figure.describe} />}
      {children}
    </figure>
  );
}

/** What the figure shows now, in words; looked up once a second. */
function Alternative({ describe }: Pick<Figure, 'describe'>) {
  const { state } = useSession();
  const text = useSampled((picture: Picture) => describe(picture, state.getState()), 1);
  return <p className="visually-hidden">{text}</p>;
}
