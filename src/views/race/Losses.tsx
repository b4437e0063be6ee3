import { useCallback, useMemo, useState } from 'react';
import type { ClockName } from '../../core/race/raceLink.ts';
import { baselinesOf, taskOf } from '../../core/tasks/index.ts';
import type { Baseline } from '../../core/tasks/task.ts';
import type { Race } from '../../store/race/race.ts';
import { FigureFrame, type Words } from '../figures/FigureFrame.tsx';
import plots from '../figures/figures.module.css';
import { axisEnd, iterationTicks } from '../figures/iterations.ts';
import { type Decades, decadesOf, lossTicks, placeOf } from '../figures/loss/axis.ts';
import { extentReader } from '../figures/loss/extent.ts';
import { counted, magnitude, whole } from '../figures/numbers.ts';
import { Plot } from '../figures/Plot.tsx';
import type { Paint } from '../paint/Painting.tsx';
import { curveReader, lossLine, paintNames, strokeLoss } from './paintCurves.ts';
import styles from './Race.module.css';
import { SeenPainting } from './SeenPainting.tsx';
import { type Racer, useAllPictures, useCommonSource, useExperiments, useRace, useRaceState } from './useRace.ts';

const HEIGHT = 150;

/** What stands across under each clock. */
const ACROSS: Readonly<Record<ClockName, { readonly title: string; readonly unit: string }>> = {
  iterations: { title: 'by iteration', unit: 'iteration' },
  time: { title: 'by seconds of training', unit: 's' },
  work: { title: 'by millions of multiply-adds', unit: 'million multiply-adds' },
};

/** The loss of all networks over the common clock. */
export function Losses({ racers }: { readonly racers: readonly Racer[] }) {
  const race = useRace();
  const clock = useRaceState((state) => state.clock);
  const source = useCommonSource();
  const baselines = useCommonBaselines();
  const decades = useDecades(racers, baselines);
  const [reader] = useState(curveReader);
  const end = useAllPictures(() => axisEnd(Math.max(...racers.map((racer) => lengthOf(racer) * scaleOf(race, racer, clock)))));
  const [at, point] = useState<number | null>(null);
  const paint = useCallback<Paint>(
    (context, width, height) => {
      for (const racer of racers)
        strokeLoss(context, lossLine(reader, racer, width, height, end / scaleOf(race, racer, clock), decades), racer);
    },
    [racers, race, clock, reader, end, decades],
  );
  const names = useCallback<Paint>(
    (context, width, height) => {
      const ends = racers.flatMap((racer) => {
        const last = meanOfLast(racer);
        return Number.isFinite(last) ? [{ racer, y: placeOf(last, decades) * height }] : [];
      });
      paintNames(context, width, height, ends);
    },
    [racers, decades],
  );
  const text = useAllPictures(() =>
    at === null
      ? null
      : `${whole(at)} ${ACROSS[clock].unit}\n${racers.map((racer) => `${racer.name}: ${lossAt(racer, at / scaleOf(race, racer, clock))}`).join('\n')}`,
  );
  const empty = useAllPictures(() => racers.every((racer) => lengthOf(racer) === 0));
  const figure = useMemo<Words>(
    () => ({
      title: 'Loss of all',
      explanation:
        'How wrong the answers are on the batch of each iteration, the mean of its neighbours, on a log scale. Where task and seed are the same, iteration k of every network learned from the same sequences. Dashed in grey: what an answer that ignores the sequence gets.',
      formula: 'L = mean over the scored steps of (y − ŷ)², or of −ln p(class)',
      describe: () => racers.map(describe).join(' '),
    }),
    [racers],
  );
  const move = (across: number): void => {
    const stride = Math.max(1, Math.round(end / 100));
    point(Math.max(0, Math.min(end, Number.isFinite(across) ? (at ?? end) + across * stride : across)));
  };
  return (
    <div className={`${styles['figure']} ${styles['named']}`}>
      <FigureFrame figure={figure} aside={ACROSS[clock].title}>
        <Plot
          height={HEIGHT}
          x={useMemo(() => iterationTicks(end), [end])}
          y={useMemo(() => lossTicks(decades), [decades])}
          ruled
          readout={{
            label: `Loss ${ACROSS[clock].title}`,
            now: at ?? 0,
            maximum: end,
            text,
            nothing: 'no place chosen',
            x: (at ?? 0) / end,
            y: 1,
            onPoint: (place) => point(place === null ? null : Math.round(place.x * end)),
            onMove: move,
          }}
        >
          <Baselines baselines={baselines} decades={decades} />
          {empty ? (
            <p className={plots['nothing']}>The loss of every network is drawn here.</p>
          ) : (
            <SeenPainting paint={paint} source={source} />
          )}
          <div className={styles['names']}>{empty ? null : <SeenPainting paint={names} source={source} />}</div>
        </Plot>
      </FigureFrame>
    </div>
  );
}

