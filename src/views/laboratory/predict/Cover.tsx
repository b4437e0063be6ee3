import { COVERED } from './covered.ts';
import styles from './predict.module.css';
import { usePredicting } from './predictor.ts';

/** In the place of what would give the norm away while it is drawn. */
export default function Cover() {
  const covered = usePredicting((now) => now.predictions.asked?.of === 'norm');
  return covered ? <Covered /> : null;
}

/** In the place of what would give away what is being drawn. */
export const Covered = () => <p className={styles['cover']}>{COVERED}</p>;
