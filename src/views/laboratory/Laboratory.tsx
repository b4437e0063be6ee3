import { useEffect, useRef } from 'react';
import { withoutLaboratory } from '../../core/laboratory/names.ts';
import type { Setting } from '../lanes/lane.ts';
import shared from '../lanes/shared.module.css';
import type { Shape } from '../lanes/useSetting.ts';
import { Explained } from '../shell/Explained.tsx';
import { useSession, useSessionState } from '../useSession.ts';
import styles from './laboratory.module.css';
import { Operate } from './operate/Operate.tsx';
import Predict from './predict/Predict.tsx';
import { TakeApart } from './takeApart/TakeApart.tsx';

interface Props {
  readonly setting: Setting;
  readonly shape: Shape;
}

/** Under the lanes, when it is asked for: the running network taken apart. */
export default function Laboratory({ setting, shape }: Props) {
  const section = useRef<HTMLElement>(null);
  // It lies far below what opened it: whoever pressed is led there, and whoever came by a link is left where they are.
  useEffect(() => {
    if (document.activeElement !== opener()) return;
    section.current?.scrollIntoView({ block: 'start' });
    section.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section ref={section} className={styles['laboratory']} aria-label="Laboratory" tabIndex={-1}>
      <div className={`${shared['head']} ${styles['head']}`}>
        <h2 className={shared['title']}>
          <Explained explanation="Where exactly does the blame die, and by which path? What if? Everything here is measured on the network that is running, and everything that is open stands in the link.">
            Laboratory
          </Explained>
        </h2>
        <span className={shared['readout']}>
          <Close />
        </span>
      </div>
      <Predict setting={setting} />
      <TakeApart setting={setting} shape={shape} />
      <Operate />
    </section>
  );
}

/** The button over the lanes that opens and closes it. */
const opener = (): HTMLElement | null => document.querySelector('button[aria-label="Laboratory"]');

function Close() {
  const session = useSession();
  const open = useSessionState((state) => state.view.open);
  return (
    <button
      type="button"
      className={shared['chip']}
      onClick={() => {
        opener()?.focus();
        session.look({ open: withoutLaboratory(open) });
      }}
    >
      Close the laboratory
    </button>
  );
}
