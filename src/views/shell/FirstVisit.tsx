import { useEffect, useState } from 'react';
import { useSessionState } from '../useSession.ts';
import styles from './FirstVisit.module.css';
import { HINTS, type Stage, stageAfter } from './firstVisit.ts';
import { CloseIcon } from './icons.tsx';
import { kept } from './storage.ts';

const KEY = 'first-visit';

/** On a first visit: what to press, then what to look for. */
export function FirstVisit() {
  const [stage, setStage] = useState<Stage>(() => (kept.read(KEY) === 'done' ? 'done' : 'press'));
  const unable = useSessionState(({ phase }) => phase === 'failed' || phase === 'wanting');
  const next = useSessionState(({ phase, iteration }) => stageAfter(stage, { training: phase === 'training', iteration }));
  if (next !== stage) setStage(next);
  useEffect(() => {
    if (stage === 'done') kept.write(KEY, 'done');
  }, [stage]);
  if (unable || stage === 'done') return null;
  return (
    <div className={styles['hint']} data-hint>
      <p role="status">{HINTS[stage]}</p>
      <button type="button" aria-label="Put the hint away" onClick={() => setStage('done')}>
        <CloseIcon />
      </button>
    </div>
  );
}
