import styles from './predict.module.css';

interface Props {
  /** Across and from the top, both from 0 to 1; what is not finite is left out. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** A drawn line, dashed, on paper of its own, so that it is told apart from what is measured without colours. */
export function Line({ points }: Props) {
  const path = points
    .filter(([, y]) => Number.isFinite(y))
    .map(([x, y]) => `${(100 * x).toFixed(3)},${(100 * Math.min(1, Math.max(0, y))).toFixed(3)}`)
    .join(' ');
  return (
    <svg className={styles['line']} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <polyline points={path} className={styles['under']} />
      <polyline points={path} className={styles['stroke']} />
    </svg>
  );
}
