import { type ReactNode, useRef } from 'react';
import { taskOf } from '../../core/tasks/index.ts';
import { FirstVisit } from '../shell/FirstVisit.tsx';
import { SlidersIcon } from '../shell/icons.tsx';
import { useArrival } from '../shell/useArrival.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { BackendChip } from './BackendChip.tsx';
import styles from './Bar.module.css';
import { Readouts } from './Readouts.tsx';
import { ShareButton } from './ShareButton.tsx';
import { ThemeSwitch } from './ThemeSwitch.tsx';
import { Transport } from './Transport.tsx';

interface Props {
  /** Opens the controls, where they stand in a sheet; null where they stand beside the lanes. */
  readonly onControls: (() => void) | null;
  readonly onKeys: () => void;
}

/** The bar over the columns: what runs, how fast, on what. */
export function Bar({ onControls, onKeys }: Props) {
  return (
    <header className={styles['bar']}>
      <div className={styles['heading']}>
        <h1 className={styles['title']}>RNN Playground</h1>
        {onControls === null ? null : <Subject />}
      </div>
      <div className={styles['run']}>
        <Transport />
        <Readouts />
        <FirstVisit />
      </div>
      <Tools>
        {onControls === null ? null : (
          <button type="button" className={styles['button']} onClick={onControls}>
            <SlidersIcon /> Experiment
          </button>
        )}
        <Compare />
        <BackendChip />
        <ThemeSwitch />
        <button type="button" className={`${styles['icon']} ${styles['keys']}`} aria-label="Keys" title="Keys (?)" onClick={onKeys}>
          ?
        </button>
        <ShareButton />
      </Tools>
    </header>
  );
}

/** The task, where the controls that name it are out of sight. */
function Subject() {
  const task = useSessionState(({ experiment }) => experiment.task);
  return <p className={styles['subject']}>{taskOf(task).title}</p>;
}

/** Puts another network beside this one: a GRU beside a plain RNN, a plain RNN beside anything else. */
function Compare() {
  const session = useSession();
  const cell = useSessionState(({ experiment }) => experiment.cell);
  const button = useRef<HTMLButtonElement>(null);
  useArrival(button);
  return (
    <button
      ref={button}
      type="button"
      className={styles['button']}
      onClick={() => session.setRace({ b: `cell:${cell === 'rnn' ? 'gru' : 'rnn'}` }, true)}
    >
      Compare
    </button>
  );
}

function Tools({ children }: { readonly children: ReactNode }) {
  return <div className={styles['tools']}>{children}</div>;
}
