import figures from '../../figures/figures.module.css';
import { Covered } from './Cover.tsx';
import styles from './predict.module.css';

interface Props {
  readonly title: string;
  /** What the figure takes, in CSS pixels. */
  readonly height: number;
}

/** A figure whose drawing would give away what is being predicted, in the room that it takes. */
export default function CoveredFigure({ title, height }: Props) {
  return (
    <section className={styles['figure']} style={{ minHeight: height }} aria-label={title}>
      <h2 className={figures['title']}>{title}</h2>
      <div className={styles['covered']}>
        <Covered />
      </div>
    </section>
  );
}
