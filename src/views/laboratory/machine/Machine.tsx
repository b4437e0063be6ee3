import { type KeyboardEvent, memo, type PointerEvent, useState } from 'react';
import type { Past } from '../../../store/session.ts';
import { whole } from '../../figures/numbers.ts';
import { useIterations } from '../../figures/useAxis.ts';
import { consume, isPlain } from '../../lanes/keys.ts';
import { useSampled } from '../../paint/usePicture.ts';
import { Explained } from '../../shell/Explained.tsx';
import { attempt } from '../../shell/useRun.ts';
import { useSession, useSessionState } from '../../useSession.ts';
import styles from './machine.module.css';
import { useTravel } from './useTravel.ts';
import { comparison, keptText, placeAfter, placeAt, placeText } from './words.ts';

const EXPLANATION =
  'Takes the run back to any iteration, and all that is on the screen with it. Ticks: snapshots of the weights and the optimiser, thinned so that they never take more than stands here. What lies between is trained again from the last one before. Training goes on from the iteration on show; what came after it stays as a dotted line. What was done to the network is undone before the iteration at which it was done. After a change of the backend the past is still there; what the other one made comes out the same to about one part in 100,000.';
const FORMULA = 'θᵢ₊₁ = update(θᵢ, batch i + 1), and batch i + 1 follows from the seed: to train again gives the same numbers';

/** Under the figure of the loss: the iteration on show, as a slider, and what can be done from there. */
export default function Machine() {
  const past = useSessionState((state) => state.past);
  return past === null ? null : <Slider past={past} />;
}

function Slider({ past }: { readonly past: Past }) {
  const session = useSession();
  const { end: axis } = useIterations();
  const iteration = useSessionState((state) => state.iteration);
  const end = Math.max(past.end, iteration);
  const { wish, go } = useTravel();
  const now = Math.min(end, wish ?? iteration);
  const press = (event: KeyboardEvent): void => {
    const place = isPlain(event) ? placeAfter(event.key, now, past, end, event.shiftKey) : null;
    if (place === null) return;
    consume(event);
    if (place !== now || iteration !== place) go(place);
  };
  const drag = (event: PointerEvent): void => {
    if (event.type === 'pointerdown') event.currentTarget.setPointerCapture(event.pointerId);
    else if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const place = placeAt((event.clientX - left) / width, axis, past, end);
    if (place !== now) go(place);
  };
  const { losses } = session.picture.getState();
  return (
    <section className={styles['machine']} aria-label="Time machine">
      <div
        className={styles['track']}
        role="slider"
        tabIndex={0}
        aria-label="Iteration on show"
        aria-valuemin={past.first}
        aria-valuemax={end}
        aria-valuenow={now}
        aria-valuetext={placeText(now, end, losses)}
        onKeyDown={press}
        onPointerDown={drag}
        onPointerMove={drag}
      >
        <span className={styles['rail']} style={{ left: percent(past.first / axis), width: percent((end - past.first) / axis) }} />
        <Ticks kept={past.kept} axis={axis} />
        <span className={styles['thumb']} style={{ left: percent(now / axis) }} />
      </div>
      <p className={styles['place']}>
        <Explained explanation={EXPLANATION} formula={FORMULA} className={styles['title']}>
          On show
        </Explained>{' '}
        <strong>{whole(now)}</strong> of {whole(end)}
      </p>
      <Ways past={past} iteration={iteration} end={end} go={go} />
      <p className={styles['kept']}>{end === 0 ? 'Train it, and each of its iterations can be gone back to.' : keptText(past)}</p>
      <Compared iteration={iteration} isBack={iteration < end} />
    </section>
  );
}

const percent = (share: number): string => `${(share * 100).toFixed(3)}%`;

/** Places on the axis that can be told apart. */
const PLACES = 500;

const Ticks = memo(({ kept, axis }: Pick<Past, 'kept'> & { readonly axis: number }) => {
  const places = new Set(Array.from(kept, (iteration) => Math.round((iteration / axis) * PLACES)));
  const path = [...places].map((x) => `M${x} 0V1`).join('');
  return (
    <svg className={styles['ticks']} viewBox={`0 0 ${PLACES} 1`} preserveAspectRatio="none" aria-hidden="true">
      <path d={path} vectorEffect="non-scaling-stroke" />
    </svg>
  );
});

interface WaysProps {
  readonly past: Past;
  readonly iteration: number;
  readonly end: number;
  go(iteration: number): void;
}

function Ways({ past, iteration, end, go }: WaysProps) {
  const session = useSession();
  const isBack = iteration < end;
  const [isOnTheWay, setOnTheWay] = useState(false);
  const exchange = (): void => {
    setOnTheWay(true);
    attempt(
      session,
      session.exchange().finally(() => setOnTheWay(false)),
    );
  };
  return (
    <div className={styles['ways']}>
      <button type="button" disabled={!isBack || isOnTheWay} onClick={() => attempt(session, session.play())}>
        Train from here
      </button>
      <button type="button" disabled={!isBack || isOnTheWay} onClick={() => go(end)}>
        To the end
      </button>
      {past.left !== null && (
        <button type="button" disabled={isOnTheWay} onClick={exchange}>
          Return to what was
        </button>
      )}
    </div>
  );
}

/** Both branches at the iteration on show, in numbers. */
function Compared({ iteration, isBack }: { readonly iteration: number; readonly isBack: boolean }) {
  const text = useSampled((picture) => comparison(picture, Math.min(iteration, picture.losses.length)), 4);
  const isKept = useSessionState(({ past }) => past?.left !== null);
  if (text === '') return null;
  return (
    <p className={styles['compared']}>
      {text}
      {isKept && isBack && ' One earlier run is kept: if it trains on from here, that is what comes after now.'}
      {isKept ? '' : ' One cannot return to it: its snapshots went with the engine that died.'}
    </p>
  );
}
