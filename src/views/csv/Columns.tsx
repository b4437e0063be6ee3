import { useId } from 'react';
import type { Column, Table } from '../../core/csv/table.ts';
import { choiceOf, MOST_INPUTS, readTable, setOf } from '../../core/tasks/csv.ts';
import { Complaint } from '../panel/Row.tsx';
import { useChange } from '../panel/useChange.ts';
import { useSessionState } from '../useSession.ts';
import styles from './csv.module.css';
import { columnText, tableText, whyNot } from './words.ts';

/** What was found in a table, and which of its columns are asked for and read. */
export function Columns({ table, bytes }: { readonly table: Table; readonly bytes: number }) {
  const id = useId();
  const change = useChange();
  const options = useSessionState(({ experiment }) => experiment.options);
  const { target, inputs } = choiceOf(options);
  const read = readTable(options);
  const ask = (index: number): void => {
    change({ options: { target: index + 1, inputs: setOf([...inputs.filter((input) => input !== target), index]) } });
  };
  const toggle = (index: number): void => {
    const next = inputs.includes(index) ? inputs.filter((input) => input !== index) : [...inputs, index];
    if (next.length > 0) change({ options: { inputs: setOf(next) } });
  };
  return (
    <div className={styles['columns']}>
      <p className={styles['told']}>{tableText(table, bytes)}</p>
      <label htmlFor={id}>Ask for</label>
      <select id={id} value={target} onChange={(event) => ask(Number(event.target.value))}>
        {table.columns.slice(0, MOST_INPUTS).map((column, index) => (
          <option key={column.name} value={index} disabled={whyNot(column) !== null}>
            {column.name}
            {whyNot(column) === null ? '' : `, ${whyNot(column)}`}
          </option>
        ))}
      </select>
      <fieldset className={styles['read']}>
        <legend>Read</legend>
        {table.columns.slice(0, MOST_INPUTS).map((column, index) => (
          <Choice key={column.name} column={column} isChosen={inputs.includes(index)} onToggle={() => toggle(index)} />
        ))}
      </fieldset>
      <Complaint id={`${id}-fault`}>{read !== null && 'fault' in read ? `${read.fault}.` : null}</Complaint>
      {table.columns.length <= MOST_INPUTS ? null : (
        <p className={styles['told']}>Only the first {MOST_INPUTS} columns can be chosen: move others to the front of the file.</p>
      )}
      <Notes notes={[...table.notes, ...(read !== null && 'notes' in read ? read.notes : [])]} />
    </div>
  );
}

interface ChoiceProps {
  readonly column: Column;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
}

function Choice({ column, isChosen, onToggle }: ChoiceProps) {
  const refused = whyNot(column);
  return (
    <label>
      <input type="checkbox" checked={isChosen} disabled={refused !== null} onChange={onToggle} />
      <span>
        {column.name} <span className={styles['what']}>{refused ?? columnText(column)}</span>
      </span>
    </label>
  );
}

function Notes({ notes }: { readonly notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className={styles['notes']} aria-label="What was assumed">
      {[...new Set(notes)].map((note) => (
        <li key={note}>{note}</li>
      ))}
    </ul>
  );
}
