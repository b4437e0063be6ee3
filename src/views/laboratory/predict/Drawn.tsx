import { Line, type Place } from './Line.tsx';
import { nameOf } from './name.ts';
import styles from './predict.module.css';

interface Props {
  readonly points: readonly Place[];
  /** Of them, those that were drawn. */
  readonly knots: readonly Place[];
  /** Where along the line its name stands, from 0 to 1. */
  readonly along: number;
  /** The same in words. */
  readonly text: string;
}

/** A prediction as it was drawn, named beside its line, over what is measured. */
export function Drawn({ points, knots, along, text }: Props) {
  const { x, y, below } = nameOf(points, along);
  return (
    <div className={styles['drawn']}>
      <Line points={points} knots={knots} />
      <span
        className={styles['label']}
        style={{ left: `${100 * x}%`, top: `${100 * y}%`, translate: `${-100 * x}%` }}
        data-below={below}
        aria-hidden="true"
      >
        your prediction
      </span>
      <p className="visually-hidden">{text}</p>
    </div>
  );
}
