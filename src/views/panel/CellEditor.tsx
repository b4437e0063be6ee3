import { type KeyboardEvent, useId } from 'react';
import { describeFault } from '../../core/cell/parse.ts';
import { Marked } from '../shell/Marked.tsx';
import styles from './CellEditor.module.css';
import { highlight } from './highlight.ts';
import { cellTitle } from './titles.ts';
import type { Editor } from './useDraft.ts';

/** Faults told at once; the others wait until these are mended. */
const TOLD = 3;

interface Props {
  readonly editor: Editor;
  readonly running: string;
  readonly label: string;
  readonly describedBy: string;
}

/** The cell's equations as text: coloured, faults underlined where they stand and told with their mend underneath. */
export function CellEditor({ editor, running, label, describedBy }: Props) {
  const id = useId();
  const faulty = editor.faults.length > 0;
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) editor.apply();
  };
  return (
    <>
      <div className={styles['editor']} data-faulty={faulty || undefined}>
        <Mirror editor={editor} />
        <textarea
          className={styles['text']}
          aria-label={label}
          aria-describedby={`${id}-told ${describedBy}`}
          aria-invalid={faulty || undefined}
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          autoCorrect="off"
          wrap="soft"
          rows={1}
          value={editor.text}
          onChange={(event) => editor.type(event.target.value)}
          onBlur={editor.apply}
          onKeyDown={press}
        />
      </div>
      <div id={`${id}-told`} role="status" className={styles['told']}>
        <Told editor={editor} running={running} />
      </div>
    </>
  );
}

/** Lies under the transparent text of the textarea, of the same type and measure, and gives both their height. */
function Mirror({ editor }: { readonly editor: Editor }) {
  const end = editor.text.length;
  const pieces = highlight(editor.text, editor.faults);
  return (
    <pre className={styles['mirror']} aria-hidden="true">
      {pieces.map(({ text, kind, faulty }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces are drawn anew as a whole
        <span key={index} data-kind={kind} data-faulty={faulty || undefined}>
          {text}
        </span>
      ))}
      {editor.faults.some(({ offset }) => offset >= end) ? <span data-faulty="true"> </span> : null}
      {'\n'}
    </pre>
  );
}

function Told({ editor, running }: { readonly editor: Editor; readonly running: string }) {
  const { faults, remarks, differs, refusal } = editor;
  return (
    <>
      {faults.slice(0, TOLD).map((fault) => (
        <p key={`${fault.offset} ${fault.message}`} className={styles['fault']}>
          <Marked>{describeFault(fault)}</Marked>
        </p>
      ))}
      {faults.length > TOLD ? <p className={styles['fault']}>and {faults.length - TOLD} more</p> : null}
      {refusal === null ? null : <p className={styles['fault']}>{refusal}</p>}
      {remarks.map((remark) => (
        <p key={remark} className={styles['remark']}>
          <Marked>{remark}</Marked>
        </p>
      ))}
      {differs && (faults.length > 0 || refusal !== null) ? <p>Until this is whole, {cellTitle(running)} goes on running.</p> : null}
    </>
  );
}
