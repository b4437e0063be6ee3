import { type ReactNode, useId, useLayoutEffect, useRef, useState } from 'react';
import styles from './Dialog.module.css';
import { CloseIcon } from './icons.tsx';

interface Props {
  readonly title: string;
  readonly open: boolean;
  readonly onClose: () => void;
  /** `sheet`: from the lower edge, over the whole width; `box`: in the middle; `wide`: as wide and high as it may, whatever it holds. */
  readonly shape: 'sheet' | 'box' | 'wide';
  readonly children: ReactNode;
}

/** A native modal dialog: Escape, its button and a press outside it close it. */
export function Dialog({ title, open, onClose, shape, children }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // Children come once it is shown: hidden, they have no size and take no focus.
  const [shown, setShown] = useState(false);
  useLayoutEffect(() => {
    const element = dialog.current;
    if (open && element?.open === false) element.showModal();
    if (!open && element?.open === true) element.close();
    setShown(open);
  }, [open]);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the press outside is a convenience; Escape and the button close it too
    <dialog
      ref={dialog}
      className={styles[shape]}
      aria-labelledby={id}
      onClose={() => {
        // The event comes late, when it may have been opened again.
        if (dialog.current?.open === false) onClose();
      }}
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
        {open && shown ? children : null}
      </div>
    </dialog>
  );
}
