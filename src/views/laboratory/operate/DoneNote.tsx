import { describeOperation } from '../../../core/operate/describe.ts';
import { operationsOf } from '../../../core/operate/read.ts';
import { listed } from '../../../core/words.ts';
import { useSessionState } from '../../useSession.ts';
import styles from './operate.module.css';

/** Under the equations, what is done to the network beside them. */
export default function DoneNote() {
  const experiment = useSessionState((state) => state.experiment);
  const { operations } = operationsOf(experiment);
  if (operations.length === 0) return null;
  return <p className={styles['note']}>In the laboratory: {listed(operations.map(describeOperation))}.</p>;
}
