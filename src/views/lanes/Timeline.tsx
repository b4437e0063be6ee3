import { type CSSProperties, lazy, Suspense, useEffect, useState } from 'react';
import { isLaboratoryOpen } from '../../core/laboratory/names.ts';
import { taskOf } from '../../core/tasks/index.ts';
import { asSentence } from '../../core/words.ts';
import { MATRIX } from '../../store/look.ts';
import { useSessionState } from '../useSession.ts';
import { LaneRow } from './LaneRow.tsx';
import type { Setting } from './lane.ts';
import { shownLanes } from './lanes.ts';
import { createPointing, PointingContext } from './pointing.ts';
import { StepAxis } from './StepAxis.tsx';
import { Overlay } from './StepCursor.tsx';
import styles from './Timeline.module.css';
import { Toolbar } from './Toolbar.tsx';
import { useLanePointer } from './useLanePointer.ts';
import { type Shape, useSetting, useShape } from './useSetting.ts';

/** The middle column: lanes over one axis of steps, the cursor over them all, and the inside of the step under it. */
export function Timeline() {
  const [pointing] = useState(createPointing);
  const setting = useSetting();
  const shape = useShape();
  const InsideStep = useInsideStep();
  if (shape === null || InsideStep === null) return <Empty />;
  return (
    <PointingContext value={pointing}>
      <div className={styles['timeline']}>
        <div className={styles['contents']}>
          <Toolbar setting={setting} shape={shape} />
          <Lanes setting={setting} shape={shape} />
          <Forecasts />
          <TryIt />
          <SayIt />
          <Matrix setting={setting} shape={shape} />
          <InsideStep setting={setting} shape={shape} />
          <Laboratories setting={setting} shape={shape} />
          <Guesses />
        </div>
      </div>
    </PointingContext>
  );
}

function Lanes({ setting, shape }: { readonly setting: Setting; readonly shape: Shape }) {
  const open = useSessionState((state) => state.view.open);
  const task = useSessionState(({ experiment }) => taskOf(experiment.task));
  const pointer = useLanePointer(shape);
  return (
    <div className={styles['lanes']} style={{ '--steps': shape.steps } as CSSProperties} {...pointer}>
      {shownLanes(setting.cell, open, task).map((placed) => (
        <LaneRow key={placed.key} placed={placed} setting={setting} shape={shape} />
      ))}
      <StepAxis shape={shape} />
      <Overlay shape={shape} />
    </div>
  );
}

type Inside = typeof import('./InsideStep.tsx').default;

/** Not of what is seen first, but asked for at once. */
const insideStep = import('./InsideStep.tsx').then((module) => module.default);
let here: Inside | null = null;

/** The inside of the step once it is there, without the pause that a Suspense makes: the lanes are shown with it or not at all, since it would push them about. */
function useInsideStep(): Inside | null {
  const [view, setView] = useState<Inside | null>(() => here);
  useEffect(() => {
    const show = (loaded: Inside): void => {
      here = loaded;
      setView(() => loaded);
    };
    insideStep.then(show, (error) => {
      setView(() => {
        throw error;
      });
    });
  }, []);
  return view;
}
/** Loaded when it is opened, as it is on few screens. */
const BlameMatrix = lazy(() => import('../figures/blameMatrix/BlameMatrix.tsx'));
const Try = lazy(() => import('../try/Try.tsx'));
const Speech = lazy(() => import('../speech/Speech.tsx'));
const Music = lazy(() => import('../music/Music.tsx'));
const Guess = lazy(() => import('../guess/Guess.tsx'));
const Laboratory = lazy(() => import('../laboratory/Laboratory.tsx'));
const Forecast = lazy(() => import('../figures/forecast/Forecast.tsx'));

function Forecasts() {
  const has = useSessionState(({ experiment }) => taskOf(experiment.task).forecast !== undefined);
  if (!has) return null;
  return (
    <Suspense fallback={<div className={styles['forecast']} />}>
      <Forecast />
    </Suspense>
  );
}

/** Some problems with a long lag are easy for chance. */
function Guesses() {
  const isLadder = useSessionState(({ experiment }) => taskOf(experiment.task).shelf === 'ladder');
  if (!isLadder) return null;
  return (
    <Suspense fallback={<div style={{ minHeight: 43 }} />}>
      <Guess />
    </Suspense>
  );
}

function Laboratories({ setting, shape }: { readonly setting: Setting; readonly shape: Shape }) {
  const open = useSessionState((state) => isLaboratoryOpen(state.view.open));
  if (!open) return null;
  return (
    <Suspense fallback={<div style={{ minHeight: 120 }} />}>
      <Laboratory setting={setting} shape={shape} />
    </Suspense>
  );
}

function Matrix({ setting, shape }: { readonly setting: Setting; readonly shape: Shape }) {
  const open = useSessionState((state) => state.view.open.includes(MATRIX));
  if (!open) return null;
  return (
    <Suspense fallback={null}>
      <BlameMatrix setting={setting} shape={shape} />
    </Suspense>
  );
}

/** What a person does with a network that reads its own answers: melodies are seen and heard, all else is read. */
function TryIt() {
  const task = useSessionState((state) => state.experiment.task);
  if (taskOf(task).free === undefined) return null;
  const [View, height] = task === 'music' ? [Music, 480] : [Try, 220];
  return (
    <Suspense fallback={<div style={{ minHeight: height }} />}>
      <View key={task} />
    </Suspense>
  );
}

/** What a person does with a network that hears words. */
function SayIt() {
  const hears = useSessionState((state) => state.experiment.task === 'speech');
  if (!hears) return null;
  return (
    <Suspense fallback={<div style={{ minHeight: 178 }} />}>
      <Speech />
    </Suspense>
  );
}

function Empty() {
  const busy = useSessionState((state) => state.busy);
  const failed = useSessionState((state) => state.phase === 'failed');
  const wanting = useSessionState((state) => state.wait !== null);
  const refusal = useSessionState(({ phase, failure }) => (phase === 'wanting' ? failure : null));
  const now = busy ?? (refusal === null ? 'Waiting for the first measurement …' : `Nothing is measured. ${asSentence(refusal)}`);
  const waited = wanting ? 'Nothing is measured until the data are here.' : now;
  return <p className={styles['empty']}>{failed ? 'Nothing is measured, since no engine runs.' : waited}</p>;
}
