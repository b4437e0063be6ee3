import { type KeyboardEvent, useState } from 'react';
import type { Range } from '../../core/limits.ts';
import { readNumber, writeNumber } from './number.ts';
import styles from './Row.module.css';
import { turn } from './scale.ts';

export interface Unset {
  readonly text: string;
  readonly onUnset: () => void;
}

interface Props {
  readonly id?: string;
  readonly label: string;
  readonly describedBy: string;
  readonly range: Range;
  /** Null where nothing is set. */
  readonly value: number | null;
  /** Null where the value was taken, else the sentence on why not. */
  readonly onCommit: (value: number) => string | null;
  /** Told the sentence on what is wrong, and null when it is mended. */
  readonly onFault: (sentence: string | null) => void;
  readonly faulty: boolean;
  readonly className?: string | undefined;
  /** Where nothing need be set: what stands there then, and what emptying the box does. */
  readonly unset?: Unset | undefined;
}

/** A number as text: reads as plain text until it is gone into. What is typed stays until it is mended or Escape is pressed. */
export function NumberBox({ id, label, describedBy, range, value, onCommit, onFault, faulty, className, unset }: Props) {
  const [typed, setTyped] = useState<{ readonly text: string; readonly over: number | null } | null>(null);
  const current = typed !== null && typed.over === value ? typed.text : null;

  const forget = (): void => {
    setTyped(null);
    onFault(null);
  };
  const type = (text: string): void => {
    setTyped({ text, over: value });
    if (faulty && readNumber(text, range).ok) onFault(null);
  };
  const take = (): void => {
    if (current === null) return;
    if (current.trim() === '' && unset !== undefined) {
      forget();
      return unset.onUnset();
    }
    const read = readNumber(current, range);
    if (!read.ok) return onFault(read.sentence);
    const refusal = read.value === value ? null : onCommit(read.value);
    if (refusal !== null) return onFault(refusal);
    forget();
  };
  const step = (direction: 1 | -1): void => {
    setTyped(null);
    onFault(onCommit(turn(range, value ?? range.value, direction)));
  };
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') take();
    else if (event.key === 'Escape' && current !== null) forget();
    else if (event.key === 'ArrowUp') step(1);
    else if (event.key === 'ArrowDown') step(-1);
    else return;
    event.preventDefault();
  };
  return (
    <input
      id={id}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      spellCheck={false}
      className={className === undefined ? styles['number'] : `${styles['number']} ${className}`}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={faulty || undefined}
      placeholder={unset?.text}
      value={current ?? (value === null ? '' : writeNumber(value))}
      onChange={(event) => type(event.target.value)}
      onFocus={(event) => event.target.select()}
      onBlur={take}
      onKeyDown={press}
    />
  );
}
