import type { Baseline } from '../../../core/tasks/task.ts';
import styles from '../figures.module.css';
import { magnitude } from '../numbers.ts';
import { spread } from '../spread.ts';
import { type Decades, placeOf } from './axis.ts';

const LINE = 14;
/** Between a line and its name, since the loss often wavers about the baseline. */
const CLEAR = 6;

interface Props {
  readonly baselines: readonly Baseline[];
  readonly decades: Decades;
  readonly height: number;
}

/** Dashed lines at the baselines, each named above its right end, the names kept apart. */
export function Baselines({ baselines, decades, height }: Props) {
  const places = baselines.map(({ loss }) => placeOf(loss, decades));
  const names = spread(
    places.map((place) => place * height - LINE - CLEAR),
    LINE,
    0,
    height - LINE,
  );
  return (
    <>
      <svg className={styles['overlay']} aria-hidden="true">
        {baselines.map(({ label }, index) => {
          const y = `${(places[index] ?? 0) * 100}%`;
          return <line key={label} x1="0" x2="100%" y1={y} y2={y} className={styles['baseline']} />;
        })}
      </svg>
      {baselines.map(({ label, loss }, index) => (
        <span key={label} className={styles['name']} style={{ top: names[index] }} aria-hidden="true">
          {label}: {magnitude(loss)}
        </span>
      ))}
    </>
  );
}
