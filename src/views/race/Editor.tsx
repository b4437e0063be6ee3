import { Panel } from '../panel/Panel.tsx';
import { Boundary } from '../shell/Boundary.tsx';
import { Dialog } from '../shell/Dialog.tsx';
import { CloseIcon } from '../shell/icons.tsx';
import { useMedia } from '../shell/useMedia.ts';
import { SessionContext } from '../useSession.ts';
import styles from './Editor.module.css';
import { type Racer, useRaceState } from './useRace.ts';

interface Props {
  readonly racer: Racer;
  readonly onClose: () => void;
}

/** One network's experiment, to be changed by hand: beside the others, or in a sheet where there is no room. */
export function Editor({ racer: { entry, name }, onClose }: Props) {
  const narrow = useMedia('(width < 1000px)');
  const isFirst = useRaceState(({ entries }) => entries[0] === entry);
  const note = isFirst
    ? 'The others follow in everything in which they do not differ from this one.'
    : 'What is changed here is how this network differs from the first.';
  const panel = (
    <SessionContext value={entry.session}>
      <p className={styles['note']}>{note}</p>
      <Boundary what="The controls">
        <Panel />
      </Boundary>
    </SessionContext>
  );
  if (narrow) {
    return (
      <Dialog title={name} shape="sheet" open onClose={onClose}>
        {panel}
      </Dialog>
    );
  }
  return (
    <aside className={styles['editor']} aria-label={`Experiment of ${name}`}>
      <header className={styles['head']}>
        <strong>{name}</strong>
        <button type="button" aria-label="Close the controls" onClick={onClose}>
          <CloseIcon />
        </button>
      </header>
      {panel}
    </aside>
  );
}
