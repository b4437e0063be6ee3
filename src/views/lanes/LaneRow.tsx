import { type CSSProperties, memo, Suspense, useCallback, useId, useMemo, useState } from 'react';
import { isNormAsked } from '../../core/predict/asked.ts';
import { MATRIX } from '../../store/look.ts';
import { type Paint, Painting } from '../paint/Painting.tsx';
import { palette } from '../paint/ramps.ts';
import { useSampled } from '../paint/usePicture.ts';
import { Explained } from '../shell/Explained.tsx';
import { useSession, useSessionState } from '../useSession.ts';
import { CellMark } from './CellMark.tsx';
import { type Domain, joined, type Tick } from './domain.ts';
import styles from './LaneRow.module.css';
import { Legend } from './Legend.tsx';
import type { Setting } from './lane.ts';
import type { Placed } from './lanes.ts';
import { Readout } from './Readout.tsx';
import { fits } from './scene.ts';
import shared from './shared.module.css';
import { UnitSlider } from './UnitSlider.tsx';
import { useDomain } from './useDomain.ts';
import type { Shape } from './useSetting.ts';

interface Props {
  readonly placed: Placed;
  readonly setting: Setting;
  readonly shape: Shape;
}

/** One lane: its title with the explanation, the value pointed at, and the drawing with its labels. */
export const LaneRow = memo(function LaneRow({ placed, setting, shape }: Props) {
  const { lane, subject, key } = placed;
  const [title, description] = [useId(), useId()];
  const { picture } = useSession();
  const measured = useDomain(lane, setting, subject);
  const [room, onRoom] = useState<Domain | null>(null);
  const predict = useSessionState(({ view }) => (lane.Layer === undefined ? '' : view.predict));
  const covered = isNormAsked(predict);
  const domain = useMemo(() => joined(covered ? null : measured, room), [covered, measured, room]);
  const shaded = useSessionState(({ view }) => lane.shaded === true && view.open.includes(MATRIX));
  const t = useSessionState(({ view }) => (shaded || lane.labelled ? view.t : null));
  const paint = useCallback<Paint>(
    (context, width, height, { trace, blame }) => {
      if (trace === null || domain === null || !fits(trace, setting)) return;
      const shading = { blame: shaded ? blame : null, cursor: t ?? trace.scored };
      lane.paint({ context, width, height, trace, setting, subject, domain, palette: palette(), ...shading });
    },
    [lane, setting, subject, domain, shaded, t],
  );
  const { trace } = picture.getState();
  if (trace === null) return null;
  const { least, most } = lane.size(trace, setting);
  const colours = domain === null ? null : (lane.legend?.(domain, setting) ?? null);
  const [top, bottom] = lane.insets ?? [0, 0];
  const size = { '--least': `${least}px`, '--most': `${most}px`, '--top': `${top}px`, '--bottom': `${bottom}px` } as CSSProperties;
  return (
    <figure className={styles['lane']} style={size} aria-labelledby={title} aria-describedby={description}>
      <figcaption className={shared['head']}>
        <h2 id={title} className={shared['title']}>
          <Explained explanation={lane.explanation(setting, subject)} formula={lane.formula(setting, subject)}>
            {lane.title(setting, subject)}
          </Explained>
        </h2>
        <span className={shared['sentence']}>
          {lane.Choice === undefined ? (
            <span className={shared['optional']}>{lane.sentence(setting, subject)}</span>
          ) : (
            <lane.Choice setting={setting} />
          )}
        </span>
        {colours === null ? null : <Legend {...colours} />}
        {covered ? null : <Readout placed={placed} setting={setting} shape={shape} />}
      </figcaption>
      {covered ? null : <Alternative id={description} placed={placed} setting={setting} />}
      <Ticks ticks={domain === null ? [] : lane.ticks(domain, setting, trace)} />
      <div className={styles['plot']} data-lane={key} data-units={lane.units ? shape.units : undefined}>
        {covered ? null : <Painting paint={paint} className={styles['canvas']} />}
        {shape.clues.map((step) => (
          <span key={step} className={styles['clue']} style={{ '--step': step } as CSSProperties} aria-hidden="true" />
        ))}
        {lane.units && !covered && <CellMark shape={shape} />}
        {lane.units && !covered && <UnitSlider placed={placed} setting={setting} shape={shape} />}
        {lane.Layer !== undefined && predict !== '' && (
          <Suspense>
            <lane.Layer steps={shape.steps} domain={domain} onRoom={onRoom} />
          </Suspense>
        )}
      </div>
    </figure>
  );
});

function Ticks({ ticks }: { readonly ticks: readonly Tick[] }) {
  return (
    <div className={styles['ticks']} aria-hidden="true">
      {ticks.map(({ at, text }) => (
        <span key={text} style={{ '--at': at } as CSSProperties} title={text}>
          {text}
        </span>
      ))}
    </div>
  );
}

/** What the lane shows now, in words; looked up once a second. */
function Alternative({ id, placed: { lane, subject }, setting }: { readonly id: string } & Pick<Props, 'placed' | 'setting'>) {
  const text = useSampled(({ trace }) => (trace === null || !fits(trace, setting) ? '' : lane.describe({ trace, setting, subject })), 1);
  return (
    <p id={id} className="visually-hidden">
      {text}
    </p>
  );
}
