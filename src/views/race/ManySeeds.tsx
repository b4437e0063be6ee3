import { useCallback, useId, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { SEED_ITERATIONS, SEEDS } from '../../core/race/raceLink.ts';
import { bandOfRuns, lowestOf, type SeedRun } from '../../core/race/seeds.ts';
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
import { changedText, criterionOf, outcomeOf, runsText } from './outcome.ts';
import { paintBand, paintNames } from './paintCurves.ts';
import styles from './Race.module.css';
import { SeenPainting } from './SeenPainting.tsx';
import { useNumberDraft } from './useNumberDraft.ts';
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
        sprouted.length === 0
          ? 'No seeds have been run yet.'
          : sprouted.map(({ racer, runs }) => outcomeOf(racer.name, runs, baselines)).join(' '),
    }),
    [sprouted, baselines],
  );
  const count = useNumberDraft(SEEDS, seeds, (value) => race.setSeeds(value, iterations));
  const length = useNumberDraft(SEED_ITERATIONS, iterations, (value) => race.setSeeds(seeds, value));
  const holding = sprouted.reduce((sum, { runs }) => sum + runs.length, 0);
  const changed = useChanged(racers, state);
  const sow = (): void => attempt(race.first, race.sow());
  return (
    <div className={`${styles['figure']} ${styles['named']}`}>
      <FigureFrame figure={figure} aside={<Progress state={state} holding={holding} />}>
        <div className={styles['sow']}>
          <NumberField label={SEEDS.label} draft={count} />
          <NumberField label={SEED_ITERATIONS.label} draft={length} />
          {state.running ? (
            <button type="button" onClick={() => race.seeds.stop()}>
              Stop the seeds
            </button>
          ) : (
            <button type="button" disabled={count.wanted === null || length.wanted === null} onClick={sow}>
              {count.wanted === null ? 'Run the seeds' : `Run ${counted(count.wanted, 'seed')} each`}
            </button>
          )}
        </div>
        {state.of === 0 ? <p className={styles['hint']}>One run may be luck: see how many of several get there.</p> : null}
        {state.fault === null ? null : <p role="alert">A run could not be made: {asSentence(state.fault)}</p>}
        {sprouted.length === 0 ? null : <Bands sprouted={sprouted} iterations={state.iterations} baselines={baselines} />}
        <div role="status" className={styles['outcome']}>
          {state.running || state.of === 0 ? null : (
            <Sentences sprouted={sprouted} changed={changed} iterations={state.iterations} baselines={baselines} />
          )}
        </div>
      </FigureFrame>
    </div>
  );
}

function Progress({ state: { running, done, of }, holding }: { readonly state: SeedsState; readonly holding: number }) {
  const id = useId();
  if (of === 0) return null;
  return (
    <>
      <span id={id}>{runsText(running ? done : holding, done, of)}</span>
      {running ? <progress className={styles['progress']} value={done} max={of} aria-labelledby={id} /> : null}
    </>
  );
}

/** Names of those of which nothing was run as they are now. */
function useChanged(racers: readonly Racer[], state: SeedsState): readonly string[] {
  const experiments = useExperiments();
  return racers.flatMap(({ name }, k) => {
    const experiment = experiments[k];
    return experiment === undefined || sownOf(state, experiment) !== null ? [] : [name];
  });
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

interface SentencesProps extends BandsProps {
  /** Names of networks that are not as they were when the seeds were run. */
  readonly changed: readonly string[];
}

function Sentences({ sprouted, changed, baselines, iterations }: SentencesProps) {
  return (
    <>
      {sprouted.map(({ racer, runs }) => (
        <p key={racer.entry.id}>{outcomeOf(racer.name, runs, baselines)}</p>
      ))}
      {changed.length === 0 ? null : <p>{changedText(changed)}</p>}
      {sprouted.length === 0 ? null : <p className={styles['differ']}>{criterionOf(lowestOf(baselines), iterations)}</p>}
    </>
  );
}
