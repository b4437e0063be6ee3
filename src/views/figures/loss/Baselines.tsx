import { useMemo } from 'react';
import type { Baseline } from '../../../core/tasks/task.ts';
import styles from '../figures.module.css';
import { magnitude } from '../numbers.ts';
import { useDomain } from '../useAxis.ts';
import { type Decades, placeOf } from './axis.ts';
import own from './baselines.module.css';
import { reducer } from './curve.ts';
import { COLUMNS, leadOf, placeNames, type Taken, taken } from './names.ts';

interface Lines {
  readonly baselines: readonly Baseline[];
  readonly decades: Decades;
  readonly height: number;
}

interface Props extends Lines {
  readonly end: number;
}

/** Dashed lines at the baselines, each named where the curve leaves room; placed anew only when what that takes has changed by some pixels. */
export default function Baselines({ end, ...lines }: Props) {
  const { decades, height } = lines;
  const read = useMemo(() => reducer(COLUMNS, end), [end]);
  const text = useDomain(({ losses }) => JSON.stringify(taken(read(losses), (loss) => placeOf(loss, decades) * height)));
  const curve = useMemo(() => JSON.parse(text) as readonly Taken[], [text]);
  return <Named {...lines} curve={curve} />;
}

/** A name that has to stand far from its line is led to it. */
export function Named({ baselines, decades, height, curve }: Lines & { readonly curve: readonly Taken[] }) {
  const lines = useMemo(
    () => baselines.map(({ label, loss }) => ({ y: placeOf(loss, decades) * height, text: `${label}: ${magnitude(loss)}` })),
    [baselines, decades, height],
  );
  const names = useMemo(() => placeNames(lines, curve, height), [lines, curve, height]);
  return (
    <>
      <svg className={styles['overlay']} aria-hidden="true">
        {lines.map(({ y, text }) => (
          <line key={text} x1="0" x2="100%" y1={percent(y / height)} y2={percent(y / height)} className={styles['baseline']} />
        ))}
      </svg>
      {lines.map(({ y, text }, index) => {
        const lead = leadOf(names[index]?.top ?? y, y);
        const side = names[index]?.left === undefined ? 'right' : 'left';
        return lead === null ? null : (
          <span
            key={text}
            className={own['lead']}
            style={{ ...lead, [side]: LEAD + APART * index }}
            data-up={y < (names[index]?.top ?? y)}
            aria-hidden="true"
          />
        );
      })}
      {baselines.map(({ label, loss }, index) => (
        <span key={label} className={own['name']} style={names[index]} aria-hidden="true">
          <span>{label}</span>: {magnitude(loss)}
        </span>
      ))}
    </>
  );
}

/** Where a lead stands from the end of the plot, and that of the next line beside it, in CSS pixels. */
const [LEAD, APART] = [9, 9];

const percent = (share: number): string => `${share * 100}%`;
