import { Fragment } from 'react';
import { LABORATORY_KEYS } from '../laboratory/keys.ts';
import styles from './Dialog.module.css';
import { Dialog } from './Dialog.tsx';
import { SHORTCUTS } from './keys.ts';

export default function KeysDialog({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  return (
    <Dialog title="Keys" shape="box" open={open} onClose={onClose}>
      <Keys keys={SHORTCUTS} />
      <h3 className={styles['part']}>In the laboratory</h3>
      {Object.values(LABORATORY_KEYS).map(({ title, keys }) => (
        <Fragment key={title}>
          <h4 className={styles['place']}>{title}</h4>
          <Keys keys={keys} />
        </Fragment>
      ))}
    </Dialog>
  );
}

function Keys({ keys }: { readonly keys: readonly { readonly label: string; readonly does: string }[] }) {
  return (
    <dl className={styles['keys']}>
      {keys.map(({ label, does }) => (
        <Fragment key={does}>
          <dt>
            <kbd>{label}</kbd>
          </dt>
          <dd>{does}</dd>
        </Fragment>
      ))}
    </dl>
  );
}
