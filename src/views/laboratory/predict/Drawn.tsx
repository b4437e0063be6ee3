import { Line } from './Line.tsx';
import styles from './predict.module.css';

interface Props {
  readonly points: readonly (readonly [x: number, y: number])[];
  /** The same in words. */
  readonly text: string;
}

/** Room that the label needs above the line, as a share of the height. */
const ABOVE = 0.18;
/** Where along the line the label stands. */
const ALONG = 0.3;

/** A prediction as it was drawn, named beside its line, over what is measured. */
export function Drawn({ points, text }: Props) {
  const drawn = points.filter(([, y]) => Number.isFinite(y));
  const [x, y] = drawn[Math.floor(ALONG * (drawn.length - 1))] ?? [0, 0];
  const top = Math.min(1, Math.max(0, y));
  return (
    <div className={styles['drawn']}>
      <Line points={points} />
      <span className={styles['label']} style={{ left: `${100 * x}%`, top: `${100 * top}%` }} data-below={top < ABOVE} aria-hidden="true">
        your prediction
      </span>
      <p className="visually-hidden">{text}</p>
    </div>
  );
}
