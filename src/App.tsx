import './views/shell/global.css';
import { lazy, Suspense, useCallback, useState } from 'react';
import { Bar } from './views/bar/Bar.tsx';
import { Figures } from './views/figures/Figures.tsx';
import { Timeline } from './views/lanes/Timeline.tsx';
import { Panel } from './views/panel/Panel.tsx';
import styles from './views/shell/App.module.css';
import { Boundary } from './views/shell/Boundary.tsx';
import { Dialog } from './views/shell/Dialog.tsx';
import { Failure } from './views/shell/Failure.tsx';
import { Notices } from './views/shell/Notices.tsx';
import { theme, wear } from './views/shell/theme.ts';
import { useKeys } from './views/shell/useKeys.ts';
import { useMedia } from './views/shell/useMedia.ts';
import { Waiting } from './views/shell/Waiting.tsx';
import { useSessionState } from './views/useSession.ts';

/** Not of the first screen, and loaded right after it. */
const Exploded = lazy(() => import('./views/shell/Exploded.tsx'));
const KeysDialog = lazy(() => import('./views/shell/KeysDialog.tsx'));
const Race = lazy(() => import('./views/race/Race.tsx'));

wear(theme());

/** The whole page. */
export function App() {
  const races = useSessionState(({ race }) => race !== null);
  return (
    <Boundary what="The page">
      {races ? (
        <Suspense>
          <Race />
        </Suspense>
      ) : (
        <Page />
      )}
    </Boundary>
  );
}

function Page() {
  const narrow = useMedia('(width < 1000px)');
  const [controls, setControls] = useState(false);
  const [keys, setKeys] = useState(false);
  const sheet = narrow && controls;
  const showKeys = useCallback(() => setKeys(true), []);
  useKeys(showKeys);
  return (
    <div className={styles['page']}>
      <button type="button" className={styles['skip']} onClick={() => document.getElementById('timeline')?.focus()}>
        Skip to the timeline
      </button>
      <Bar onControls={narrow ? () => setControls(true) : null} onKeys={showKeys} />
      {narrow ? null : (
        <aside className={styles['panel']} aria-label="Experiment">
          <PanelInBoundary />
        </aside>
      )}
      <main className={styles['timeline']} id="timeline" tabIndex={-1}>
        <Failure />
        <Waiting />
        <Suspense fallback={null}>
          <Exploded />
        </Suspense>
        <Boundary what="The timeline">
          <Timeline />
        </Boundary>
      </main>
      <aside className={styles['figures']} aria-label="Figures">
        <Boundary what="The figures">
          <Figures />
        </Boundary>
      </aside>
      {sheet ? null : <Notices />}
      <Suspense fallback={null}>
        <KeysDialog open={keys} onClose={() => setKeys(false)} />
      </Suspense>
      <Dialog title="Experiment" shape="sheet" open={sheet} onClose={() => setControls(false)}>
        <PanelInBoundary />
        <Notices />
      </Dialog>
    </div>
  );
}

function PanelInBoundary() {
  return (
    <Boundary what="The controls">
      <Panel />
    </Boundary>
  );
}
