import type { ReactNode } from 'react';
import styles from './Row.module.css';
import { Row } from './Row.tsx';

interface Props<Name extends string> {
  readonly label: string;
  readonly explanation: ReactNode;
  readonly value: Name;
  readonly titles: Readonly<Record<Name, string>>;
  readonly onCommit: (value: Name) => void;
}

/** One of several by name, as a native select in the line of its label. */
export function ChoiceRow<Name extends string>({ label, explanation, value, titles, onCommit }: Props<Name>) {
  const names = Object.keys(titles) as Name[];
  return (
    <Row label={label} explanation={explanation}>
      {({ id, focused }) => (
        <select
          id={id}
          className={styles['choice']}
          value={value}
          {...focused}
          onChange={(event) => {
            const chosen = names.find((name) => name === event.target.value);
            if (chosen !== undefined) onCommit(chosen);
          }}
        >
          {names.map((name) => (
            <option key={name} value={name}>
              {titles[name]}
            </option>
          ))}
        </select>
      )}
    </Row>
  );
}
