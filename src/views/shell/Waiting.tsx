import { useEffect, useState } from 'react';
import type { Wait } from '../../store/materials.ts';
import { useSession, useSessionState } from '../useSession.ts';
import styles from './Trouble.module.css';

/** The task's data are on their way, did not come, or have to be given: what is waited for, and what can be done. */
export function Waiting() {
  const session = useSession();
  const wait = useSessionState((state) => state.wait);
  const isLate = useIsLate(wait?.status === 'loading');
  return (
    <div role="status">
      {wait === null || (wait.status === 'loading' && !isLate) ? null : (
        <div className={styles['trouble']} data-kind={wait.status}>
          <p>
            <strong>{wait.material.title}.</strong> {sentenceOf(wait)}
          </p>
          {wait.status === 'loading' ? (
            <progress aria-label={wait.material.title} value={wait.loaded} max={wait.material.file?.bytes ?? 1} />
          ) : null}
          <div className={styles['ways']}>
            {wait.status === 'loading' ? (
              <button type="button" onClick={() => session.stopMaterial()}>
                Stop
              </button>
            ) : null}
            {wait.status === 'failed' || wait.status === 'stopped' ? (
              <button type="button" onClick={() => session.retryMaterial()}>
                Try again
              </button>
            ) : null}
          </div>
        </div>
      )}
    </div>
  );
}

/** What is here in a moment is not spoken of: nothing flashes up on a fast line. */
const MOMENT_MS = 300;

/** Whether something has gone on for longer than a moment. */
function useIsLate(goesOn: boolean): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    if (!goesOn) return;
    const timer = setTimeout(() => setLate(true), MOMENT_MS);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [goesOn]);
  return isLate;
}

function sentenceOf({ material, status, loaded, reason }: Wait): string {
  const all = material.file === null ? 'its data' : `${kilobytes(material.file.bytes)} kB`;
  if (status === 'loading') return `${kilobytes(loaded)} of ${all} are here.`;
  if (status === 'stopped') return `Stopped after ${kilobytes(loaded)} of ${all}.`;
  if (status === 'failed')
    return `It did not come: ${reason ?? 'for no reason that was told'}. Nothing is trained on until all of it is here.`;
  if (isUngiven(material)) return 'Give it in the panel under Task; it stays on this device.';
  return 'A link cannot carry it, and it is not on this device: give it again in the panel under Task, and the run goes on from there.';
}

/** The digest of nothing: a person has chosen to give something, and not what. */
const isUngiven = ({ name }: Wait['material']): boolean => name.endsWith(':0');

const kilobytes = (bytes: number): string => (bytes / 1000).toFixed(0);
