import { lazy, Suspense, useId } from 'react';
import { BACKEND_TITLES, BACKENDS, type BackendName, type EngineInfo } from '../../core/backend.ts';
import { useFloating } from '../shell/useFloating.ts';
import { useSession, useSessionState } from '../useSession.ts';
import styles from './BackendChip.module.css';
import { scientific } from './format.ts';

/** Comes right after the first screen, and before anybody opens the menu. */
const BackendTimes = lazy(() => import('./BackendTimes.tsx'));

/** What the network runs on and whether its gradients were checked; opens what is known about it. */
export function BackendChip() {
  const id = useId();
  const engine = useSessionState((state) => state.engine);
  const failed = useSessionState((state) => state.phase === 'failed');
  const busy = useSessionState((state) => state.busy);
  const waiting = busy === null ? null : `${busy.replace(/…$/, '')}…`;
  const { button, popover } = useFloating();
  return (
    <>
      <button type="button" className={styles['chip']} ref={button} popoverTarget={id}>
        {waiting ?? <ChipText engine={engine} failed={failed} />}
      </button>
      <span role="status" className="visually-hidden">
        {waiting}
      </span>
      <section popover="auto" id={id} ref={popover} className={styles['details']} aria-label="Backend">
        <Details engine={engine} />
        <Suspense>
          <BackendTimes menu={id} />
        </Suspense>
        <BackendChoice />
      </section>
    </>
  );
}

function ChipText({ engine, failed }: { readonly engine: EngineInfo | null; readonly failed: boolean }) {
  if (failed) return <span className={styles['bad']}>no backend</span>;
  if (engine === null) return <span>no backend yet</span>;
  const { ok } = engine.selfCheck;
  return (
    <>
      {BACKEND_TITLES[engine.backend]} <span aria-hidden="true">·</span>{' '}
      <span className={ok ? styles['good'] : styles['bad']}>
        {ok ? '✓' : '✗'} <span className={styles['long']}>gradients</span> {ok ? 'checked' : 'wrong'}
      </span>
    </>
  );
}

function Details({ engine }: { readonly engine: EngineInfo | null }) {
  if (engine === null) return <p>No backend runs yet.</p>;
  const { adapter, selfCheck, floor, passedOver } = engine;
  return (
    <>
      <p>
        Before training, small networks (an RNN, an LSTM and one of this cell) were differentiated on this backend and compared with a
        float64 reference.
      </p>
      <dl>
        <dt>Runs on</dt>
        <dd>{adapter === '' ? 'not told by the driver' : adapter}</dd>
        <dt>Largest error</dt>
        <dd>{scientific(selfCheck.maxRelativeError, 1)} relative</dd>
        <dt>Floor</dt>
        <dd>{scientific(floor, 1)}: smaller gradients are lost</dd>
      </dl>
      {passedOver.length === 0 ? null : (
        <>
          <h2>Passed over</h2>
          <ul>
            {passedOver.map(({ backend, reason }) => (
              <li key={backend}>
                <strong>{BACKEND_TITLES[backend]}</strong>: {reason}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function BackendChoice() {
  const session = useSession();
  const chosen = useSessionState((state) => state.experiment.backend);
  const choose = (name: string): void => {
    const backend: BackendName | undefined = BACKENDS.find((each) => each === name);
    session.change({ backend: backend ?? null });
  };
  return (
    <label className={styles['choice']}>
      Use
      <select value={chosen ?? ''} onChange={(event) => choose(event.target.value)}>
        <option value="">Automatic</option>
        {BACKENDS.map((name) => (
          <option key={name} value={name}>
            {BACKEND_TITLES[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
