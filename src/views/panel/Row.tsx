import { type MouseEvent, type ReactNode, type RefObject, useId } from 'react';
import { ExplanationPopover } from '../shell/Explained.tsx';
import { type Explanation, useExplanation } from '../shell/useExplanation.ts';
import styles from './Row.module.css';

interface Props {
  readonly label: string;
  readonly explanation: ReactNode;
  readonly formula?: string | undefined;
  /** Whether a click on the label only explains: to read about a switch is not to turn it. */
  readonly explains?: boolean;
  /** The controls; `id` is for the one that the label is for. */
  readonly children: (parts: { id: string; focused: Explanation['focused'] }) => ReactNode;
}

/** One line of the panel: a label that explains itself, and its controls. */
export function Row({ label, explanation, formula, explains = false, children }: Props) {
  const id = useId();
  const state = useExplanation('right');
  return (
    <div className={styles['row']} ref={state.anchor as RefObject<HTMLDivElement | null>}>
      <label htmlFor={id} className={styles['label']} {...state.pointed} {...(explains ? onlyExplains(state.pointed) : {})}>
        {label}
      </label>
      {children({ id, focused: state.focused })}
      <ExplanationPopover state={state} explanation={explanation} formula={formula} />
    </div>
  );
}

/** A click that goes on to the explanation and not to the control. */
const onlyExplains = ({ onClick }: Explanation['pointed']) => ({
  onClick: (event: MouseEvent<HTMLElement>) => {
    event.preventDefault();
    onClick();
  },
});

/** What is wrong with a field, under it; there from the start so that it is read out when it comes. */
export function Complaint({ id, children }: { readonly id: string; readonly children: string | null }) {
  return (
    <p id={id} aria-live="polite" className={styles['complaint']}>
      {children}
    </p>
  );
}
