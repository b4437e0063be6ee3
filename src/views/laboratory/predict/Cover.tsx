import styles from './predict.module.css';
import { usePredicting } from './predictor.ts';

/** In the place of what would give the norm away while it is drawn. */
export default function Cover() {
  const covered = usePredicting((now) => now.predictions.asked?.of === 'norm');
  return covered ? <p className={styles['cover']}>covered until your prediction is done</p> : null;
}
