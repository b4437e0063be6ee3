import { useSessionState } from '../../useSession.ts';
import styles from './machine.module.css';

/** Where the iteration on show stands on an axis of iterations. */
export default function Here({ end }: { readonly end: number }) {
  const iteration = useSessionState((state) => state.iteration);
  return <span className={styles['here']} style={{ left: `${(iteration / end) * 100}%` }} />;
}
