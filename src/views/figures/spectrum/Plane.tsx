import styles from '../figures.module.css';

interface Props {
  /** Half the width of what is shown, in units of the plane. */
  readonly extent: number;
  readonly size: number;
}

/** Axes and unit circle of the complex plane, `size` pixels wide and high about the middle. */
export function Plane({ extent, size }: Props) {
  const [half, unit] = [size / 2, size / 2 / extent];
  return (
    <svg className={styles['overlay']} viewBox={`${-half} ${-half} ${size} ${size}`} aria-hidden="true">
      <line x1={-half} x2={half} className={styles['axis']} />
      <line y1={-half} y2={half} className={styles['axis']} />
      <circle r={unit} className={styles['unitCircle']} />
      <text x={unit + 4} y={-4} className={styles['mark']}>
        1
      </text>
      <text x={half + 4} y={4} className={styles['mark']}>
        Re λ
      </text>
      <text x={-5} y={-half + 10} className={styles['mark']} textAnchor="end">
        Im λ
      </text>
    </svg>
  );
}
