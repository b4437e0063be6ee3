import { asSentence } from '../../core/words.ts';
import { useSession, useSessionState } from '../useSession.ts';
import styles from './Trouble.module.css';

/** No engine could be had: why, and what can be done about it. */
export function Failure() {
  const session = useSession();
  const failed = useSessionState((state) => state.phase === 'failed');
  const failure = useSessionState((state) => state.failure);
  const byHand = useSessionState((state) => state.experiment.backend !== null);
  if (!failed) return null;
  return (
    <div role="alert" className={styles['trouble']} data-kind="error">
      <p>
        <strong>Nothing can train here yet.</strong> {capitalised(asSentence(failure ?? 'no backend could be started'))}
      </p>
      <p>
        Reload the page; if it stays so, try a current version of Chrome, Edge, Firefox or Safari, and allow scripts and workers for this
        page.
      </p>
      <div className={styles['ways']}>
        <button type="button" onClick={() => location.reload()}>
          Reload
        </button>
        {byHand ? (
          <button type="button" onClick={() => session.change({ backend: null })}>
            Let the page choose the backend
          </button>
        ) : null}
      </div>
    </div>
  );
}

const capitalised = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