/** Dashed lines at the baselines, the lowest named. */
export function Baselines({ baselines, decades }: { readonly baselines: readonly Baseline[]; readonly decades: Decades }) {
  const lowest = baselines.reduce<Baseline | null>((best, each) => (best === null || each.loss < best.loss ? each : best), null);
  return (
    <>
      <svg className={plots['overlay']} aria-hidden="true">
        {baselines.map(({ label, loss }) => {
          const y = `${placeOf(loss, decades) * 100}%`;
          return <line key={label} x1="0" x2="100%" y1={y} y2={y} className={plots['baseline']} />;
        })}
      </svg>
      {lowest === null ? null : (
        <span className={styles['baseline']} style={{ top: `${placeOf(lowest.loss, decades) * 100}%` }} aria-hidden="true">
          {lowest.label}: {magnitude(lowest.loss)}
        </span>
      )}
    </>
  );
}

/** Of the task that all have; none where they have different ones. */
export function useCommonBaselines(): readonly Baseline[] {
  const experiments = useExperiments();
  return useMemo(() => {
    const [first] = experiments;
    if (first === undefined) return [];
    const same = experiments.every(({ task, options }) => task === first.task && JSON.stringify(options) === JSON.stringify(first.options));
    return same ? baselinesOf(taskOf(first.task), first.options) : [];
  }, [experiments]);
}

/** Renders again only when the axis has to widen. */
function useDecades(racers: readonly Racer[], baselines: readonly Baseline[]): Decades {
  const readers = useMemo(() => racers.map((racer) => ({ racer, read: extentReader() })), [racers]);
  const key = useAllPictures(() => {
    const extents = readers.map(({ racer, read }) => read(lossesOf(racer)));
    const low = Math.min(...extents.map((extent) => extent.low));
    const decades = decadesOf({ low, high: Math.max(...extents.map(({ high }) => high)), broken: null }, baselines);
    return `${decades.low} ${decades.high}`;
  });
  return useMemo(() => {
    const [low = 0, high = 0] = key.split(' ').map(Number);
    return { low, high };
  }, [key]);
}

const lossesOf = ({ entry }: Racer): readonly number[] => entry.session.picture.getState().losses;
const lengthOf = (racer: Racer): number => lossesOf(racer).length;

/** How much of the clock's unit an iteration takes: seconds in two digits, so that the curve is not laid anew all the time. */
function scaleOf(race: Race, { entry }: Racer, clock: ClockName): number {
  if (clock === 'iterations') return 1;
  if (clock === 'work') return entry.racer.work() / 1e6;
  const seconds = race.spent(entry) / 1000 / Math.max(1, entry.racer.iteration());
  return seconds > 0 ? Number(seconds.toPrecision(2)) : 1;
}

const NEAR = 12;

function meanOfLast(racer: Racer): number {
  const near = lossesOf(racer).slice(-NEAR);
  return near.reduce((sum, loss) => sum + loss, 0) / near.length;
}

function lossAt(racer: Racer, iteration: number): string {
  const loss = lossesOf(racer)[Math.round(iteration) - 1];
  return loss === undefined ? '–' : magnitude(loss);
}

function describe(racer: Racer): string {
  const length = lengthOf(racer);
  if (length === 0) return `${racer.name} has not been trained yet.`;
  return `${racer.name}: ${magnitude(meanOfLast(racer))} after ${counted(length, 'iteration')}.`;
}
