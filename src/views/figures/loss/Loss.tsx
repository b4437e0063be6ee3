import { lazy, Suspense, useContext, useEffect, useMemo, useState } from 'react';
import { isLaboratoryOpen } from '../../../core/laboratory/names.ts';
import { baselinesOf, taskOf } from '../../../core/tasks/index.ts';
import type { Baseline } from '../../../core/tasks/task.ts';
import { Painting } from '../../paint/Painting.tsx';
import { useSampled } from '../../paint/usePicture.ts';
import { useIsHere } from '../../useIsHere.ts';
import { useSessionState } from '../../useSession.ts';
import { FigureFrame } from '../FigureFrame.tsx';
import type { DrawingProps, Figure } from '../figure.ts';
import styles from '../figures.module.css';
import { magnitude } from '../numbers.ts';
import { Plot } from '../Plot.tsx';
import { Stretching, useDomain, useIsBack, useIterations } from '../useAxis.ts';
import { usePointing } from '../usePointing.ts';
import { type Decades, decadesOf, lossTicks, type Room } from './axis.ts';
import { describeLoss, lossAt } from './describe.ts';
import { extentReader } from './extent.ts';
import { lossPainter } from './paintLoss.ts';
import { scoreText } from './score.ts';

export const loss: Figure = {
  name: 'loss',
  title: 'Loss',
  explanation:
    'How wrong the answers are on the batch of each iteration, on a log scale: each iteration as a fine line, the mean of its neighbours as a strong one. Rings: the loss on sequences that are held out. Dashed: what an answer that ignores the sequence gets.',
  formula: 'L = mean over the scored steps of (y − ŷ)², or of −ln p(class)',
  height: 112,
  describe: (picture, { experiment }) => describeLoss(picture, baselinesOf(taskOf(experiment.task), experiment.options), experiment),
  Drawing: Loss,
};

const LossLayer = lazy(() => import('../../laboratory/predict/LossLayer.tsx'));

/** Not awaited by the first screen, which has no curve yet to be compared with them. */
const Baselines = lazy(() => import('./Baselines.tsx'));
/** Loaded where one can go back, and has. */
const Machine = lazy(() => import('../../laboratory/machine/Machine.tsx'));
const WhatWas = lazy(() => import('../../laboratory/machine/WhatWas.tsx'));
const Here = lazy(() => import('../../laboratory/machine/Here.tsx'));

/**
 * Without a loss there is no canvas: Chromium does not present a frame of one that was only cleared, and the curve of the
 * run before would stay.
 */
function Loss({ figure, at, point }: DrawingProps) {
  const baselines = useBaselines();
  const predicted = useSessionState(({ view }) => view.predict.includes('loss'));
  const [room, onRoom] = useState<Room | null>(null);
  const { stretch } = useContext(Stretching);
  useEffect(() => stretch(room?.end ?? 0), [room, stretch]);
  const { end, ticks } = useIterations();
  const measured = useDecades(baselines);
  const decades = useMemo(
    () => (room === null ? measured : { low: Math.min(measured.low, room.low), high: Math.max(measured.high, room.high) }),
    [measured, room],
  );
  const paint = useMemo(() => lossPainter(end, decades), [end, decades]);
  const text = useDomain(({ losses }) => (at === null ? null : lossAt(losses, at)));
  const empty = useDomain(({ losses }) => losses.length === 0);
  const pointing = usePointing({ at, point }, end, 1);
  const isBack = useIsBack();
  const parted = useDomain(({ was }) => was !== null);
  const asked = useSessionState(({ view, explosion }) => isLaboratoryOpen(view.open) || explosion !== null);
  return (
    <FigureFrame figure={figure} aside={<Now />}>
      <Plot
        height={figure.height}
        x={ticks}
        y={useMemo(() => lossTicks(decades), [decades])}
        ruled
        readout={{ ...pointing, label: 'Loss by iteration', now: at ?? 0, maximum: end, text, y: 1 }}
      >
        <Suspense>{parted && <WhatWas end={end} decades={decades} />}</Suspense>
        {!empty && <Painting paint={paint} />}
        <Suspense>
          <Baselines baselines={baselines} decades={decades} end={end} height={figure.height} />
          {isBack && <Here end={end} />}
        </Suspense>
        {predicted && (
          <Suspense>
            <LossLayer decades={decades} end={end} onRoom={onRoom} />
          </Suspense>
        )}
        {empty && !predicted && text === null && <p className={styles['nothing']}>The loss of every iteration is drawn here.</p>}
      </Plot>
      <Suspense>{(asked || isBack || parted) && <Machine />}</Suspense>
    </FigureFrame>
  );
}

function Now() {
  const experiment = useSessionState((state) => state.experiment);
  const now = useSampled(({ losses, trace }) => losses[(trace?.iteration ?? 0) - 1] ?? null, 4);
  const isBack = useIsBack();
  if (now === null) return null;
  const score = scoreText(experiment, now);
  return (
    <>
      {isBack ? 'then' : 'last'} <strong>{magnitude(now)}</strong>
      {score !== null && `, off by ${score}`}
    </>
  );
}

function useBaselines(): readonly Baseline[] {
  const { task, options } = useSessionState(({ experiment }) => experiment);
  const here = useIsHere();
  // biome-ignore lint/correctness/useExhaustiveDependencies: they are counted on the task’s data, which may come later.
  return useMemo(() => baselinesOf(taskOf(task), options), [task, options, here]);
}

const NONE: readonly number[] = [];

/** Renders again only when the axis has to widen. */
function useDecades(baselines: readonly Baseline[]): Decades {
  const [[read, readWas]] = useState(() => [extentReader(), extentReader()] as const);
  const key = useDomain(({ losses, was }) => {
    const [now, then] = [read(losses), readWas(was?.losses ?? NONE)];
    const { low, high } = decadesOf({ ...now, low: Math.min(now.low, then.low), high: Math.max(now.high, then.high) }, baselines);
    return `${low} ${high}`;
  });
  return useMemo(() => {
    const [low = 0, high = 0] = key.split(' ').map(Number);
    return { low, high };
  }, [key]);
}
