import { type CSSProperties, type KeyboardEvent, type PointerEvent, type RefObject, useCallback, useId, useRef, useState } from 'react';
import { pitchName } from '../../core/music/note.ts';
import type { Picture } from '../../store/session.ts';
import { clamp } from '../lanes/axis.ts';
import { consume, isPlain } from '../lanes/keys.ts';
import shared from '../lanes/shared.module.css';
import { type Paint, Painting } from '../paint/Painting.tsx';
import { palette } from '../paint/ramps.ts';
import { useSampled } from '../paint/usePicture.ts';
import { Explained } from '../shell/Explained.tsx';
import { useSession } from '../useSession.ts';
import type { Composed } from './composed.ts';
import type { Given } from './layers.ts';
import styles from './music.module.css';
import { PlayHead } from './PlayHead.tsx';
import { paintRoll } from './paintRoll.ts';
import { BEAT, beatLabels, indexAt, momentAfter, NAMED_PITCHES, ROWS, rowOf } from './roll.ts';
import type { Playback } from './sound/usePlayer.ts';
import { layersOf } from './useTune.ts';
import { beatText, describeRoll, readAt, rightText } from './words.ts';

const EXPLANATION =
  'Pitch upwards, time to the right in beats (a quarter each). Solid: the tune on show. Framed: what the network held for likeliest at each note, given the right notes before it; a frame round a solid bar is a note that it would have had. With a round head: what it composed, hollow for the notes that it began with.';

interface Props {
  readonly tune: readonly Given[];
  readonly composed: Composed | null;
  readonly span: number;
  readonly playback: Playback;
}

/** The piano roll: its legend, its drawing, and what lies where one points. */
export function Roll({ tune, composed, span, playback }: Props) {
  const [title, description] = [useId(), useId()];
  const [moment, setMoment] = useState<number | null>(null);
  const paint = useCallback<Paint>(
    (context, width, height, picture) => paintRoll({ context, width, height, span, palette: palette() }, layersOf(picture, composed)),
    [composed, span],
  );
  const told = useSampled((picture) => describeRoll(layersOf(picture, composed), picture.trace?.caption ?? ''), 1);
  return (
    <figure className={styles['roll']} aria-labelledby={title} aria-describedby={description}>
      <figcaption className={shared['head']}>
        <h2 id={title} className={shared['title']}>
          <Explained explanation={EXPLANATION}>Piano roll</Explained>
        </h2>
        <Legend />
        <Readout moment={moment} composed={composed} />
      </figcaption>
      <p id={description} className="visually-hidden">
        {told}
      </p>
      <PitchNames />
      <div className={styles['plot']}>
        <Painting paint={paint} className={styles['canvas']} />
        {moment !== null && <span className={styles['moment']} style={{ '--at': moment / span } as CSSProperties} aria-hidden="true" />}
        <PlayHead playback={playback} span={span} />
        <Cursor tune={tune} composed={composed} span={span} moment={moment} onMoment={setMoment} />
      </div>
      <Beats span={span} />
    </figure>
  );
}

function Legend() {
  return (
    <span className={styles['legend']}>
      <span data-layer="given">given</span>
      <span data-layer="predicted">predicted</span>
      <span data-layer="composed">composed</span>
    </span>
  );
}

/** What lies at the moment that is pointed at, else how many predictions are right. */
function Readout({ moment, composed }: { readonly moment: number | null; readonly composed: Composed | null }) {
  const text = useSampled((picture) => {
    const layers = layersOf(picture, composed);
    return moment === null ? rightText(layers.predicted) : readAt(layers, moment);
  });
  return (
    <span className={shared['readout']}>
      {moment === null ? null : `${beatText(moment)}: `}
      <b>{text}</b>
    </span>
  );
}

function PitchNames() {
  return (
    <div className={styles['pitches']} aria-hidden="true">
      {NAMED_PITCHES.map((pitch) => (
        <span key={pitch} style={{ '--at': (rowOf(pitch) + 0.5) / ROWS } as CSSProperties}>
          {pitchName(pitch)}
        </span>
      ))}
    </div>
  );
}

function Beats({ span }: { readonly span: number }) {
  return (
    <div className={styles['beats']} aria-hidden="true">
      {beatLabels(span).map(({ beat, share }) => (
        <span key={beat} style={{ '--at': share } as CSSProperties}>
          {beat}
        </span>
      ))}
      <span className={styles['unit']}>beat</span>
    </div>
  );
}

interface CursorProps extends Omit<Props, 'playback'> {
  readonly moment: number | null;
  onMoment(moment: number | null): void;
}

/** Points by mouse, finger and keys; a click, or Enter, puts the cursor of the lanes on the note. */
function Cursor({ tune, composed, span, moment, onMoment }: CursorProps) {
  const session = useSession();
  const element: RefObject<HTMLDivElement | null> = useRef(null);
  const text = useSampled((picture: Picture) => (moment === null ? '' : readAt(layersOf(picture, composed), moment)), 0.5);
  const under = (event: PointerEvent): number => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return clamp(Math.floor(((event.clientX - left) / width) * span), 0, span - 1);
  };
  const choose = (at: number | null): void => {
    const note = at === null ? undefined : tune[indexAt(tune, at)];
    if (note !== undefined) session.look({ t: note.pitchAt });
  };
  const press = (event: KeyboardEvent): void => {
    if (!isPlain(event)) return;
    const to = momentAfter(event.key, moment ?? -1, [tune, composed?.notes ?? []]);
    if (event.key === 'Enter') choose(moment);
    else if (to !== null) onMoment(to);
    else return;
    consume(event);
  };
  return (
    <div
      ref={element}
      className={styles['cursor']}
      role="slider"
      tabIndex={0}
      aria-label="Beat on the piano roll"
      aria-valuemin={1}
      aria-valuemax={span / BEAT}
      aria-valuenow={(moment ?? 0) / BEAT + 1}
      aria-valuetext={moment === null ? 'no note chosen' : `${beatText(moment)}: ${text}`}
      onKeyDown={press}
      onFocus={(event) => {
        if (event.target.matches(':focus-visible')) onMoment(moment ?? tune[0]?.at ?? 0);
      }}
      onBlur={() => onMoment(null)}
      onPointerDown={(event) => {
        onMoment(under(event));
        choose(under(event));
      }}
      onPointerMove={(event) => onMoment(under(event))}
      onPointerLeave={({ pointerType }) => {
        // A finger that is lifted leaves, and what it pointed at stays.
        if (pointerType !== 'touch' && document.activeElement !== element.current) onMoment(null);
      }}
    />
  );
}
