import { useState } from 'react';
import { LIMITS } from '../../core/limits.ts';
import { DiceIcon } from '../shell/icons.tsx';
import { useSessionState } from '../useSession.ts';
import { NumberBox } from './NumberBox.tsx';
import styles from './Row.module.css';
import { Complaint, Row } from './Row.tsx';
import { useChange } from './useChange.ts';

/** A drawn seed is small enough to be read out in a lecture. */
const DRAWN_BELOW = 1000;

export function SeedRow() {
  const change = useChange();
  const seed = useSessionState((state) => state.experiment.seed);
  const [fault, setFault] = useState<string | null>(null);
  const roll = (): void => {
    const other = 1 + Math.floor(Math.random() * (DRAWN_BELOW - 2));
    setFault(change({ seed: other >= seed ? other + 1 : other }));
  };
  return (
    <Row label={LIMITS.seed.label} explanation={LIMITS.seed.explanation}>
      {({ id }) => (
        <>
          <NumberBox
            id={id}
            className={styles['seed']}
            label={LIMITS.seed.label}
            describedBy={`${id}-fault`}
            range={LIMITS.seed}
            value={seed}
            onCommit={(value) => change({ seed: value })}
            onFault={setFault}
            faulty={fault !== null}
          />
          <button type="button" className={styles['small']} aria-label="Another seed" title="Another seed" onClick={roll}>
            <DiceIcon />
          </button>
          <Complaint id={`${id}-fault`}>{fault}</Complaint>
        </>
      )}
    </Row>
  );
}
