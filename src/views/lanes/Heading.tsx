import type { ReactNode } from 'react';
import word from '../shell/Explained.module.css';
import { ExplanationPopover } from '../shell/Explained.tsx';
import { useExplanation } from '../shell/useExplanation.ts';

/** A table's heading that explains itself like an `Explained`, but beside the whole table, so that its numbers can be read along. */
export function Heading({ children, explanation }: { readonly children: ReactNode; readonly explanation: string }) {
  const state = useExplanation('right');
  return (
    <>
      <button
        type="button"
        ref={(button) => {
          state.anchor.current = button?.closest('table') ?? null;
        }}
        className={word['word']}
        {...state.pointed}
        {...state.focused}
      >
        {children}
      </button>
      <ExplanationPopover state={state} explanation={explanation} />
    </>
  );
}
