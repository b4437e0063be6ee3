import { useEffect, useState } from 'react';
import { attempt } from '../shell/useRun.ts';
import { useSession } from '../useSession.ts';
import styles from './Bar.module.css';

const SAID_FOR = 2500;

/** Copies the link to what is on show, and says so in place. */
export function ShareButton() {
  const session = useSession();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SAID_FOR);
    return () => clearTimeout(timer);
  }, [copied]);
  const share = (): void => attempt(session, session.share().then(setCopied));
  return (
    <>
      <button type="button" className={styles['share']} data-copied={copied || undefined} onClick={share}>
        <span className={styles['say']}>Share link</span>
        <span className={styles['said']} aria-hidden="true">
          ✓ Copied
        </span>
      </button>
      <span role="status" className="visually-hidden">
        {copied ? 'Copied the link' : ''}
      </span>
    </>
  );
}
