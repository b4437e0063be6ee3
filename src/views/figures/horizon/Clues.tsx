import styles from '../figures.module.css';
import { spread } from '../spread.ts';

const LINE = 14;
/** Height of a name with its distance from the line below it, in CSS pixels. */
export const NAME = LINE + 3;
/** More clues than these are named by their range. */
const NAMED = 2;

interface Props {
  /** How far back the clues lie, nearest first. */
  readonly lags: readonly number[];
  /** Lags on the axis. */
  readonly count: number;
  readonly height: number;
}

/** Dashed lines at the lags of the clues, named so that no name is cut off or lies on another. */
export function Clues({ lags, count, height }: Props) {
  // One that lies further back than the picture goes, as a control is being turned, stands at its edge.
  const place = (lag: number): number => (Math.min(lag, count - 1) + 0.5) / count;
  const names = namesOf(lags);
  const tops = spread(
    names.map(({ lag }) => place(lag) * height - NAME),
    LINE,
    0,
    height - LINE,
  );
  return (
    <>
      <svg className={styles['overlay']} aria-hidden="true">
        {lags.map((lag) => {
          const y = `${place(lag) * 100}%`;
          return (
            <g key={lag}>
              <line x1="0" x2="100%" y1={y} y2={y} className={styles['underClue']} />
              <line x1="0" x2="100%" y1={y} y2={y} className={styles['clue']} />
            </g>
          );
        })}
      </svg>
      {names.map(({ lag, text }, index) => (
        <span
          key={lag}
          className={`${styles['name']} ${styles['clueName']}`}
          style={{ top: `${((tops[index] ?? 0) / height) * 100}%` }}
          aria-hidden="true"
        >
          {text}
        </span>
      ))}
    </>
  );
}

export function namesOf(lags: readonly number[]): readonly { readonly lag: number; readonly text: string }[] {
  const [nearest, farthest] = [lags[0], lags.at(-1)];
  if (nearest === undefined || farthest === undefined) return [];
  if (lags.length > NAMED) return [{ lag: farthest, text: `the clues: ${nearest} to ${farthest} back` }];
  return lags.map((lag) => ({ lag, text: lags.length === 1 ? `the clue: ${lag} back` : `a clue: ${lag} back` }));
}
