import { useCallback, useEffect, useMemo, useState } from 'react';
import { isBelowFloor } from '../../core/analysis/floor.ts';
import { listed } from '../../core/words.ts';
import { FigureFrame, type Words } from '../figures/FigureFrame.tsx';
import { type Decades, lossTicks } from '../figures/loss/axis.ts';
import { counted, magnitude } from '../figures/numbers.ts';
import { Plot } from '../figures/Plot.tsx';
import { labelledSteps } from '../lanes/axis.ts';
import { type Settled, settle } from '../lanes/domain.ts';
import type { Paint } from '../paint/Painting.tsx';
import { Alternative } from './Alternative.tsx';
import { normsOf, paintNorms } from './paintCurves.ts';
import styles from './Race.module.css';
import { SeenPainting } from './SeenPainting.tsx';
import { type Racer, useAllPictures, useCommonSource, useEntries } from './useRace.ts';

const HEIGHT = 150;
/** Decades that are there before anything is known. */
const USUAL = { low: -4, high: 1 };
const APART_MS = 200;

/** How much blame reaches each step, of all networks over one axis. */
export function Norms({ racers }: { readonly racers: readonly Racer[] }) {
  const source = useCommonSource();
  const steps = useAllPictures((entries) => Math.max(1, ...entries.map(({ session }) => session.picture.getState().trace?.steps ?? 0)));
  const decades = useDecades(racers);
  const [at, point] = useState<number | null>(null);
  const paint = useCallback<Paint>(
    (context, width, height) => paintNorms(context, width, height, racers, steps, decades),
    [racers, steps, decades],
  );
  const text = useAllPictures(() =>
    at === null ? null : `step ${at + 1}\n${racers.map((racer) => `${racer.name}: ${normAt(racer, at)}`).join('\n')}`,
  );
  const figure = useMemo<Words>(
    () => ({
      title: 'Gradient norm by step',
      explanation:
        'How much the loss would change if the state at a step had been different, all units together, on a log scale. A line that falls towards step 1 is a gradient that vanishes. What lies below the floor of a backend has no line.',
      formula: '‖∂L/∂sₜ‖₂ over t',
    }),
    [],
  );
  const move = (across: number): void => {
    const from = at ?? steps - 1;
    point(Math.max(0, Math.min(steps - 1, Number.isFinite(across) ? from + across : across)));
  };
  const x = useMemo(
    () => labelledSteps({ steps, width: 400 }, 48).map((step) => ({ at: (step + 0.5) / steps, label: String(step + 1) })),
    [steps],
  );
  return (
    <div className={styles['figure']}>
      <FigureFrame figure={figure} aside="log scale">
        <Alternative describe={useCallback(() => racers.map(describe).join(' '), [racers])} />
        <Plot
          height={HEIGHT}
          x={x}
          y={useMemo(() => lossTicks(decades), [decades])}
          ruled
          readout={{
            label: 'Gradient norm by step',
            now: at ?? 0,
            maximum: steps - 1,
            text,
            nothing: 'no step chosen',
            x: at === null ? 0 : (at + 0.5) / steps,
            y: 1,
            onPoint: (place) => point(place === null ? null : Math.min(steps - 1, Math.floor(place.x * steps))),
            onMove: move,
          }}
        >
          <SeenPainting paint={paint} source={source} />
        </Plot>
      </FigureFrame>
    </div>
  );
}

function normAt(racer: Racer, step: number): string {
  const found = normsOf(racer);
  const norm = found?.norms[step];
  if (found === null || norm === undefined) return '–';
  return isBelowFloor(norm, found.floor) ? 'below the floor' : magnitude(norm);
}

function describe(racer: Racer): string {
  const found = normsOf(racer);
  if (found === null) return `${racer.name} has not been measured yet.`;
  return `${racer.name}: ${listed([`${normAt(racer, found.scored)} at step ${found.scored + 1}`, `${normAt(racer, 0)} at step 1`])}, ${counted(found.scored, 'step')} back.`;
}

/** Follows what is drawn calmly. */
function useDecades(racers: readonly Racer[]): Decades {
  const entries = useEntries();
  const [decades, setDecades] = useState<Decades>(USUAL);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other networks may lie elsewhere, and are looked at afresh
  useEffect(() => {
    let settled: Settled | null = null;
    const look = (): void => {
      settled = settle(settled, neededBy(racers), performance.now());
      const { low, high } = settled;
      setDecades((shown) => (shown.low === low && shown.high === high ? shown : { low, high }));
    };
    look();
    const timer = setInterval(look, APART_MS);
    return () => clearInterval(timer);
  }, [entries, racers]);
  return decades;
}

function neededBy(racers: readonly Racer[]): Decades {
  let { low, high } = USUAL;
  for (const racer of racers) {
    const found = normsOf(racer);
    for (const norm of found?.norms ?? []) {
      if (!(norm > 0) || !Number.isFinite(norm) || isBelowFloor(norm, found?.floor ?? 0)) continue;
      low = Math.min(low, 2 * Math.floor(Math.log10(norm) / 2));
      high = Math.max(high, Math.ceil(Math.log10(norm)));
    }
  }
  return { low, high };
}
