import { PauseIcon, PlayIcon, RewindIcon, StepIcon } from '../shell/icons.tsx';
import { useRun } from '../shell/useRun.ts';
import { useSession, useSessionState } from '../useSession.ts';
import styles from './Bar.module.css';

/** Iterations a second that can be asked for; the last is as fast as it goes. */
const PACES: readonly number[] = [1, 3, 10, 30, 100, 300, 1000, Number.POSITIVE_INFINITY];

/** Rewind, train or pause, one iteration, how fast. */
export function Transport() {
  const { training, able, toggle, step, rewind } = useRun();
  return (
    <fieldset className={styles['transport']} aria-label="Training">
      <button
        type="button"
        className={styles['icon']}
        aria-label="Rewind"
        title="Rewind to the same first weights"
        disabled={!able}
        onClick={rewind}
      >
        <RewindIcon />
      </button>
      <button type="button" className={styles['primary']} title="Train or pause (key: Space)" disabled={!able} onClick={toggle}>
        {training ? <PauseIcon /> : <PlayIcon />}
        {training ? 'Pause' : 'Train'}
      </button>
      <button
        type="button"
        className={styles['button']}
        title="One iteration (key: .)"
        disabled={!able}
        aria-keyshortcuts="."
        onClick={step}
      >
        <StepIcon /> Step
      </button>
      <Pace />
    </fieldset>
  );
}

function Pace() {
  const session = useSession();
  const pace = useSessionState((state) => state.pace);
  const paces = PACES.includes(pace) ? PACES : [...PACES, pace].sort((a, b) => a - b);
  return (
    <select
      className={styles['pace']}
      aria-label="Speed"
      title="Iterations a second, at most"
      value={String(pace)}
      onChange={(event) => session.setPace(Number(event.target.value))}
    >
      {paces.map((each) => (
        <option key={each} value={String(each)}>
          {Number.isFinite(each) ? `${each} a second` : 'full speed'}
        </option>
      ))}
    </select>
  );
}
