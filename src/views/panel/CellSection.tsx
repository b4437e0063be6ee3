import { lazy, Suspense, useId } from 'react';
import { Explained } from '../shell/Explained.tsx';
import { useSessionState } from '../useSession.ts';
import { CellEditor } from './CellEditor.tsx';
import styles from './Panel.module.css';
import { CELL_CHOICES } from './titles.ts';
import { useDraft } from './useDraft.ts';
import { WORDS } from './words.ts';

const DoneNote = lazy(() => import('../laboratory/operate/DoneNote.tsx'));

/** Which equations run, to be chosen or written. */
export function CellSection() {
  const id = useId();
  const running = useSessionState((state) => state.experiment.cell);
  const isOperatedOn = useSessionState((state) => state.experiment.do !== '');
  const editor = useDraft();
  return (
    <section aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>
        <Explained explanation={WORDS.cell}>Cell</Explained>
      </h2>
      <div role="radiogroup" aria-labelledby={`${id}-title`} className={styles['segments']}>
        {CELL_CHOICES.map(({ choice, title, note }) => (
          <label key={choice} title={note}>
            <input type="radio" name={id} value={choice} checked={editor.choice === choice} onChange={() => editor.choose(choice)} />
            <span>{title}</span>
          </label>
        ))}
      </div>
      <CellEditor editor={editor} running={running} label="Equations of the cell" describedBy={`${id}-how`} />
      <Suspense fallback={null}>{isOperatedOn && <DoneNote />}</Suspense>
      <p id={`${id}-how`} hidden>
        {WORDS.equations}
      </p>
    </section>
  );
}
