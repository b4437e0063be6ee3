import { type ReactNode, useEffect, useId, useRef } from 'react';
import styles from './Dialog.module.css';
import { CloseIcon } from './icons.tsx';

interface Props {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  /** `sheet`: from the lower edge, over the whole width; `box`: in the middle; `wide`: in the middle, as wide as it may. */
  readonly shape: 'sheet' | 'box' | 'wide';
  readonly children: ReactNode;
}

/** A native modal dialog: Escape, its button and a press outside it close it. */
export function Dialog({ title, open, onClose, shape, children }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (open && element?.open === false) element.showModal();
    if (!open && element?.open === true) element.close();
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the press outside is a convenience; Escape and the button close it too
    <dialog
      ref={dialog}
      className={styles[shape]}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className={styles['inside']}>
        <header>
          <h2 id={id}>{title}</h2>
          <button type="button" aria-label="Close" onClick={onClose}>
            <CloseIcon />
          </button>
        </header>
        {open ? children : null}
      </div>
    </dialog>
  );
}
