import { Fragment } from 'react';
import styles from './Dialog.module.css';
import { Dialog } from './Dialog.tsx';
import { SHORTCUTS } from './keys.ts';

export default function KeysDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" shape="box" open={open} onClose={onClose}>
      <dl className={styles['keys']}>
        {SHORTCUTS.map(({ command, label, does }) => (
          <Fragment key={command}>
            <dt>
              <kbd>{label}</kbd>
            </dt>
            <dd>{does}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  );
}
