import { lazy, Suspense, useState } from 'react';
import { type Known, type Remedy, remediesFor } from '../../core/analysis/remedies.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { CloseIcon } from './icons.tsx';
import styles from './Trouble.module.css';
import { attempt } from './useRun.ts';

/** Loaded when something explodes. */
const GoBack = lazy(() => import('../laboratory/machine/GoBack.tsx'));

/** Training stopped by itself: which step and which quantity left the finite numbers, and what may help. */
export default function Exploded() {
  const explosion = useSessionState((state) => state.explosion);
  const [away, setAway] = useState<typeof explosion>(null);
  return (
    <div role="alert">
      {explosion === null || explosion === away ? null : (
        <div className={styles['trouble']} data-kind="explosion">
          <p>
            <strong>Exploded.</strong> {explosion.text}
          </p>
          <Remedies explosion={explosion} />
          <Suspense fallback={null}>
            <GoBack last={explosion.iteration} />
          </Suspense>
          <button type="button" className={styles['close']} aria-label="Dismiss" onClick={() => setAway(explosion)}>
            <CloseIcon />
          </button>
        </div>
      )}
    </div>
  );
}

/** What may help, tried from the first weights on: the last finite ones have mostly grown too large already to come back from. */
function Remedies({ explosion }: { readonly explosion: Known }) {
  const session = useSession();
  const experiment = useSessionState((state) => state.experiment);
  const cell = useSessionState((state) => state.cell);
  const apply = ({ change }: Remedy): void => {
    if (!session.change(change)) return;
    session.notify('note', 'The network starts again from its first weights, to see whether this helps.');
    attempt(
      session,
      session.rewind().then(() => session.play()),
    );
  };
  return (
    <fieldset className={styles['ways']} aria-label="What would help">
      {remediesFor(experiment, cell, explosion).map((remedy) => (
        <button key={remedy.label} type="button" onClick={() => apply(remedy)}>
          {remedy.label}
        </button>
      ))}
    </fieldset>
  );
}
