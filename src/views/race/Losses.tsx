import { useCallback, useMemo, useState } from 'react';
import { baselinesOf, taskOf } from '../../core/tasks/index.ts';
import type { Baseline } from '../../core/tasks/task.ts';
import { FigureFrame, type Words } from '../figures/FigureFrame.tsx';
import plots from '../figures/figures.module.css';
import { iterationTicks } from '../figures/iterations.ts';
import { type Decades, decadesOf, lossTicks, placeOf } from '../figures/loss/axis.ts';
import { extentReader } from '../figures/loss/extent.ts';
import { counted, magnitude } from '../figures/numbers.ts';
import { Plot } from '../figures/Plot.tsx';
import type { Paint } from '../paint/Painting.tsx';
import { Alternative } from './Alternative.tsx';
import { ACROSS, clockEnd, placeAt, placeText, scaleOf, strideOf } from './clocks.ts';
import { curveReader, lossLine, paintNames, strokeLoss } from './paintCurves.ts';
import styles from './Race.module.css';
import { SeenPainting } from './SeenPainting.tsx';
import { type Racer, useAllPictures, useCommonSource, useExperiments, useRace, useRaceState } from './useRace.ts';

const HEIGHT = 150;

/** The loss of all networks over the common clock. */
export function Losses({ racers }: { readonly racers: readonly Racer[] }) {
  const race = useRace();
  const clock = useRaceState((state) => state.clock);
  const phase = useRaceState((state) => state.phase);
  const source = useCommonSource();
  const baselines = useCommonBaselines();
  const decades = useDecades(racers, baselines);
  const [reader] = useState(curveReader);
  const end = useAllPictures(() =>
    clockEnd(clock, Math.max(...racers.map((racer) => race.reached(racer.entry) * scaleOf(race, racer, clock)))),
  );
  const [pointed, point] = useState<number | null>(null);
  const at = pointed === null ? null : Math.min(pointed, end);
  // At a pause the faster are drawn to where they are.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the phase stands for what the race holds to be reached
  const paint = useCallback<Paint>(
    (context, width, height) => {
      for (const racer of racers) {
        const scale = scaleOf(race, racer, clock);
        if (scale === 0) continue;
        strokeLoss(context, lossLine(reader, racer, width, height, end / scale, decades, race.reached(racer.entry)), racer);
      }
    },
    [racers, race, clock, phase, reader, end, decades],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: likewise
  const names = useCallback<Paint>(
    (context, width, height) => {
      const ends = racers.flatMap((racer) => {
        const last = meanOfLast(racer, race.reached(racer.entry));
        return Number.isFinite(last) && scaleOf(race, racer, clock) > 0 ? [{ racer, y: placeOf(last, decades) * height }] : [];
      });
      paintNames(context, width, height, ends);
    },
    [racers, race, clock, phase, decades],
  );
  const text = useAllPictures(() =>
    at === null
      ? null
      : `${placeText(clock, at)}\n${racers.map((racer) => `${racer.name}: ${lossAt(racer, at / scaleOf(race, racer, clock))}`).join('\n')}`,
  );
  const empty = useAllPictures(() => racers.every((racer) => lossesOf(racer).length * scaleOf(race, racer, clock) === 0));
  const figure = useMemo<Words>(
    () => ({
      title: 'Loss of all',
      explanation:
        'How wrong the answers are on the batch of each iteration, the mean of its neighbours, on a log scale. Where task and seed are the same, iteration k of every network learned from the same sequences. Dashed in grey: what an answer that ignores the sequence gets. While they train, all are drawn to where the slowest has come: the faster waits there.',
      formula: 'L = mean over the scored steps of (y − ŷ)², or of −ln p(class)',
    }),
    [],
  );
  const move = (across: number): void => {
    const stride = strideOf(clock, end);
    point(placeAt(clock, Math.max(0, Math.min(end, Number.isFinite(across) ? (at ?? end) + across * stride : across))));
  };
  return (
    <div className={`${styles['figure']} ${styles['named']}`}>
      <FigureFrame figure={figure} aside={ACROSS[clock].title}>
        <Alternative
          describe={useCallback(() => racers.map((racer) => describe(racer, race.reached(racer.entry))).join(' '), [racers, race])}
        />
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
            onPoint: (place) => point(place === null ? null : placeAt(clock, place.x * end)),
            onMove: move,
          }}
        >
          <Baselines baselines={baselines} decades={decades} />
          {empty ? (
            <p className={plots['nothing']}>
              {clock === 'time' ? 'The loss is drawn here, over the seconds that each trains.' : 'The loss of every network is drawn here.'}
            </p>
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

const NEAR = 12;

/** Of the last losses up to an iteration. */
function meanOfLast(racer: Racer, iteration: number): number {
  const near = lossesOf(racer).slice(Math.max(0, iteration - NEAR), iteration);
  return near.reduce((sum, loss) => sum + loss, 0) / near.length;
}

function lossAt(racer: Racer, iteration: number): string {
  const loss = lossesOf(racer)[Math.round(iteration) - 1];
  return loss === undefined ? '–' : magnitude(loss);
}

function describe(racer: Racer, reached: number): string {
  const iteration = Math.min(reached, lossesOf(racer).length);
  if (iteration === 0) return `${racer.name} has not been trained yet.`;
  return `${racer.name}: ${magnitude(meanOfLast(racer, iteration))} after ${counted(iteration, 'iteration')}.`;
}
