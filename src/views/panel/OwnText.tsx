import { type DragEvent, useId, useMemo, useRef, useState } from 'react';
import { digestOf } from '../../core/digest.ts';
import { materialOf } from '../../core/tasks/material.ts';
import { OWN_TEXT, ownTextName } from '../../core/tasks/text.ts';
import { toUtf8 } from '../../core/utf8.ts';
import { useIsHere } from '../useIsHere.ts';
import { useSession, useSessionState } from '../useSession.ts';
import styles from './OwnText.module.css';
import { faultOfSize, type Read, readBytes, readText, toldText } from './ownText.ts';
import { Complaint } from './Row.tsx';
import { useChange } from './useChange.ts';

/** A text of one's own: pasted, or a file that is chosen or dropped. */
export default function OwnText() {
  const id = useId();
  const session = useSession();
  const change = useChange();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const take = (read: Read): void => {
    if ('fault' in read) return setFault(read.fault);
    const bytes = toUtf8(read.text);
    const digest = digestOf(bytes);
    session.give(ownTextName(digest), bytes);
    const refusal = change({ options: { text: OWN_TEXT, data: digest } });
    setFault(refusal);
    if (refusal === null) setTyped('');
  };
  const open = async (chosen: File | null | undefined): Promise<void> => {
    if (chosen == null) return;
    const tooLarge = faultOfSize(chosen.size);
    if (tooLarge !== null) return setFault(tooLarge);
    take(
      await chosen.arrayBuffer().then(
        (buffer) => readBytes(new Uint8Array(buffer)),
        () => ({ fault: 'The file could not be read: choose it again.' }),
      ),
    );
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    void open(event.dataTransfer.files[0]);
  };
  return (
    <div className={styles['own']}>
      <Now />
      <label htmlFor={id}>Your text</label>
      <textarea
        id={id}
        rows={4}
        value={typed}
        spellCheck={false}
        placeholder="Paste 2,000 characters or more, or drop a text file here."
        aria-invalid={fault !== null || undefined}
        aria-describedby={`${id}-fault ${id}-note`}
        onChange={(event) => setTyped(event.target.value)}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => event.dataTransfer.files.length > 0 && drop(event)}
      />
      <div className={styles['ways']}>
        <button type="button" disabled={typed === ''} onClick={() => take(readText(typed))}>
          Learn from it
        </button>
        <button type="button" onClick={() => file.current?.click()}>
          Choose a file …
        </button>
        <input
          ref={file}
          type="file"
          accept=".txt,text/plain"
          aria-label="Text file"
          hidden
          onChange={(event) => {
            void open(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
      </div>
      <Complaint id={`${id}-fault`}>{fault}</Complaint>
      <p id={`${id}-note`} className={styles['note']}>
        It stays on this device and is kept for your next visit. A link holds only a number that tells it from other texts: opened
        elsewhere, the page says that the text is missing and asks for it.
      </p>
    </div>
  );
}

/** The text that is learned from now. */
function Now() {
  const data = useSessionState(({ experiment }) => experiment.options['data'] ?? 0);
  const here = useIsHere();
  const told = useMemo(() => (here ? toldText(materialOf(ownTextName(data))) : null), [here, data]);
  return told === null ? null : <p className={styles['now']}>{told}</p>;
}
