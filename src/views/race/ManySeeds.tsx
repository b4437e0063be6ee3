import { useCallback, useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { SEED_ITERATIONS, SEEDS } from '../../core/race/raceLink.ts';
import { bandOfRuns, belowBaseline, lowestOf, type SeedRun } from '../../core/race/seeds.ts';
import type { Baseline } from '../../core/tasks/task.ts';
import { asSentence } from '../../core/words.ts';
import { type SeedsState, sownOf } from '../../store/race/seeds.ts';
import { FigureFrame, type Words } from '../figures/FigureFrame.tsx';
import { iterationTicks } from '../figures/iterations.ts';
import { type Decades, decadesOf, lossTicks, placeOf } from '../figures/loss/axis.ts';
import { counted, magnitude, whole } from '../figures/numbers.ts';
import { Plot } from '../figures/Plot.tsx';
import type { Paint } from '../paint/Painting.tsx';
import { attempt } from '../shell/useRun.ts';
import { Baselines, useCommonBaselines } from './Losses.tsx';
import { NumberField } from './NumberField.tsx';
import { paintBand, paintNames } from './paintCurves.ts';
import styles from './Race.module.css';
import { SeenPainting } from './SeenPainting.tsx';
import { type Racer, useExperiments, useRace, useRaceState } from './useRace.ts';

const HEIGHT = 126;

interface Sprouted {
  readonly racer: Racer;
  readonly runs: readonly SeedRun[];
}

/** Each network with many seeds: one run is an anecdote. */
export function ManySeeds({ racers }: { readonly racers: readonly Racer[] }) {
  const race = useRace();
  const seeds = useRaceState((state) => state.seeds);
  const iterations = useRaceState((state) => state.iterations);
  const state = useStore(race.seeds.state);
  const baselines = useCommonBaselines();
  const sprouted = useSprouted(racers, state);
  const figure = useMemo<Words>(
    () => ({
      title: 'Many seeds',
      explanation:
        'Every network from several first weights and on several streams of sequences, on engines that draw nothing: seed, seed + 1, … The line is the median of their losses at each iteration, the band what the middle four fifths of them do. A run that stops being finite counts as the worst from there on.',
      formula: 'median and 10–90 % of L over the seeds',
      describe: () =>
        sprouted.length === 0 ? 'No seeds have been run yet.' : sprouted.map((each) => sentenceOn(each, baselines)).join(' '),
    }),
    [sprouted, baselines],
  );
  const sow = (): void => attempt(race.first, race.sow());
  return (
    <div className={`${styles['figure']} ${styles['named']}`}>
      <FigureFrame figure={figure} aside={<Progress state={state} />}>
        <div className={styles['sow']}>
          <NumberField range={SEEDS} label="Seeds" value={seeds} onCommit={(value) => race.setSeeds(value, iterations)} />
          <NumberField range={SEED_ITERATIONS} label="Iterations" value={iterations} onCommit={(value) => race.setSeeds(seeds, value)} />
          {state.running ? (
            <button type="button" onClick={() => race.seeds.stop()}>
              Stop the seeds
            </button>
          ) : (
            <button type="button" onClick={sow}>
              Run {counted(seeds, 'seed')} each
            </button>
          )}
        </div>
        {state.of === 0 ? <p className={styles['hint']}>One run may be luck: see how many of several get there.</p> : null}
        {state.fault === null ? null : <p role="alert">A run could not be made: {asSentence(state.fault)}</p>}
        {sprouted.length === 0 ? null : <Bands sprouted={sprouted} iterations={state.iterations} baselines={baselines} />}
        <Sentences sprouted={sprouted} baselines={baselines} running={state.running} />
      </FigureFrame>
    </div>
  );
}

function Progress({ state: { running, done, of } }: { readonly state: SeedsState }) {
  const id = useId();
  if (of === 0) return null;
  return (
    <>
      <span id={id}>
        {done} of {counted(of, 'run')}
      </span>
      {running ? <progress className={styles['progress']} value={done} max={of} aria-labelledby={id} /> : null}
    </>
  );
}

/** The runs that are done, of the networks as they are now. */
function useSprouted(racers: readonly Racer[], state: SeedsState): readonly Sprouted[] {
  const experiments = useExperiments();
  return useMemo(
    () =>
      racers.flatMap((racer, k) => {
        const experiment = experiments[k];
        const runs = experiment === undefined ? [] : (sownOf(state, experiment)?.runs ?? []).filter((run) => run !== null);
        return runs.length === 0 ? [] : [{ racer, runs }];
      }),
    [racers, experiments, state],
  );
}

interface BandsProps {
  readonly sprouted: readonly Sprouted[];
  readonly iterations: number;
  readonly baselines: readonly Baseline[];
}

function Bands({ sprouted, iterations, baselines }: BandsProps) {
  const [at, point] = useState<number | null>(null);
  const bands = useMemo(() => sprouted.map(({ racer, runs }) => ({ racer, band: bandOfRuns(runs) })), [sprouted]);
  const decades = useMemo(() => decadesFor(sprouted, baselines), [sprouted, baselines]);
  const paint = useCallback<Paint>(
    (context, width, height) => {
      for (const { racer, band } of bands) paintBand(context, width, height, racer, band, decades);
    },
    [bands, decades],
  );
  const names = useCallback<Paint>(
    (context, width, height) =>
      paintNames(
        context,
        width,
        height,
        bands.map(({ racer, band }) => ({ racer, y: placeOf(band.median.at(-1) ?? Number.NaN, decades) * height })),
      ),
    [bands, decades],
  );
  const text =
    at === null
      ? null
      : `iteration ${whole(at)}\n${bands.map(({ racer, band }) => `${racer.name}: ${magnitude(band.median[Math.min(band.median.length - 1, Math.floor((at / iterations) * band.median.length))] ?? Number.NaN)}`).join('\n')}`;
  return (
    <Plot
      height={HEIGHT}
      x={useMemo(() => iterationTicks(iterations), [iterations])}
      y={useMemo(() => lossTicks(decades), [decades])}
      ruled
      readout={{
        label: 'Median loss by iteration',
        now: at ?? 0,
        maximum: iterations,
        text,
        x: (at ?? 0) / iterations,
        y: 1,
        onPoint: (place) => point(place === null ? null : Math.round(place.x * iterations)),
        onMove: (across) =>
          point(Math.max(0, Math.min(iterations, Number.isFinite(across) ? (at ?? iterations) + (across * iterations) / 100 : across))),
      }}
    >
      <Baselines baselines={baselines} decades={decades} />
      <SeenPainting paint={paint} />
      <div className={styles['names']}>
        <SeenPainting paint={names} />
      </div>
    </Plot>
  );
}

function decadesFor(sprouted: readonly Sprouted[], baselines: readonly Baseline[]): Decades {
  const all = sprouted
    .flatMap(({ runs }) => runs.flatMap(({ curve }) => Array.from(curve)))
    .filter((loss) => loss > 0 && Number.isFinite(loss));
  const low = all.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return decadesOf({ low, high: all.reduce((a, b) => Math.max(a, b), 0), broken: null }, baselines);
}

function Sentences({ sprouted, baselines, running }: Pick<BandsProps, 'sprouted' | 'baselines'> & { readonly running: boolean }) {
  const best = lowestOf(baselines);
  return (
    <div role="status" className={styles['outcome']}>
      {running || sprouted.length === 0 ? null : (
        <>
          {sprouted.map((each) => (
            <p key={each.racer.entry.id}>{sentenceOn(each, baselines)}</p>
          ))}
          {best === null ? null : (
            <p className={styles['differ']}>
              The baseline: {best.label}, {magnitude(best.loss)}.
            </p>
          )}
        </>
      )}
    </div>
  );
}

/** "C GRU: 5 of 5 got below the baseline; median 0.0004." */
function sentenceOn({ racer, runs }: Sprouted, baselines: readonly Baseline[]): string {
  const lasts = runs.map(({ last }) => (Number.isNaN(last) ? Number.POSITIVE_INFINITY : last)).sort((a, b) => a - b);
  const median = ((lasts[(lasts.length - 1) >> 1] ?? 0) + (lasts[lasts.length >> 1] ?? 0)) / 2;
  const end = `median ${magnitude(median)}.`;
  if (baselines.length === 0) return `${racer.name}, ${counted(runs.length, 'run')}: ${end}`;
  return `${racer.name}: ${belowBaseline(runs, baselines)} of ${runs.length} got below the baseline; ${end}`;
}
