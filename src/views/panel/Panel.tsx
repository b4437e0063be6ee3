import { CellSection } from './CellSection.tsx';
import { LearningSection } from './LearningSection.tsx';
import { NetworkSection } from './NetworkSection.tsx';
import styles from './Panel.module.css';
import { TaskSection } from './TaskSection.tsx';

/** The experiment: everything that fixes a run, to be set by hand. */
export function Panel() {
  return (
    <div className={styles['panel']}>
      <TaskSection />
      <CellSection />
      <NetworkSection />
      <LearningSection />
    </div>
  );
}
