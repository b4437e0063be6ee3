import { type CSSProperties, useCallback, useEffect, useId, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { isNormAsked } from '../../../core/predict/asked.ts';
import { CoveredLane } from '../../laboratory/predict/CoveredLane.tsx';
import type { Setting } from '../../lanes/lane.ts';
import shared from '../../lanes/shared.module.css';
import { type Shape, useStep } from '../../lanes/useSetting.ts';
import { type Paint, Painting } from '../../paint/Painting.tsx';
import { type Palette, palette } from '../../paint/ramps.ts';
import { useSampled } from '../../paint/usePicture.ts';
import { Explained } from '../../shell/Explained.tsx';
import { useSession, useSessionState } from '../../useSession.ts';
import { firstAnswered, mostBlamed } from './answers.ts';
import styles from './blameMatrix.module.css';
import { paintMatrix } from './paintMatrix.ts';
import { paintColumns, paintRows } from './paintNames.ts';
import { Reading, type Spot } from './Reading.tsx';
import { rowAt, sharesOf } from './shares.ts';
import { subjectOf } from './subject.ts';
import { describeMatrix, describeRow, readCell, type Subject } from './words.ts';

/** A row is so high, in CSS pixels, until there are too many. */
const ROW = 15;
const MOST = 660;

interface Props {
  readonly setting: Setting;
  readonly shape: Shape;
}

const EXPLANATION =
  'One row for each answer that counts, one column for each step, over the lanes’ own steps: how much the loss of that answer alone would change if the input of that step had been different. In each row the deepest ink is the step that is blamed most, and half the ink is half of its blame: a linear scale of the row’s own, so that rows are not compared with each other. What comes after an answer cannot be blamed for it. A click puts the cursor on the answer of that row.';

const TITLE = 'Blame of each answer';

/** How much each answer blames each step that was read before it; covered while the norm is predicted. */
export default function BlameMatrix(props: Props) {
  const covered = useSessionState(({ view }) => isNormAsked(view.predict));
  return covered ? <CoveredLane title={TITLE} /> : <Matrix {...props} />;
}

function Matrix({ setting, shape }: Props) {
  const [title, description] = [useId(), useId()];
  const step = useStep(shape);
  useFirstAnswer(setting);
  const session = useSession();
  const rows = useStore(session.picture, ({ trace }) => trace?.mask.reduce((sum, scored) => sum + scored, 0) ?? 1);
  const alternative = useSampled((picture) => inWords(subjectOf(picture, setting), (subject) => describeMatrix(subject, step)), 1);
  const sentence = useSampled((picture) => inWords(subjectOf(picture, setting), (subject) => describeRow(subject, step)), 2);
  const [pointed, point] = useState<Spot | null>(null);
  const spot = useSpot(pointed, setting, step);
  const reading = useSampled((picture) => inWords(subjectOf(picture, setting), (subject) => readCell(subject, spot)));
  const choose = (row: number): void => {
    const t = session.picture.getState().blame?.scored[row];
    if (t !== undefined) session.look({ t });
  };
  return (
    <figure className={styles['matrix']} aria-labelledby={title} aria-describedby={description}>
      <figcaption className={shared['head']}>
        <h2 id={title} className={shared['title']}>
          <Explained explanation={EXPLANATION} formula="‖∂Lₛ/∂xₜ‖, Lₛ the loss of the answer at step s alone">
            {TITLE}
          </Explained>
        </h2>
        <span className={`${shared['sentence']} ${styles['sentence']}`}>
          {pointed !== null && reading !== '' ? <b>{reading}</b> : sentence || 'measuring …'}
        </span>
        <Ink />
      </figcaption>
      <p id={description} className="visually-hidden">
        {alternative}
      </p>
      <div className={styles['grid']} style={{ '--rows': rows, height: heightOf(rows) } as CSSProperties}>
        <Part setting={setting} className={styles['columns']} paint={paintColumns} />
        <Part setting={setting} className={styles['rows']} paint={paintRows} />
        <div className={styles['plot']}>
          <Part setting={setting} className={styles['canvas']} paint={paintWhole} />
          <CursorRow step={step} setting={setting} />
          <Reading spot={spot} text={reading} rows={rows} steps={shape.steps} onPoint={point} onChoose={choose} />
        </div>
      </div>
    </figure>
  );
}

/** Puts the cursor, while nobody has, on the first step of the answer: the last is often no more than the mark that ends it. */
function useFirstAnswer(setting: Setting): void {
  const session = useSession();
  const t = useSessionState(({ view }) => view.t);
  const wanted = useSampled((picture) => {
    const subject = subjectOf(picture, setting);
    return subject === null ? undefined : firstAnswered(subject.matrix);
  });
  const put = useRef<number | null>(null);
  useEffect(() => {
    if (wanted === undefined || t === wanted || (t !== null && t !== put.current)) return;
    put.current = wanted;
    session.look({ t: wanted });
  }, [session, wanted, t]);
}

/** What is pointed at, as far as the matrix has it; else what the answer at the cursor blames most. */
function useSpot(pointed: Spot | null, setting: Setting, cursor: number): Spot {
  const key = useSampled((picture) => {
    const subject = subjectOf(picture, setting);
    if (subject === null) return '0 0';
    const { matrix, trace } = subject;
    if (pointed !== null) return `${Math.min(pointed.row, matrix.scored.length - 1)} ${Math.min(pointed.step, matrix.steps - 1)}`;
    const row = Math.max(0, rowAt(matrix, cursor));
    return `${row} ${mostBlamed(sharesOf(matrix, row, trace.floor)).at(-1) ?? 0}`;
  });
  const [row = 0, step = 0] = key.split(' ').map(Number);
  return { row, step };
}

const inWords = (subject: Subject | null, say: (subject: Subject) => string): string => (subject === null ? '' : say(subject));

/** With the line of the symbols that are read. */
const heightOf = (rows: number): number => Math.max(rows, Math.min(rows * ROW, MOST)) + 16;

type PaintPart = (context: CanvasRenderingContext2D, width: number, height: number, subject: Subject, palette: Palette) => void;

const paintWhole: PaintPart = (context, width, height, { matrix, trace }, colours) =>
  paintMatrix(context, width, height, { matrix, floor: trace.floor }, colours);

function Part({
  setting,
  className,
  paint,
}: {
  readonly setting: Setting;
  readonly className: string | undefined;
  readonly paint: PaintPart;
}) {
  const painter = useCallback<Paint>(
    (context, width, height, picture) => {
      const subject = subjectOf(picture, setting);
      if (subject !== null) paint(context, width, height, subject, palette());
    },
    [setting, paint],
  );
  return <Painting paint={painter} className={className} />;
}

/** The ends of the ink. */
function Ink() {
  return (
    <span className={shared['legend']} role="img" aria-label="ink in proportion to the blame, from none to the most of each row">
      0
      <span className={`${shared['ramp']} ${styles['ink']}`} />
      most of its row
    </span>
  );
}

/** A frame round the row of the answer under the cursor. */
function CursorRow({ step, setting }: { readonly step: number; readonly setting: Setting }) {
  const row = useSampled((picture) => subjectOf(picture, setting)?.matrix.scored.indexOf(step) ?? -1);
  return row < 0 ? null : <span className={styles['cursor']} style={{ '--row': row } as CSSProperties} aria-hidden="true" />;
}
