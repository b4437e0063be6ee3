import { useEffect, useState } from 'react';
import type { Notice } from '../../store/session.ts';
import { useSession, useSessionState } from '../useSession.ts';
import { CloseIcon } from './icons.tsx';
import { Marked } from './Marked.tsx';
import styles from './Notices.module.css';

/** A note goes by itself when there was time to read it, unless somebody is at it. Warnings and errors stay. */
const NOTE_MS = 3000;
const NOTE_MS_PER_CHARACTER = 40;

/** What the page has to say: notes politely, what went wrong at once. */
export function Notices() {
  const notices = useSessionState((state) => state.notices);
  const of = (isNote: boolean) =>
    notices.filter(({ kind }) => (kind === 'note') === isNote).map((notice) => <Item key={notice.id} notice={notice} />);
  return (
    <section aria-label="Notices" className={styles['notices']}>
      <div role="alert">{of(false)}</div>
      <div role="status">{of(true)}</div>
    </section>
  );
}

function Item({ notice: { id, kind, text, link } }: { readonly notice: Notice }) {
  const session = useSession();
  const [attended, setAttended] = useState(false);
  useEffect(() => {
    if (kind !== 'note' || attended) return;
    const timer = setTimeout(() => session.dismiss(id), NOTE_MS + NOTE_MS_PER_CHARACTER * text.length);
    return () => clearTimeout(timer);
  }, [session, id, kind, text, attended]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only keeps the note while somebody is at it
    <div
      className={styles['notice']}
      data-kind={kind}
      onPointerEnter={() => setAttended(true)}
      onPointerLeave={() => setAttended(false)}
      onFocus={() => setAttended(true)}
      onBlur={() => setAttended(false)}
    >
      <div className={styles['text']}>
        <p>
          <Marked>{text}</Marked>
        </p>
        {link === undefined ? null : <input readOnly value={link} aria-label="Link" onFocus={(event) => event.target.select()} />}
      </div>
      <button type="button" aria-label="Dismiss" onClick={() => session.dismiss(id)}>
        <CloseIcon />
      </button>
    </div>
  );
}
