import { useId } from 'react';
import { Complaint } from '../panel/Row.tsx';
import styles from './Race.module.css';
import type { NumberDraft } from './useNumberDraft.ts';

/** A number that is taken on Enter or when it is left, with what is wrong with it beneath; Escape goes back to what was there. */
export function NumberField({ label, draft }: { readonly label: string; readonly draft: NumberDraft }) {
  const id = useId();
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        inputMode="numeric"
        size={5}
        value={draft.text}
        aria-invalid={draft.fault !== null || undefined}
        aria-describedby={`${id}-fault`}
        onChange={(event) => draft.type(event.target.value)}
        onBlur={() => draft.take()}
        onKeyDown={(event) => {
          if (event.key === 'Enter') draft.take();
          else if (event.key === 'Escape') draft.forget();
        }}
      />
      <div className={styles['fault']}>
        <Complaint id={`${id}-fault`}>{draft.fault}</Complaint>
      </div>
    </div>
  );
}
