import styles from './predict.module.css';

/** Across and from the top, both from 0 to 1; what is not finite is left out. */
export type Place = readonly [x: number, y: number];

interface Props {
  readonly points: readonly Place[];
  /** Of them, those that were drawn; each is a square of its own. */
  readonly knots?: readonly Place[];
}

/** A drawn line, of dashes and dots between hollow squares, on paper of its own, so that it is told apart from what is measured, and from baselines, without colours. */
export function Line({ points, knots = [] }: Props) {
  const path = pathOf(points);
  // A line of no length has ends only, which no scale distorts.
  const squares = placed(knots)
    .map((place) => `M${place}h0`)
    .join('');
  return (
    <svg className={styles['line']} viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <path d={path} className={styles['under']} />
      <path d={path} className={styles['stroke']} />
      <path d={squares} className={styles['knots']} />
      <path d={squares} className={styles['hollow']} />
    </svg>
  );
}

const placed = (places: readonly Place[]): readonly string[] =>
  places.filter(([, y]) => Number.isFinite(y)).map(([x, y]) => `${(100 * x).toFixed(3)} ${(100 * Math.min(1, Math.max(0, y))).toFixed(3)}`);

const pathOf = (places: readonly Place[]): string => {
  const [first, ...others] = placed(places);
  return first === undefined ? '' : `M${first}${others.map((place) => `L${place}`).join('')}`;
};
