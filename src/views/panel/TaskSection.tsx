import { useId } from 'react';
import { TASKS, taskOf } from '../../core/tasks/index.ts';
import type { Task } from '../../core/tasks/task.ts';
import { Explained } from '../shell/Explained.tsx';
import { useSessionState } from '../useSession.ts';
import { NumberRow } from './NumberRow.tsx';
import styles from './Panel.module.css';
import { useChange } from './useChange.ts';
import { WORDS } from './words.ts';

/** What the network has to learn: the task, its options, what to watch for and whose data it is. */
export function TaskSection() {
  const id = useId();
  const change = useChange();
  const name = useSessionState((state) => state.experiment.task);
  const options = useSessionState((state) => state.experiment.options);
  const task = taskOf(name);
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        <Explained explanation={WORDS.task}>Task</Explained>
      </h2>
      <select
        className={styles['select']}
        aria-labelledby={`${id}-title`}
        value={name}
        onChange={(event) => change({ task: event.target.value })}
      >
        {Object.values(TASKS).map((each: Task) => (
          <option key={each.name} value={each.name}>
            {each.title}
          </option>
        ))}
      </select>
      <p className={styles['sentence']}>{task.sentence}</p>
      <p className={styles['sentence']}>
        <strong>Watch:</strong> {task.watch}
      </p>
      {task.options.map((option) => (
        <NumberRow
          key={`${name} ${option.name}`}
          range={option}
          value={options[option.name] ?? option.value}
          onCommit={(value) => change({ options: { ...options, [option.name]: value } })}
        />
      ))}
      <Baselines task={task} options={options} />
      {task.credit === undefined ? null : (
        <p className={styles['credit']}>
          Data:{' '}
          <a href={task.credit.url} rel="noopener noreferrer" target="_blank">
            {task.credit.text}
          </a>
        </p>
      )}
    </section>
  );
}

function Baselines({ task, options }: { readonly task: Task; readonly options: Readonly<Record<string, number>> }) {
  const baselines = task.baselines(options);
  if (baselines.length === 0) return null;
  return (
    <p className={styles['baselines']}>
      <Explained explanation="The loss of an answer that a person could give without the network. A network that stays there has learned nothing from the sequence.">
        {baselines.length > 1 ? 'Baselines' : 'Baseline'}
      </Explained>
      {': '}
      {baselines.map(({ label, loss }) => `${loss.toPrecision(3)}, ${label}`).join('; ')}
    </p>
  );
}
