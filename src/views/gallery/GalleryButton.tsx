import { lazy, Suspense, useCallback, useState } from 'react';
import styles from '../panel/Panel.module.css';
import { Dialog } from '../shell/Dialog.tsx';

const Gallery = lazy(() => import('./Gallery.tsx'));

/** Opens the gallery of tasks, which is loaded only then. */
export function GalleryButton() {
  const [open, setOpen] = useState(false);
  const close = useCallback(() => setOpen(false), []);
  return (
    <>
      <button type="button" className={styles['all']} onClick={() => setOpen(true)}>
        All tasks, with pictures …
      </button>
      <Dialog title="Tasks" shape="wide" open={open} onClose={close}>
        <Suspense fallback={<p>Loading …</p>}>
          <Gallery onChosen={close} />
        </Suspense>
      </Dialog>
    </>
  );
}
