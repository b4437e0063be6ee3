import { type CSSProperties, useCallback, useId } from 'react';
import { CellMark } from '../lanes/CellMark.tsx';
import { Legend } from '../lanes/Legend.tsx';
import type { Lane, Setting } from '../lanes/lane.ts';
import { fits } from '../lanes/scene.ts';
import type { Shape } from '../lanes/useSetting.ts';
import type { Paint } from '../paint/Painting.tsx';
import { palette } from '../paint/ramps.ts';
import { useSampled } from '../paint/usePicture.ts';
import { Explained } from '../shell/Explained.tsx';
import styles from './Column.module.css';
import { SeenPainting } from './SeenPainting.tsx';
import { useCommonDomain } from './useCommonDomain.ts';

interface Props {
  readonly name: string;
  readonly lane: Lane;
  readonly before?: string;
  readonly after?: string;
  readonly setting: Setting;
  readonly shape: Shape;
}

const HEIGHT = 110;

/** A lane of the timeline in little, its colours those of all networks. */
export function EntryLane({ name, lane, before = '', after = '', setting, shape }: Props) {
  const [title, description] = [useId(), useId()];
  const domain = useCommonDomain(lane);
  const paint = useCallback<Paint>(
    (context, width, height, { trace }) => {
      if (trace === null || domain === null || !fits(trace, setting)) return;
      lane.paint({ context, width, height, trace, setting, subject: '', domain, palette: palette() });
    },
    [lane, setting, domain],
  );
  const text = useSampled(
    ({ trace }) => (trace === null || !fits(trace, setting) ? '' : lane.describe({ trace, setting, subject: '' })),
    1,
  );
  const colours = domain === null ? null : (lane.legend?.(domain, setting) ?? null);
  return (
    <figure className={styles['lane']} aria-labelledby={title} aria-describedby={description}>
      <figcaption className={styles['caption']}>
        <h3 id={title}>
          {before}
          <Explained explanation={lane.explanation(setting, '')} formula={lane.formula(setting, '')}>
            {lane.title(setting, '')}
          </Explained>
          {after}
        </h3>
        {colours === null ? null : <Legend {...colours} />}
      </figcaption>
      <p id={description} className="visually-hidden">
        {text}
      </p>
      <div className={styles['plot']} style={{ height: HEIGHT }} data-lane={name} data-units={shape.units}>
        <SeenPainting paint={paint} />
        {shape.clues.map((step) => (
          <span key={step} className={styles['clue']} style={{ '--step': step } as CSSProperties} aria-hidden="true" />
        ))}
        <CellMark shape={shape} />
      </div>
    </figure>
  );
}
