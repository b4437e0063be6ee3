import { Line } from './Line.tsx';
import styles from './predict.module.css';

interface Props {
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Where along the line its name stands, from 0 to 1; the last place has it to the left. */
  readonly along: number;
  /** The same in words. */
  readonly text: string;
}

/** Room that the name needs above the line, as a share of the height. */
const ABOVE = 0.18;

/** A prediction as it was drawn, named beside its line, over what is measured. */
export function Drawn({ points, along, text }: Props) {
  const drawn = points.filter(([, y]) => Number.isFinite(y));
  const [x, y] = drawn[Math.floor(along * (drawn.length - 1))] ?? [0, 0];
  const top = Math.min(1, Math.max(0, y));
  const isLast = along === 1;
  const below = isLast ? top < 1 - ABOVE : top < ABOVE;
  return (
    <div className={styles['drawn']}>
      <Line points={points} />
      <span
        className={styles['label']}
        style={{ left: `${100 * x}%`, top: `${100 * top}%` }}
        data-below={below}
        data-last={isLast}
        aria-hidden="true"
      >
        your prediction
      </span>
      <p className="visually-hidden">{text}</p>
    </div>
  );
}
