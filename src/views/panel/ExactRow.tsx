import { useSessionState } from '../useSession.ts';
import styles from './Row.module.css';
import { Row } from './Row.tsx';
import { useChange } from './useChange.ts';
import { WORDS } from './words.ts';

/** Whether the run gives the same bits on every machine. Turned off, the page chooses the backend again. */
export function ExactRow() {
  const change = useChange();
  const exact = useSessionState((state) => state.experiment.exact);
  return (
    <Row label="Exact" explanation={WORDS.exact} explains>
      {({ id, focused }) => (
        <input
          id={id}
          type="checkbox"
          className={styles['check']}
          checked={exact}
          {...focused}
          onChange={({ target }) => change(target.checked ? { exact: true } : { exact: false, backend: null })}
        />
      )}
    </Row>
  );
}
