import { lazy, Suspense, useId } from 'react';
import { csv } from '../../core/tasks/csv.ts';
import { baselinesOf, TASKS, taskOf } from '../../core/tasks/index.ts';
import { type Option, type Options, SHELVES, type Shelf, type Task } from '../../core/tasks/task.ts';
import { OWN_TEXT, text } from '../../core/tasks/text.ts';
import { GalleryButton } from '../gallery/GalleryButton.tsx';
import { Explained } from '../shell/Explained.tsx';
import { useIsHere } from '../useIsHere.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { ChoiceRow } from './ChoiceRow.tsx';
import { NumberRow } from './NumberRow.tsx';
import styles from './Panel.module.css';
import { useChange } from './useChange.ts';
import { WORDS } from './words.ts';

/** What the network has to learn: the task, its options, what to watch for and whose data it is. */
export function TaskSection() {
  const id = useId();
  const change = useChange();
  const session = useSession();
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
        {SHELVES_IN_ORDER.map((shelf) => (
          <optgroup key={shelf} label={SHELVES[shelf]}>
            {ALL.filter((each) => each.shelf === shelf).map((each) => (
              <option key={each.name} value={each.name}>
                {each.title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
      <GalleryButton />
      <p className={styles['sentence']}>{task.sentence}</p>
      <p className={styles['sentence']}>
        <strong>Watch:</strong> {task.watch}
      </p>
      {task.options.map((option) => (
        <OptionRow
          key={`${name} ${option.name}`}
          option={option}
          value={options[option.name] ?? option.value}
          onCommit={(value) => change({ options: { ...options, [option.name]: value } })}
          onPreview={(value) => session.preview(value === null ? null : { ...options, [option.name]: value })}
        />
      ))}
      <Own name={name} options={options} />
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

/** Loaded with the tasks that ask a person for data. */
const OwnText = lazy(() => import('./OwnText.tsx'));
const OwnTable = lazy(() => import('../csv/OwnTable.tsx'));

function Own({ name, options }: { readonly name: string; readonly options: Options }) {
  const asksForText = name === text.name && options['text'] === OWN_TEXT;
  if (!asksForText && name !== csv.name) return null;
  return <Suspense fallback={null}>{asksForText ? <OwnText /> : <OwnTable />}</Suspense>;
}

const SHELVES_IN_ORDER = Object.keys(SHELVES) as readonly Shelf[];
const ALL: readonly Task[] = Object.values(TASKS);

interface OptionProps {
  readonly option: Option;
  readonly value: number;
  readonly onCommit: (value: number) => string | null;
  readonly onPreview: (value: number | null) => void;
}

/** A choice by name or a number; what a task sets by controls of its own has no row. */
function OptionRow({ option, value, onCommit, onPreview }: OptionProps) {
  const { choices, form } = option;
  if (form !== undefined) return null;
  if (choices === undefined) return <NumberRow range={option} value={value} onCommit={onCommit} onPreview={onPreview} />;
  const titles = Object.fromEntries(choices.map(({ name, title }) => [name, title]));
  return (
    <ChoiceRow
      label={option.label}
      explanation={option.explanation}
      value={choices[value]?.name ?? ''}
      titles={titles}
      onCommit={(chosen) => onCommit(choices.findIndex(({ name }) => name === chosen))}
    />
  );
}

function Baselines({ task, options }: { readonly task: Task; readonly options: Readonly<Record<string, number>> }) {
  useIsHere();
  const baselines = baselinesOf(task, options);
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
