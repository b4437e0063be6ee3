import type { ReactNode, RefObject } from 'react';
import styles from './Explained.module.css';
import { type Explanation, useExplanation } from './useExplanation.ts';

interface Props {
  /** The word or words that are explained. */
  readonly children: ReactNode;
  /** One to three short sentences. */
  readonly explanation: ReactNode;
  /** The formula behind it, in a line of its own. */
  readonly formula?: string | undefined;
  readonly className?: string | undefined;
}

/**
 * A word that explains itself: on hover, on keyboard focus and on a tap. Use it for whatever stands on the screen and is
 * not itself a control: titles of lanes and figures, readouts. A control's label is a `Labelled`.
 */
export function Explained({ children, explanation, formula, className }: Props) {
  const state = useExplanation();
  return (
    <>
      <button
        type="button"
        ref={state.anchor as RefObject<HTMLButtonElement | null>}
        className={[styles['word'], className].filter(Boolean).join(' ')}
        {...state.pointed}
        {...state.focused}
      >
        {children}
      </button>
      <ExplanationPopover state={state} explanation={explanation} formula={formula} />
    </>
  );
}

/** The floating explanation itself; its text is there for assistive technology even while it is closed. */
export function ExplanationPopover({ state, explanation, formula }: { state: Explanation } & Pick<Props, 'explanation' | 'formula'>) {
  return (
    <span popover="manual" role="tooltip" id={state.id} ref={state.popover} className={styles['explanation']} {...state.floating}>
      {explanation}
      {formula === undefined ? null : <code className={styles['formula']}>{formula}</code>}
    </span>
  );
}
