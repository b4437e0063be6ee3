import { type ReactNode, type RefObject, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Quantity } from '../../../core/predict/prediction.ts';
import { baselinesOf, taskOf } from '../../../core/tasks/index.ts';
import type { Setting } from '../../lanes/lane.ts';
import shared from '../../lanes/shared.module.css';
import { useSampled } from '../../paint/usePicture.ts';
import { Explained } from '../../shell/Explained.tsx';
import { useSessionState } from '../../useSession.ts';
import styles from './predict.module.css';
import { goesBack, ITERATIONS, type Predicting, usePredicting, usePredictor } from './predictor.ts';
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
  const off = asked || unready;
  return (
    <fieldset className={styles['offer']} aria-label="Predict">
      <Explained explanation={EXPLANATION} formula={FORMULA}>
        Predict first
      </Explained>
      <Ask of="norm" disabled={off} onAsk={() => predictor.ask('norm')}>
        Draw the gradient norm
      </Ask>
      <span className={styles['or']}>or</span>
      <fieldset className={styles['together']} aria-label="Loss">
        <Ask of="loss" disabled={off} onAsk={() => predictor.ask('loss', iterations)}>
          Draw the loss
        </Ask>
        <label htmlFor={id}>
          over <span className="visually-hidden">how many iterations the loss is drawn</span>
        </label>
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
      </fieldset>
    </fieldset>
  );
}

interface AskProps {
  readonly of: Quantity;
  readonly disabled: boolean;
  readonly onAsk: () => void;
  readonly children: ReactNode;
}

/** Whoever drew and left it goes on from here. */
function Ask({ of, disabled, onAsk, children }: AskProps) {
  const button = useRef<HTMLButtonElement>(null);
  const left = usePredicting(({ ended }) => (ended?.of === of && !ended.isDone ? ended : null));
  useEnded(left, button);
  return (
    <button ref={button} type="button" className={shared['chip']} disabled={disabled} onClick={onAsk}>
      {children}
    </button>
  );
}

/** Takes the focus when a drawing has ended and what had it went with that. */
function useEnded(ended: Predicting['ended'], element: RefObject<HTMLElement | null>): void {
  const predictor = usePredictor();
  useEffect(() => {
    if (ended === null) return;
    predictor.heard();
    if (document.activeElement === document.body) element.current?.focus({ preventScroll: true });
  }, [ended, element, predictor]);
}

const PLACES = { norm: 'the lane Gradient norm', loss: 'the figure Loss' } as const satisfies Record<Quantity, string>;

/** What is being drawn, and where; the way there too. */
function Drawing() {
  const of = usePredicting(({ drawing }) => drawing?.of ?? null);
  const goes = useSessionState(goesBack);
  useEffect(() => {
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
      right to the next point).{' '}
      {of === 'loss' && goes
        ? 'Done, or Enter, goes back to iteration 0 and shows how it went; Train trains from there. What was trained stays, and one can return to it. Never mind, or Escape, leaves all as it is.'
        : 'Done, or Enter, shows what is measured; Train does too. Never mind, or Escape, leaves it.'}
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
  const shown = useSampled(({ trace }) => trace?.iteration ?? 0, 1);
  const end = useSampled(({ losses }) => losses.length, 1);
  const iteration = of === 'norm' ? shown : end;
  const told = useSampled((picture) => {
    if (prediction === null) return '';
    return (of === 'norm' ? normComparison(prediction, picture, setting) : lossComparison(prediction, picture, baselines)).join(' ');
  }, 1);
  const untrained = useUntrained(of, told, iteration);
  const section = useRef<HTMLElement>(null);
  const done = usePredicting(({ ended }) => (ended?.of === of && ended.isDone ? ended : null));
  useEnded(prediction === null ? null : done, section);
  if (prediction === null) return null;
  const when = iteration === 0 ? 'untrained' : `iteration ${iteration.toLocaleString('en')}`;
  return (
    <section ref={section} className={styles['comparison']} tabIndex={-1} aria-label={`${TITLES[of]}, predicted`}>
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
      {of === 'loss' && shown === 0 && end > 0 && (
        <p className={styles['words']}>
          Iteration 0 is on show. Train has the curve come once more, and what was stays beside it, dotted; <em>To the end</em>, under the
          figure, returns to it.
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
