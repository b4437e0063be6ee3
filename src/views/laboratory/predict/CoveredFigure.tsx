import type { Figure } from '../../figures/figure.ts';
import figures from '../../figures/figures.module.css';
import Cover from './Cover.tsx';
import styles from './predict.module.css';

/** A figure whose drawing would give the norm away, in the room that it takes. */
export default function CoveredFigure({ figure }: { readonly figure: Figure }) {
  return (
    <section className={styles['figure']} style={{ minHeight: figure.height }} aria-label={figure.title}>
      <h2 className={figures['title']}>{figure.title}</h2>
      <div className={styles['covered']}>
        <Cover />
      </div>
    </section>
  );
}
