import { ticks } from 'd3-array';
import { lazy, Suspense, useMemo, useState } from 'react';
import { createRng } from '../../../core/rng.ts';
import { clueLags, taskOf } from '../../../core/tasks/index.ts';
import type { Picture } from '../../../store/session.ts';
import { Painting } from '../../paint/Painting.tsx';
import { useSampled } from '../../paint/usePicture.ts';
import { useSession, useSessionState } from '../../useSession.ts';
import { FigureFrame } from '../FigureFrame.tsx';
import type { DrawingProps, Figure } from '../figure.ts';
import styles from '../figures.module.css';
import type { Tick } from '../iterations.ts';
import { Plot } from '../Plot.tsx';
import { useDomain, useIsBack, useIterations } from '../useAxis.ts';
import { stepped, usePointing } from '../usePointing.ts';
import { Clues, NAME } from './Clues.tsx';
import { cluesBack, describeHorizon, horizonAt } from './describe.ts';
import { Legend } from './Legend.tsx';
import { horizonPainter } from './paintHorizon.ts';
import { roomiest } from './room.ts';

export const horizon: Figure = {
  name: 'horizon',
  title: 'Gradient horizon',
  explanation:
    'How far back the blame reaches. Across: iterations; down: steps back from the last scored step. The colour is the norm there, the median over the probe, as a share of its value at lag 0, so that a loss that falls does not look like blame that fades; the thin line is the horizon, down to which the share stays at 1 % or more. Dots lie below what the backend can represent, stripes are not a number. A click moves the step cursor there.',
  formula: '‖∂L/∂s_{t−k}‖ / ‖∂L/∂s_t‖, t the last scored step, k = 0, 1, …',
  height: 150,
  reveals: true,
  describe: describeHorizon,
  Drawing: Horizon,
};

const Here = lazy(() => import('../../laboratory/machine/Here.tsx'));

function Horizon({ figure, at, point }: DrawingProps) {
  const session = useSession();
  const { end, ticks: across } = useIterations();
  const count = useDomain(lagsOf);
  const [lag, setLag] = useState<number | null>(null);
  const paint = useMemo(() => horizonPainter(end, count), [end, count]);
  const text = useDomain((picture) => (at === null ? null : horizonAt(picture, at, lag)));
  const empty = useDomain(({ columns }) => columns.length < 2);
  const pointing = usePointing({ at, point }, end, 0);
  const isBack = useIsBack();
  const readout = {
    label: 'Blame by iteration and lag',
    now: at ?? 0,
    maximum: end,
    text,
    x: pointing.x,
    y: lag === null ? 1 : (lag + 0.5) / count,
    crossed: lag !== null,
    onPoint(place: { x: number; y: number } | null): void {
      pointing.onPoint(place);
      setLag(place === null ? null : Math.min(count - 1, Math.floor(place.y * count)));
    },
    onMove(steps: number, down: number): void {
      pointing.onMove(steps);
      setLag(stepped(lag ?? 0, down, 1, 0, count - 1));
    },
    onChoose(): void {
      if (lag !== null) session.look({ t: Math.max(0, scoredOf(session.picture.getState()) - lag) });
    },
  };
  return (
    <FigureFrame figure={figure} aside={<Reach />} grow>
      <Plot height={figure.height} x={across} y={useMemo(() => lagTicks(count), [count])} readout={readout} grow>
        <Painting paint={paint} />
        <ClueLines count={count} height={figure.height} />
        <CursorMark count={count} />
        <Suspense>{isBack && <Here end={end} />}</Suspense>
        {empty && text === null && <Hint count={count} height={figure.height} />}
      </Plot>
      <Legend />
    </FigureFrame>
  );
}

function lagsOf({ columns, trace }: Picture): number {
  return columns.at(-1)?.norms.length ?? (trace === null ? 0 : trace.scored + 1);
}

const scoredOf = ({ trace }: Picture): number => trace?.scored ?? 0;

export function lagTicks(count: number): readonly Tick[] {
  if (count < 1) return [];
  return ticks(0, count - 1, Math.min(4, count))
    .filter(Number.isInteger)
    .map((lag) => ({ at: (lag + 0.5) / count, label: String(lag) }));
}

/** How far back the clues of the sequence on show lie; renders again when that is another one. */
function useClues(): readonly number[] {
  const key = useDomain(({ trace }) => (trace === null ? '' : cluesBack(trace).join()));
  return useMemo(() => (key === '' ? [] : key.split(',').map(Number)), [key]);
}

/** What will stand here, where no clue's line or name does. */
function Hint({ count, height }: { count: number; height: number }) {
  const lags = useClues();
  return (
    <p className={`${styles['nothing']} ${styles['between']}`} style={{ top: `${roomiest(lags, count, NAME / height) * 100}%` }}>
      How far the blame reaches is drawn here, iteration by iteration.
    </p>
  );
}

function ClueLines({ count, height }: { count: number; height: number }) {
  const lags = useClues();
  const meant = usePreviewed();
  return count === 0 ? null : <Clues lags={meant ?? lags} count={count} height={height} />;
}

/** Where the clues would lie as a control of the task is being turned; null while none is. */
function usePreviewed(): readonly number[] | null {
  const preview = useSessionState((state) => state.preview);
  const { task, seed } = useSessionState((state) => state.experiment);
  const sequence = useSessionState(({ view }) => view.sequence);
  return useMemo(
    () => (preview === null ? null : clueLags(taskOf(task), preview, createRng(seed), sequence)),
    [preview, task, seed, sequence],
  );
}

/** Where the step under the cursor stands on the axis of lags. */
function CursorMark({ count }: { count: number }) {
  const t = useSessionState(({ view }) => view.t);
  const lag = useDomain((picture) => scoredOf(picture) - (t ?? scoredOf(picture)));
  return lag < 0 || lag >= count ? null : <span className={styles['cursor']} style={{ top: `${((lag + 0.5) / count) * 100}%` }} />;
}

function Reach() {
  const horizon = useSampled(
    ({ columns, trace }) => columns.findLast((each) => each.iteration <= (trace?.iteration ?? 0))?.horizon ?? null,
    4,
  );
  const most = useDomain(lagsOf) - 1;
  if (horizon === null) return null;
  return (
    <>
      median <strong>{horizon}</strong> of {most}
    </>
  );
}
