import shared from '../../lanes/shared.module.css';
import { COVERED } from './covered.ts';
import styles from './predict.module.css';

/** In the place of a figure of the middle column that would give the norm away while it is drawn. */
export function CoveredLane({ title }: { readonly title: string }) {
  return (
    <section className={styles['coveredLane']} aria-label={title}>
      <h3 className={shared['title']}>{title}</h3>
      <span className={shared['sentence']}>{COVERED}</span>
    </section>
  );
}
