import { type ReactNode, type RefObject, useId } from 'react';
import { ExplanationPopover } from '../shell/Explained.tsx';
import { type Explanation, useExplanation } from '../shell/useExplanation.ts';
import styles from './Row.module.css';

interface Props {
  readonly label: string;
  readonly explanation: ReactNode;
  readonly formula?: string | undefined;
  /** The controls: `id` for the one that the label is for, `labelledBy` for others of the same name. */
  readonly children: (parts: { id: string; labelledBy: string; focused: Explanation['focused'] }) => ReactNode;
}

/** One line of the panel: a label that explains itself, and its controls. */
export function Row({ label, explanation, formula, children }: Props) {
  const id = useId();
  const labelledBy = `${id}-label`;
  const state = useExplanation();
  return (
    <div className={styles['row']}>
      <label
        id={labelledBy}
        htmlFor={id}
        ref={state.anchor as RefObject<HTMLLabelElement | null>}
        className={styles['label']}
        {...state.pointed}
      >
        {label}
      </label>
      {children({ id, labelledBy, focused: state.focused })}
      <ExplanationPopover state={state} explanation={explanation} formula={formula} />
    </div>
  );
}

/** What is wrong with a field, under it; there from the start so that it is read out when it comes. */
export function Complaint({ id, children }: { readonly id: string; readonly children: string | null }) {
  return (
    <p id={id} aria-live="polite" className={styles['complaint']}>
      {children}
    </p>
  );
}
