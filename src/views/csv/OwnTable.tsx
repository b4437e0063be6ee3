import { type DragEvent, useEffect, useId, useRef, useState } from 'react';
import { digestOf } from '../../core/digest.ts';
import { optionsFor, tableName, tableOf } from '../../core/tasks/csv.ts';
import { materialOf } from '../../core/tasks/material.ts';
import { toUtf8 } from '../../core/utf8.ts';
import { Complaint } from '../panel/Row.tsx';
import { useIsHere } from '../useIsHere.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { Columns } from './Columns.tsx';
import styles from './csv.module.css';
import { readingText, refusalOf } from './words.ts';

/** What is being read now: how far it is, and how to stop it. */
interface Reading {
  readonly size: number;
  readonly bytes: number;
  readonly rows: number;
  readonly stop: () => void;
}

/** A table of one's own: dropped, chosen or pasted, read in a thread of its own, and its columns chosen. */
export default function OwnTable() {
  const id = useId();
  const { reading, fault, read } = useReading();
  const [typed, setTyped] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const paste = (): void => {
    void read(new Blob([toUtf8(typed) as Uint8Array<ArrayBuffer>])).then((isRead) => isRead && setTyped(''));
  };
  const drop = (event: DragEvent): void => {
    const [dropped] = event.dataTransfer.files;
    if (dropped === undefined) return;
    event.preventDefault();
    void read(dropped);
  };
  return (
    <fieldset className={styles['own']} aria-label="Your own table" onDragOver={(event) => event.preventDefault()} onDrop={drop}>
      <label htmlFor={id}>Your table</label>
      <textarea
        id={id}
        rows={3}
        value={typed}
        spellCheck={false}
        placeholder="Paste rows of numbers, or drop a CSV file here."
        aria-invalid={fault !== null || undefined}
        aria-describedby={`${id}-fault ${id}-note`}
        onChange={(event) => setTyped(event.target.value)}
      />
      <div className={styles['ways']}>
        <button type="button" disabled={typed.trim() === '' || reading !== null} onClick={paste}>
          Read it
        </button>
        <button type="button" disabled={reading !== null} onClick={() => file.current?.click()}>
          Choose a file …
        </button>
        <input
          ref={file}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
          aria-label="Table file"
          hidden
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            if (chosen !== undefined) void read(chosen);
            event.target.value = '';
          }}
        />
      </div>
      {reading === null ? null : <Progress {...reading} />}
      <Complaint id={`${id}-fault`}>{fault}</Complaint>
      <Chosen />
      <p id={`${id}-note`} className={styles['note']}>
        Nothing leaves this device. The table is kept here for your next visit; a link holds its digest and your choices, and asks for the
        table where it is missing.
      </p>
    </fieldset>
  );
}

function Progress({ size, bytes, rows, stop }: Reading) {
  return (
    <div className={styles['progress']} role="status">
      <progress aria-label="Reading the table" value={bytes} max={size} />
      <span>{readingText(bytes, size, rows)}</span>
      <button type="button" onClick={stop}>
        Stop
      </button>
    </div>
  );
}

/** Reads one file at a time; what was read is kept on this device and opened. */
function useReading() {
  const session = useSession();
  const [reading, setReading] = useState<Reading | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const current = useRef<AbortController | null>(null);
  useEffect(() => () => current.current?.abort(new Error('It is no longer asked for.')), []);
  const take = (bytes: Uint8Array): void => {
    const digest = digestOf(bytes);
    session.give(tableName(digest), bytes);
    session.change({ task: 'csv', options: optionsFor(tableOf(tableName(digest)), digest) });
  };
  const read = async (file: Blob): Promise<boolean> => {
    current.current?.abort(new Error('Another table was given.'));
    const life = new AbortController();
    current.current = life;
    const isCurrent = (): boolean => current.current === life;
    const start = { size: file.size, bytes: 0, rows: 0, stop: () => life.abort(new Error('Stopped: nothing of it is kept.')) };
    setFault(null);
    setReading(start);
    try {
      take(await session.readTable(file, (now) => isCurrent() && setReading({ ...start, ...now }), life.signal));
      return true;
    } catch (error) {
      if (isCurrent()) setFault(refusalOf(error));
      return false;
    } finally {
      if (isCurrent()) setReading(null);
    }
  };
  return { reading, fault, read };
}

/** The table that is here, with its columns to choose from. */
function Chosen() {
  const here = useIsHere();
  const data = useSessionState(({ experiment }) => experiment.options['data'] ?? 0);
  if (!here) return null;
  return <Columns table={tableOf(tableName(data))} bytes={materialOf(tableName(data)).length} />;
}
