import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import { TASKS } from '../../core/tasks/index.ts';
import { SHELVES, type Shelf, type Task } from '../../core/tasks/task.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { Card } from './Card.tsx';
import styles from './gallery.module.css';
import { EXAMPLES } from './keywords.ts';
import { found } from './search.ts';

const ALL: readonly Task[] = Object.values(TASKS);
const NAMES = Object.keys(SHELVES) as readonly Shelf[];

/** All tasks by what they teach, each with a picture of its real data; a search narrows them. */
export default function Gallery({ onChosen }: { readonly onChosen: () => void }) {
  const id = useId();
  const session = useSession();
  const now = useSessionState((state) => state.experiment.task);
  const [search, setSearch] = useState('');
  const list = useRef<HTMLDivElement>(null);
  const tasks = useMemo(() => found(ALL, search), [search]);
  const choose = (task: Task): void => {
    session.change({ task: task.name });
    onChosen();
  };
  const searchFor = (next: string): void => {
    setSearch(next);
    list.current?.scrollTo(0, 0);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>): void => {
    const [first] = tasks;
    if (event.key === 'Enter' && first !== undefined) {
      // The focus goes back to the button that opened the dialog, which the key would press.
      event.preventDefault();
      choose(first);
    }
    if (event.key === 'ArrowDown') list.current?.querySelector('button')?.focus();
  };
  return (
    <div className={styles['gallery']}>
      <label htmlFor={id}>Search</label>
      {/* biome-ignore lint/a11y/noAutofocus: the dialog is opened to search it */}
      <input id={id} type="search" autoFocus value={search} onChange={(event) => searchFor(event.target.value)} onKeyDown={press} />
      <p role="status" className={styles['count']}>
        {tasks.length === 0 ? nothing(search) : `${tasks.length} of ${ALL.length} tasks`}
      </p>
      <div ref={list} className={styles['list']}>
        {NAMES.map((shelf) => (
          <ShelfOf key={shelf} title={SHELVES[shelf]} tasks={tasks.filter((task) => task.shelf === shelf)} now={now} onChoose={choose} />
        ))}
      </div>
    </div>
  );
}

const nothing = (search: string): string => `No task speaks of “${search}”. Try fewer letters, or one of these: ${EXAMPLES.join(', ')}.`;

interface ShelfProps {
  readonly title: string;
  readonly tasks: readonly Task[];
  readonly now: string;
  readonly onChoose: (task: Task) => void;
}

function ShelfOf({ title, tasks, now, onChoose }: ShelfProps) {
  const id = useId();
  if (tasks.length === 0) return null;
  return (
    <section aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <ul className={styles['cards']}>
        {tasks.map((task) => (
          <li key={task.name}>
            <Card task={task} chosen={task.name === now} onChoose={() => onChoose(task)} />
          </li>
        ))}
      </ul>
    </section>
  );
}
