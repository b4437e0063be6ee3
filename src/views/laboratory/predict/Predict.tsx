import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Quantity } from '../../../core/predict/prediction.ts';
import { baselinesOf, taskOf } from '../../../core/tasks/index.ts';
import type { Setting } from '../../lanes/lane.ts';
import shared from '../../lanes/shared.module.css';
import { useSampled } from '../../paint/usePicture.ts';
import { Explained } from '../../shell/Explained.tsx';
import { useSessionState } from '../../useSession.ts';
import styles from './predict.module.css';
import { ITERATIONS, usePredicting, usePredictor } from './predictor.ts';
import { lossComparison, normComparison } from './words.ts';

const EXPLANATION =
  'Before it is measured, draw how the gradient norm will run over the steps, or the loss over the iterations. What is measured is covered meanwhile; then your line stays beside it, and you read what you were right about and how far you were off. A norm is held against the strong line of its lane, the sequence on show; a loss against the mean of the last 50.';
const FORMULA = 'off by log₁₀ drawn − log₁₀ measured, in orders of magnitude';

/** Iterations that a loss may be drawn over. */
const LENGTHS = [300, 1000, 3000, 10_000] as const;

/** Draw first, measure then: what is to be predicted, what came of it, and whether the link tells. */
export default function Predict({ setting }: { readonly setting: Setting }) {
  return (
    <section className={styles['predict']} aria-label="Predict first">
      <Offer />
      <Drawing />
      <Comparison of="norm" setting={setting} />
      <Comparison of="loss" setting={setting} />
      <Share />
    </section>
  );
}

function Offer() {
  const id = useId();
  const predictor = usePredictor();
  const [iterations, setIterations] = useState<number>(ITERATIONS);
  const asked = usePredicting(({ predictions }) => predictions.asked !== null);
  const unready = useSessionState(({ phase }) => phase !== 'ready' && phase !== 'training');
  const trained = useSessionState(({ iteration }) => iteration > 0);
  return (
    <fieldset className={styles['offer']} aria-label="Predict">
      <Explained explanation={EXPLANATION} formula={FORMULA}>
        Predict first
      </Explained>
      <button type="button" className={shared['chip']} disabled={asked || unready} onClick={() => void predictor.ask('norm')}>
        Draw the gradient norm
      </button>
      <span className={styles['together']}>
        <button type="button" className={shared['chip']} disabled={asked || unready} onClick={() => void predictor.ask('loss', iterations)}>
          {trained ? 'Rewind and draw the loss' : 'Draw the loss'}
        </button>
        <label htmlFor={id}>over</label>
        <select
          id={id}
          className={shared['select']}
          value={iterations}
          disabled={asked}
          onChange={(event) => setIterations(Number(event.target.value))}
        >
          {LENGTHS.map((each) => (
            <option key={each} value={each}>
              {each.toLocaleString('en')} iterations
            </option>
          ))}
        </select>
      </span>
    </fieldset>
  );
}

const PLACES = { norm: 'the lane Gradient norm', loss: 'the figure Loss' } as const satisfies Record<Quantity, string>;

/** What is being drawn, and where; the way there too. */
function Drawing() {
  const of = usePredicting(({ drawing }) => drawing?.of ?? null);
  const was = useRef(of);
  useEffect(() => {
    const ended = was.current !== null && of === null;
    was.current = of;
    // The button that had the focus is gone.
    if (ended && document.activeElement === document.body)
      document.querySelector<HTMLElement>(`.${styles['comparison']}`)?.focus({ preventScroll: true });
    if (of === null) return;
    // The paper is there a moment later, once it is loaded.
    const timer = setInterval(() => {
      const knot = document.querySelector<HTMLElement>(`.${styles['surface']} [role="slider"]`);
      if (knot === null) return;
      clearInterval(timer);
      knot.focus({ preventScroll: true });
      knot.closest('figure')?.scrollIntoView({ block: 'nearest' });
    }, 50);
    return () => clearInterval(timer);
  }, [of]);
  if (of === null) return null;
  return (
    <p className={styles['words']} role="status">
      Draw it in {PLACES[of]}: press and drag, or move its points with the arrow keys (up and down by a tenth of a power of ten, left and
      right to the next point). Done, or Enter, shows what is measured; Train does too.
    </p>
  );
}

const TITLES = { norm: 'Gradient norm', loss: 'Loss' } as const satisfies Record<Quantity, string>;

/** What was right and wrong about one prediction: of the untrained network, and of it as it is now. */
function Comparison({ of, setting }: { readonly of: Quantity; readonly setting: Setting }) {
  const predictor = usePredictor();
  const prediction = usePredicting(({ predictions }) => (predictions.asked?.of === of ? null : predictions[of]));
  const training = useSessionState(({ phase }) => phase === 'training');
  const { task, options } = useSessionState(({ experiment }) => experiment);
  const baselines = useMemo(() => baselinesOf(taskOf(task), options), [task, options]);
  const iteration = useSampled(({ trace }) => trace?.iteration ?? 0, 1);
  const told = useSampled((picture) => {
    if (prediction === null) return '';
    return (of === 'norm' ? normComparison(prediction, picture, setting) : lossComparison(prediction, picture, baselines)).join(' ');
  }, 1);
  const untrained = useUntrained(of, told, iteration);
  if (prediction === null) return null;
  const when = iteration === 0 ? 'untrained' : `iteration ${iteration.toLocaleString('en')}`;
  return (
    <section className={styles['comparison']} tabIndex={-1} aria-label={`${TITLES[of]}, predicted`}>
      <p className={styles['words']} aria-live={training ? 'off' : 'polite'}>
        <strong>
          {TITLES[of]}, {when}:
        </strong>{' '}
        {told === '' ? 'nothing is measured yet. Press Train to see how your line does.' : told}
      </p>
      {of === 'norm' && iteration > 0 && untrained !== '' && (
        <p className={styles['words']}>
          <strong>Untrained it was:</strong> {untrained}
        </p>
      )}
      <p className={styles['actions']}>
        <button type="button" className={shared['chip']} onClick={() => predictor.remove(of)}>
          Remove this prediction
        </button>
      </p>
    </section>
  );
}

/** What the comparison said at iteration 0. */
function useUntrained(of: Quantity, told: string, iteration: number): string {
  const key = usePredicting(({ predictions }) => predictions[of]);
  const [kept, keep] = useState<{ readonly key: unknown; readonly told: string }>({ key: null, told: '' });
  useEffect(() => {
    if (iteration === 0) keep({ key, told });
  }, [key, told, iteration]);
  return kept.key === key ? kept.told : '';
}

function Share() {
  const predictor = usePredictor();
  const any = useSessionState(({ view }) => view.predict !== '');
  const isShared = useSessionState(({ view }) => view.shared);
  const asked = usePredicting(({ predictions }) => predictions.asked !== null);
  if (!any) return null;
  return (
    <label className={styles['share']}>
      <input type="checkbox" checked={isShared} onChange={(event) => predictor.share(event.target.checked)} />
      {asked ? 'ask for this prediction in the link' : 'share my prediction in the link'}
    </label>
  );
}
