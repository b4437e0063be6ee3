import { type ReactNode, useId, useMemo, useState } from 'react';
import type { Forecast } from '../../../core/forecast/forecast.ts';
import type { Forecasted } from '../../../core/forecast/forecasted.ts';
import { taskOf } from '../../../core/tasks/index.ts';
import shared from '../../lanes/shared.module.css';
import { Painting } from '../../paint/Painting.tsx';
import { Explained } from '../../shell/Explained.tsx';
import { useMedia } from '../../shell/useMedia.ts';
import { useIsHere } from '../../useIsHere.ts';
import { useSession, useSessionState } from '../../useSession.ts';
import { Plot } from '../Plot.tsx';
import { Answers, Windows } from './Controls.tsx';
import { type Choice, choiceOf, choosing, mostAnswers } from './choice.ts';
import { ErrorTable } from './ErrorTable.tsx';
import styles from './forecast.module.css';
import { forecastPainter } from './paintForecast.ts';
import { acrossOf, domainOf, placeAt, placeTicks, type Scene, sceneOf, valueTicks } from './scene.ts';
import { useCalm } from './useCalm.ts';
import { useForecast } from './useForecast.ts';
import { describeForecast, readingOf } from './words.ts';

const EXPLANATION =
  'A window of the data that was held out, what followed it, and what the network says would: at once with dots, and in dashes once it is fed with what it said itself, as if that had come true. Beside it, others who forecast without a network.';
const FORMULA = 'x ← (x₂ … x_T, ŷ),  ŷ = V h_T + a;  typical error = √ mean (y − ŷ)²';

/** The forecast of the task on show; nothing where it has none. */
export default function Forecasts() {
  const { task, options } = useSessionState(({ experiment }) => experiment);
  const here = useIsHere();
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is forecast is known when the data are here.
  const forecast = useMemo(() => knownForecast(task, options), [task, options, here]);
  if (!here || forecast === null) return null;
  return <Shown key={`${task} ${JSON.stringify(options)}`} forecast={forecast} />;
}

/** Null where the data are too few, which is told elsewhere. */
function knownForecast(task: string, options: Readonly<Record<string, number>>): Forecast | null {
  try {
    return taskOf(task).forecast?.(options) ?? null;
  } catch {
    return null;
  }
}

function Shown({ forecast }: { readonly forecast: Forecast }) {
  const session = useSession();
  const open = useSessionState(({ view }) => view.open);
  const choice = choiceOf(open, forecast);
  const { window, answers } = choice;
  const { told, element } = useForecast({ sequence: window, turns: answers - 1 });
  const origin = useMemo(() => forecast.at(window), [forecast, window]);
  const mine = isOf(told, choice, forecast) ? told : null;
  const scene = useMemo(() => sceneOf(origin, forecast, answers, mine?.values ?? null), [origin, forecast, answers, mine]);
  const choose = (change: Partial<Choice>): void => session.look({ open: choosing(open, { ...choice, ...change }, forecast) });
  const errors = told?.errors ?? null;
  const step = (by: number): void => choose({ window: (window + by + forecast.places) % forecast.places });
  const id = useId();
  return (
    <figure ref={element} className={styles['forecast']} aria-labelledby={id}>
      <figcaption className={styles['head']}>
        <h2 id={id} className={shared['title']}>
          <Explained explanation={EXPLANATION} formula={FORMULA}>
            Forecast
          </Explained>
        </h2>
        <Windows window={window} places={forecast.places} onStep={step} />
        {mostAnswers(forecast) > 1 && <Answers forecast={forecast} answers={answers} onChoose={(count) => choose({ answers: count })} />}
        <span className={styles['where']} title={origin.caption}>
          {origin.caption}
        </span>
      </figcaption>
      <p className="visually-hidden">{describeForecast(scene, forecast, origin, window, mine?.errors ?? null)}</p>
      <div className={styles['body']}>
        <Picture scene={scene} forecast={forecast} origin={origin} what={`${window} ${answers}`} onStep={step}>
          {forecast.unit !== '' && <span className={styles['unit']}>{forecast.unit}</span>}
          {mine === null && <span className={styles['waiting']}>asking the network …</span>}
        </Picture>
        <ErrorTable scene={scene} forecast={forecast} errors={errors} rolledIsOf={mine !== null} />
      </div>
    </figure>
  );
}

const isOf = (told: Forecasted | null, { window, answers }: Choice, { ahead }: Forecast): boolean =>
  told?.sequence === window && told.values.length === answers * ahead;

interface PictureProps {
  readonly scene: Scene;
  readonly forecast: Forecast;
  readonly origin: ReturnType<Forecast['at']>;
  /** What is on show: the axis starts anew with another. */
  readonly what: string;
  readonly onStep: (by: number) => void;
  readonly children: ReactNode;
}

const HEIGHT = 132;

function Picture({ scene, forecast, origin, what, onStep, children }: PictureProps) {
  const domain = useCalm(domainOf(scene), what);
  const narrow = useMedia('(width < 700px)');
  const [at, point] = useState<number | null>(null);
  const k = at === null ? null : Math.max(-scene.before, Math.min(scene.after - 1, at));
  const paint = useMemo(() => forecastPainter(scene, domain), [scene, domain]);
  return (
    <div className={styles['picture']}>
      <Plot
        height={HEIGHT}
        x={placeTicks(scene, forecast, origin.label, narrow ? 290 : 460)}
        y={valueTicks(domain, forecast.digits)}
        ruled
        readout={{
          label: 'Forecast by time: left and right read it, up and down change the window',
          nothing: 'nothing read',
          now: (k ?? 0) + scene.before,
          maximum: scene.before + scene.after - 1,
          text: k === null ? null : readingOf(scene, forecast, origin, k),
          x: acrossOf(scene, k ?? 0),
          y: 1,
          onPoint: (place) => point(place === null ? null : placeAt(scene, place.x)),
          onMove(across, down) {
            if (down !== 0) onStep(down);
            else point(moved(k ?? 0, across, scene));
          },
        }}
      >
        <Painting paint={paint} still />
        {children}
      </Plot>
    </div>
  );
}

const moved = (k: number, across: number, { before, after }: Scene): number => Math.max(-before, Math.min(after - 1, k + across));
