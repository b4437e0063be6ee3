import { useEffect, useId, useMemo, useRef, useState } from 'react';
import { CHECKED } from '../../core/guess.ts';
import { taskOf } from '../../core/tasks/index.ts';
import type { Guessed } from '../../store/guessing.ts';
import { valueText } from '../figures/heldOut/words.ts';
import { useSampled } from '../paint/usePicture.ts';
import { useSession, useSessionState } from '../useSession.ts';
import styles from './guess.module.css';
import { descentText, guessText, lessonText } from './words.ts';

const EXPLANATION =
  'Some problems with a long lag are solved by chance: random weights are drawn, checked on 32 fresh sequences, and thrown away, again and again. “As gradient descent” checks as many sequences as the network on show has learned from. That network is not touched.';

const RANGES = [1, 3, 10, 30, 100] as const;
/** 0 stands for as many sequences as the network on show has learned from. */
const BUDGETS = [0, 1000, 10_000, 100_000] as const;
const NOTHING: Guessed = { trials: 0, best: 0, solved: null };

/** Guess and check beside gradient descent, for the ladder of long lags. */
export default function Guess() {
  const id = useId();
  const session = useSession();
  const [range, setRange] = useState<number>(10);
  const [budget, setBudget] = useState<number>(0);
  const { now, isRunning, fault, start, stop } = useGuessing();
  const begin = (): void => {
    const { iteration, experiment } = session.state.getState();
    start({ range, trials: budget === 0 ? Math.max(1, Math.round((iteration * experiment.batch) / CHECKED)) : budget });
  };
  return (
    <section className={styles['guess']} aria-label="Guess and check">
      <details>
        <summary>Guess and check: would random weights do?</summary>
        <p className={styles['told']}>{EXPLANATION}</p>
        <div className={styles['line']}>
          <label htmlFor={`${id}-range`}>weights within ±</label>
          <select id={`${id}-range`} value={range} disabled={isRunning} onChange={(event) => setRange(Number(event.target.value))}>
            {RANGES.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
          <label htmlFor={`${id}-trials`}>guesses</label>
          <select id={`${id}-trials`} value={budget} disabled={isRunning} onChange={(event) => setBudget(Number(event.target.value))}>
            {BUDGETS.map((each) => (
              <option key={each} value={each}>
                {each === 0 ? 'as gradient descent' : each.toLocaleString('en')}
              </option>
            ))}
          </select>
          <button type="button" onClick={() => (isRunning ? stop() : begin())}>
            {isRunning ? 'Stop' : 'Try random weights'}
          </button>
          {isRunning ? <progress aria-label="Guesses made" /> : null}
        </div>
        <p role="status" className={styles['told']}>
          {fault ?? `${guessText(now, CHECKED, isRunning)} ${lessonText(now, isRunning)}`}
        </p>
        <Descent />
      </details>
    </section>
  );
}

function Descent() {
  const { task, options, batch } = useSessionState(({ experiment }) => experiment);
  const iteration = useSessionState((state) => state.iteration);
  const measure = useMemo(() => taskOf(task).measure(options), [task, options]);
  const right = useSampled(({ score }) => (score === null ? null : `${measure.title} ${valueText(measure, score.value)}`), 2);
  return <p className={styles['told']}>{descentText(iteration, batch, right)}</p>;
}

/** One search at a time; another experiment ends it and what it found. */
function useGuessing() {
  const session = useSession();
  const experiment = useSessionState((state) => state.experiment);
  const [now, setNow] = useState<Guessed>(NOTHING);
  const [isRunning, setRunning] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const life = useRef(new AbortController());
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was found is of the experiment that it was found for.
  useEffect(() => {
    setNow(NOTHING);
    setFault(null);
    return () => life.current.abort();
  }, [experiment]);
  const start = (guessing: { readonly range: number; readonly trials: number }): void => {
    life.current = new AbortController();
    const { signal } = life.current;
    setNow(NOTHING);
    setFault(null);
    setRunning(true);
    session
      .guess(guessing, (seen) => !signal.aborted && setNow(seen), signal)
      .catch((error: unknown) => !signal.aborted && setFault(error instanceof Error ? error.message : String(error)))
      .finally(() => setRunning(false));
  };
  return { now, isRunning, fault, start, stop: () => life.current.abort() };
}
