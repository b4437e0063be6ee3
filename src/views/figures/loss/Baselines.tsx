import { useMemo } from 'react';
import type { Baseline } from '../../../core/tasks/task.ts';
import styles from '../figures.module.css';
import { magnitude } from '../numbers.ts';
import { useDomain } from '../useAxis.ts';
import { type Decades, placeOf } from './axis.ts';
import own from './baselines.module.css';
import { reducer } from './curve.ts';
import { COLUMNS, type Named, placeNames, taken } from './names.ts';

interface Props {
  readonly baselines: readonly Baseline[];
  readonly decades: Decades;
  readonly end: number;
  readonly height: number;
}

/** Dashed lines at the baselines, each named where the curve leaves room. */
export default function Baselines({ baselines, decades, end, height }: Props) {
  const places = baselines.map(({ loss }) => placeOf(loss, decades));
  const names = useNames(baselines, decades, end, height);
  return (
    <>
      <svg className={styles['overlay']} aria-hidden="true">
        {baselines.map(({ label }, index) => {
          const y = `${(places[index] ?? 0) * 100}%`;
          return <line key={label} x1="0" x2="100%" y1={y} y2={y} className={styles['baseline']} />;
        })}
      </svg>
      {baselines.map(({ label, loss }, index) => (
        <span key={label} className={own['name']} style={names[index]} aria-hidden="true">
          <span>{label}</span>: {magnitude(loss)}
        </span>
      ))}
    </>
  );
}

/** Where the names stand; they are placed anew only when what the curve takes has changed by some pixels. */
function useNames(baselines: readonly Baseline[], decades: Decades, end: number, height: number): readonly Named[] {
  const read = useMemo(() => reducer(COLUMNS, end), [end]);
  const curve = useDomain(({ losses }) => JSON.stringify(taken(read(losses), (loss) => placeOf(loss, decades) * height)));
  return useMemo(() => {
    const lines = baselines.map(({ label, loss }) => ({ y: placeOf(loss, decades) * height, text: `${label}: ${magnitude(loss)}` }));
    return placeNames(lines, JSON.parse(curve), height);
  }, [baselines, decades, height, curve]);
}
